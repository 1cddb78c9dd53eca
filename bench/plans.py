"""Row 1: plans for everybody, from scratch.

``baseline``: read members and levels with ``values_list`` and write one ``MemberPlan`` row for each member.
``work``: ``replan_all``, what the command calls.
Two processes, so that the memory of one is not counted for the other.
"""

from __future__ import annotations

import json
import sys

from bench.measure import MEMBERS, Result, at_most, cpu_note, middle, peak_mib, say, setup, timed

ROW = "1 计划"


def baseline() -> dict[str, float]:
    """How long reading and writing alone take."""
    from lms.people.models import Member
    from lms.planning.models import MemberPlan
    from lms.records.models import LevelStep

    MemberPlan.objects.all().delete()
    seconds: dict[str, float] = {}
    with timed(seconds, "all"):
        columns = ("pk", "code", "branch_id", "category_id", "rank", "birth_month", "tier_override_id")
        ids = [row[0] for row in Member.objects.order_by("pk").values_list(*columns)]
        columns = ("member_id", "competency_id", "level", "basis", "start", "until", "record_id")
        for _ in LevelStep.objects.order_by().values_list(*columns).iterator(5000):
            pass
        MemberPlan.objects.bulk_create([MemberPlan(member_id=pk) for pk in ids], batch_size=1000)
    MemberPlan.objects.all().delete()
    return seconds


def work() -> dict[str, float]:
    """Plan everybody; seconds as a whole and of the solver, how many were solved, and the peak of memory."""
    from lms.core.models import Revision
    from lms.people.models import Member
    from lms.planning import solutions
    from lms.planning.actions import replan_all
    from lms.planning.models import MemberPlan, Plan

    MemberPlan.objects.all().delete()
    Plan.objects.all().delete()
    Revision.bump("bench")
    seconds: dict[str, float] = {}
    solve = solutions.cover

    def measured(*args: object, **options: object) -> object:
        with timed(seconds, "solving"):
            return solve(*args, **options)  # type: ignore[arg-type]

    solutions.cover = measured  # type: ignore[assignment]
    with timed(seconds, "all"):
        solved = replan_all(Member.objects.all())
    return {
        "solving": 0.0, "cpu solving": 0.0, **seconds, "solved": solved, "plans": Plan.objects.count(),
        "links": MemberPlan.objects.filter(stale=False).count(), "peak": peak_mib(),
    }


def judge(base: dict[str, float], done: dict[str, float]) -> list[Result]:
    rest, bare = done["all"] - done["solving"], base["all"]
    measured = at_most(ROW, f"除求解外 {rest:.1f} 秒 ÷ 读写基线 {bare:.1f} 秒", rest / bare, 3)
    measured.notes.append(cpu_note(done["cpu all"] - done["cpu solving"], base["cpu all"]))
    return [
        Result(
            ROW, "每个签名只求解一次", f"{done['solved']:.0f} 次 / {done['plans']:.0f} 个签名", "相等",
            done["solved"] == done["plans"],
        ),
        measured,
        at_most(ROW, "内存峰值", done["peak"], 1024, "MiB"),
        Result(
            ROW, "求解", f"{done['solving']:.1f} 秒，{1000 * done['solving'] / max(1, done['solved']):.1f} 毫秒/次",
            notes=[f"{done['links']:.0f}/{MEMBERS} 人有有效计划"],
        ),
    ]


if __name__ == "__main__":
    setup()
    if sys.argv[1] == "baseline":
        print("VALUE " + json.dumps(middle(baseline)))
    else:
        say(*judge(json.loads(sys.argv[2]), work()))
