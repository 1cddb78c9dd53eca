"""Row 4: completion per category (and per unit) over all members, against a bare ``GROUP BY`` over one table of as many rows.

Summaries are reckoned first, by the command's own function: what is measured is the page's question, freshness check included.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.measure import MEMBERS, Result, at_most, counting, say, setup, timed

ROW = "4 完成情况"
TIMES = 9


def main() -> list[Result]:
    from django.contrib.auth import get_user_model
    from django.db.models import Count

    from bench.bulk import analyse
    from lms.core import clock
    from lms.people.models import Member
    from lms.reporting.actions import freshen, summarise
    from lms.reporting.completion_queries import completion_by_category, completion_by_unit
    from lms.reporting.models import MemberSummary

    year, seconds = clock.today().year, {}  # type: ignore[var-annotated]
    with timed(seconds, "summarise"):
        summarise(year, Member.objects.all())
    analyse()
    user = get_user_model()(username="bench", is_superuser=True, is_active=True)

    def fresh(ask: Callable[..., Any]) -> Callable[[], None]:
        def run() -> None:
            assert freshen(year) == 0
            _, total = ask(user, year, None)
            assert total.people == MEMBERS, total.people

        return run

    def bare() -> None:
        list(MemberSummary.objects.order_by().values("category_id", "tier_id").annotate(people=Count("pk")))

    by_category, by_unit = fresh(completion_by_category), fresh(completion_by_unit)
    plain, category, unit = in_turns(bare, by_category, by_unit)
    return [
        at_most(ROW, f"按类别 {1000 * category:.0f} 毫秒 ÷ 裸 GROUP BY {1000 * plain:.0f} 毫秒", category / plain, 3),
        Result(ROW, f"按组织 {1000 * unit:.0f} 毫秒", f"{unit / plain:.2f} ×"),
        Result(ROW, "语句数", f"{len(counting(by_category))} 条", notes=[f"事先汇总 {MEMBERS} 人 {seconds['summarise']:.1f} 秒"]),
    ]


def in_turns(*runs: Callable[[], None]) -> list[float]:
    """The median seconds of each, measured in turns so that all meet the same machine."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(TIMES):
        for run, mine in zip(runs, taken, strict=True):
            began = time.perf_counter()
            run()
            mine.append(time.perf_counter() - began)
    return [statistics.median(mine) for mine in taken]


if __name__ == "__main__":
    setup()
    say(*main())
