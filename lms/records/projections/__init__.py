"""Progress, credit and levels: arithmetic on the record, stored for speed.

Each kind has a pure ``compute`` and a ``Table`` that says where it is stored; ``writing`` compares the two and writes the
difference.
"""
