"""Row 2: one evidence record, with its projections and the plan solved after commit (its signature is known).

Compared with a bare ``Record.objects.create()`` in autocommit, in turns, by the median.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable

from bench.measure import Result, at_most, counting, engine, say, setup

ROW = "2 单条记录"
TIMES, WARM = 150, 10
DAY = dt.date(2026, 6, 2)


def main() -> list[Result]:
    from lms.people.models import Member
    from lms.planning.actions import replan
    from lms.planning.models import MemberPlan
    from lms.records.models import LevelStep

    steps = list(
        LevelStep.objects.filter(member_id__in=range(1, 20 * TIMES)).order_by("competency_id", "member_id")
        .values_list("member_id", "competency_id", "level")[: 20 * TIMES]
    )
    chosen = steps[:: max(1, len(steps) // (2 * TIMES + WARM))][: 2 * TIMES + WARM]
    replan(Member.objects.filter(pk__in={member for member, _, _ in chosen}))
    statements: list[int] = []
    through_door, bare = [], []
    for number, (member, competency, level) in enumerate(chosen):
        # The level is confirmed, so the signature stays the same and its plan is known.
        if number % 2:
            statements.append(len(counting(lambda m=member, c=competency, v=level: enter(m, c, v, "counted"))))
            assert not MemberPlan.objects.get(pk=member).stale
        entered = clock(lambda m=member, c=competency, v=level: enter(m, c, v, "bench"))
        created = clock(lambda m=member, c=competency, v=level: create(m, c, v))
        if number >= WARM:
            through_door.append(entered)
            bare.append(created)
    door, alone = statistics.median(through_door), statistics.median(bare)
    ratio = at_most(ROW, f"{1000 * door:.2f} 毫秒 ÷ 裸 create() {1000 * alone:.2f} 毫秒", door / alone, 12)
    if engine() != "postgresql":
        ratio = Result(ROW, ratio.what, ratio.measured, "（只要求 PostgreSQL）")
    return [
        at_most(ROW, "语句数", max(statements), 16, "条"),
        Result(ROW, "语句数不变", f"{min(statements)}–{max(statements)} 条", "相等", min(statements) == max(statements)),
        ratio,
    ]


def clock(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def enter(member: int, competency: int, level: int, source: str) -> None:
    from lms.records.actions import record
    from lms.records.facts import NewRecord

    day = DAY if source == "bench" else DAY - dt.timedelta(days=1)
    key = f"one:{member}:{competency}"
    record(NewRecord(member, "assessed", source, key, day, competency_id=competency, kind="test", level=level))


def create(member: int, competency: int, level: int) -> None:
    from lms.records.models import Record

    Record.objects.create(
        member_id=member, verb="assessed", competency_id=competency, kind="test", level=level, day=DAY,
        occurred_at=dt.datetime(2026, 6, 2, 4, tzinfo=dt.UTC), source="bare", key=f"one:{member}:{competency}", unit_id=None,
    )


if __name__ == "__main__":
    setup()
    say(*main())
