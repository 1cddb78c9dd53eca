"""Benchmarks: what is measured, against what. Run with ``make bench``; ``BENCH_MEMBERS`` scales the organisation."""
