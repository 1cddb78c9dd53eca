"""Row 3: one record for each member through the batch door, against ``bulk_create`` of the same rows."""

from __future__ import annotations

import datetime as dt

from bench.generate import LINES, POSTS, shape
from bench.measure import MEMBERS, Result, Undo, at_least, check_references, cpu_note, middle, peak_mib, say, setup, timed

ROW = "3 批量记录"
SOURCE = "bench:batch"


def main() -> list[Result]:
    from lms.competencies.models import Competency
    from lms.planning.models import MemberPlan
    from lms.records.actions import record_many
    from lms.records.facts import NewRecord

    made, competencies = shape(), [pk for _, pk in sorted(Competency.objects.values_list("code", "pk"))]
    lines = [sorted(each) for each in made.lines]
    facts = [
        NewRecord(
            member_id=n, verb="assessed", source=SOURCE, key=f"m{n}", day=dt.date(2026, 6, 10),
            competency_id=competencies[lines[n % POSTS][n % LINES]], kind="supervisor", level=n % 5,
        )
        for n in range(1, MEMBERS + 1)
    ]
    seconds: dict[str, float] = {}
    with timed(seconds, "door"):
        outcome = record_many(facts)
    peak = peak_mib()
    assert outcome.created == MEMBERS, outcome.created
    stale = MemberPlan.objects.filter(stale=True).count()
    base = middle(bulk_create)
    door, bare = seconds["door"], base["all"]
    speed = at_least(ROW, f"{MEMBERS / door:.0f} 行/秒 ÷ bulk_create {MEMBERS / bare:.0f} 行/秒", 100 * bare / door, 25)
    speed.notes.append(cpu_note(seconds["cpu door"], base["cpu all"]))
    return [
        speed,
        Result(ROW, "标为待重算的计划", f"{stale}", "", None, [f"内存峰值 {peak:.0f} MiB"]),
    ]


def bulk_create() -> dict[str, float]:
    """How long it takes to write the same rows (under other keys) with ``bulk_create`` alone; undone afterwards."""
    from django.db import transaction

    from lms.records.models import Record

    rows = list(Record.objects.filter(source=SOURCE))
    for row in rows:
        row.pk, row.source = None, "bench:bare"
        row._state.adding = True
    seconds: dict[str, float] = {}
    try:
        with transaction.atomic():
            with timed(seconds, "all"):
                Record.objects.bulk_create(rows, batch_size=1000)
                check_references()
            raise Undo
    except Undo:
        return seconds


if __name__ == "__main__":
    setup()
    say(*main())
