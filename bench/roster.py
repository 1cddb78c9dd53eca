"""Row 5: a roster through the importer, against ``bulk_create`` of as many members.

Two processes, on an organisation without members.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from bench.generate import birth_month, write_roster
from bench.measure import (
    MEMBERS,
    Result,
    Undo,
    at_least,
    at_most,
    check_references,
    cpu_note,
    middle,
    peak_mib,
    say,
    setup,
    timed,
)

ROW = "5 花名册"


def baseline() -> dict[str, float]:
    """How long ``bulk_create`` alone takes; undone afterwards."""
    from django.db import transaction

    from lms.people.models import Member, MemberCategory, OrgUnit, Tier

    branches = list(OrgUnit.objects.filter(kind="党支部").values_list("pk", flat=True))
    category, tier = MemberCategory.objects.get(code="正式党员"), Tier.objects.get(code="GEN")
    rows = [
        Member(
            code=f"R{n:06d}", name=f"新学员{n:06d}", sex="m", birth_month=birth_month(n), category=category, rank="一级科员",
            branch_id=branches[n % len(branches)], tier=tier,
        )
        for n in range(1, MEMBERS + 1)
    ]
    seconds: dict[str, float] = {}
    try:
        with transaction.atomic():
            with timed(seconds, "all"):
                Member.objects.bulk_create(rows, batch_size=1000)
                check_references()
            raise Undo
    except Undo:
        return seconds


def work(base: dict[str, float]) -> list[Result]:
    from wagtail.models import ModelLogEntry

    from lms.core.sheets.importer import import_folder
    from lms.people.models import Member

    entries, seconds = ModelLogEntry.objects.count(), {}  # type: ignore[var-annotated]
    with tempfile.TemporaryDirectory() as name:
        write_roster(Path(name) / "roster.csv", MEMBERS)
        with timed(seconds, "all"):
            run = import_folder(Path(name))
    if run.problems.errors:
        raise SystemExit("\n".join(map(str, run.problems.errors[:5])))
    assert Member.objects.filter(code__startswith="R").count() == MEMBERS
    logged, took, bare = ModelLogEntry.objects.count() - entries, seconds["all"], base["all"]
    speed = at_least(ROW, f"{MEMBERS / took:.0f} 行/秒 ÷ bulk_create {MEMBERS / bare:.0f} 行/秒", 100 * bare / took, 20)
    speed.notes.append(cpu_note(seconds["cpu all"], base["cpu all"]))
    return [
        speed,
        at_most(ROW, "内存峰值", peak_mib(), 1024, "MiB"),
        Result(ROW, "日志条数", str(logged), "1", logged == 1),
    ]


if __name__ == "__main__":
    setup()
    if sys.argv[1] == "baseline":
        print("VALUE " + json.dumps(middle(baseline)))
    else:
        say(*work(json.loads(sys.argv[2])))
