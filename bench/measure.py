"""What every benchmark uses: Django set up, time, memory, counted statements, and a result that says what was required."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))


@dataclass
class Result:
    """One line of the table. ``required`` is a text; ``ok`` None means: only for information."""

    row: str
    what: str
    measured: str
    required: str = ""
    ok: bool | None = None
    notes: list[str] = field(default_factory=list)


def at_most(row: str, what: str, value: float, limit: float, unit: str = "×") -> Result:
    return Result(row, what, f"{value:.2f} {unit}", f"≤ {limit:g} {unit}", value <= limit)


def at_least(row: str, what: str, value: float, limit: float, unit: str = "%") -> Result:
    return Result(row, what, f"{value:.1f} {unit}", f"≥ {limit:g} {unit}", value >= limit)


def setup() -> None:
    """Make Django ready, on the database of ``DATABASE_URL``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms_site.settings.production")
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
    import django

    django.setup()


def engine() -> str:
    from django.db import connection

    return str(connection.vendor)


def check_references() -> None:
    """Have PostgreSQL check the foreign keys now, as a commit would: what is undone would never pay for it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def peak_mib() -> float:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Add how long the block took to ``seconds[name]``, and the processor time of this process to ``seconds["cpu " + name]``."""
    began, working = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began
        cpu = f"cpu {name}"
        seconds[cpu] = seconds.get(cpu, 0.0) + time.process_time() - working


def middle(run: Callable[[], dict[str, float]], times: int = 3) -> dict[str, float]:
    """The middle one of some measurements by its seconds as a whole: a baseline should not rest on one moment."""
    return sorted((run() for _ in range(times)), key=lambda seconds: seconds["all"])[times // 2]


def cpu_note(work: float, baseline: float) -> str:
    """On a busy machine processor time says more than the clock; on PostgreSQL it leaves out the server's share."""
    return f"处理器时间 {work:.1f} 秒 ÷ {baseline:.1f} 秒 = {work / baseline:.2f} ×"


def counting(run: Callable[[], Any]) -> list[str]:
    """The statements that ``run`` sends, without the opening of the transaction itself."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith("BEGIN"):
            sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        run()
    return sent


class Undo(Exception):
    """Ends a measured transaction without leaving a trace."""


def say(*results: Result) -> None:
    """Hand the results to the process that started this one."""
    for result in results:
        sys.stdout.write("RESULT " + json.dumps(asdict(result), ensure_ascii=False) + "\n")
    sys.stdout.flush()
