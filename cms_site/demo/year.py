"""The sample year, written through the door of the learning record. A second run writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.actions.members import change_posts
from lms.people.models import Member, Post, PostHolding
from lms.records.actions import record_many
from lms.records.facts import NewRecord, Outcome

from . import sheets
from .calendar import shifted
from .hours import outside_hours
from .learning import Lesson, learning
from .levels import Assessment, assessments
from .profiles import MOVED

SOURCE = "sample"
Levels = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Codes:
    """Primary keys by the codes of the sheets."""

    members: dict[str, int]
    competencies: dict[str, int]
    activities: dict[str, int]


def read_codes() -> Codes:
    return Codes(
        dict(Member.objects.values_list("code", "pk")),
        dict(Competency.objects.values_list("code", "pk")),
        dict(Activity.objects.values_list("code", "pk")),
    )


def required_levels() -> Levels:
    """Member → competency → the highest level that the posts of the roster ask."""
    asked: Levels = defaultdict(dict)
    for row in sheets.rows("post_requirements.csv"):
        asked[row["post_code"]][row["competency_code"]] = int(row["required_level"])
    found: Levels = defaultdict(dict)
    for row in sheets.rows("roster.csv"):
        mine = found[row["学员编号"]]
        for post in (row["岗位编码"], row["兼任岗位编码"]):
            for competency, level in asked.get(post, {}).items():
                mine[competency] = max(level, mine.get(competency, 0))
    return found


def lessons() -> list[Lesson]:
    return [
        Lesson(
            code=row["code"],
            tiers=frozenset(row["tiers"].split("|")),
            teaches=tuple((code, int(level)) for code, level in (pair.split(":") for pair in row["competencies"].split(";"))),
            minutes=int(row["minutes"]),
            onsite=row["form"] == "现场教学",
            required=row["required_flag"] == "必修",
            open_all_year=row["valid_until"] >= "2026-12-31",
        )
        for row in sheets.rows("lessons.csv")
    ]


def tiers() -> dict[str, str]:
    """Tier by member, as the roster gives it: a change of post a week ago does not change what was learned before."""
    codes = {"领导干部": "LEAD", "青年干部": "YOUTH", "普通党员干部": "GEN"}
    return {row["学员编号"]: codes[row["学员层次"]] for row in sheets.rows("roster.csv")}


def levels_at_start(assessed: list[Assessment]) -> Levels:
    """Member → competency → level by the baseline sheet and the assessments of the year."""
    found: Levels = defaultdict(dict)
    for row in sheets.rows(sheets.BASELINE):
        found[row["learner_code"]][row["competency_code"]] = int(row["current_level"])
    for each in sorted(assessed, key=lambda each: each.day):
        found[each.member][each.competency] = each.level
    return found


def facts(codes: Codes, months: int) -> Iterator[NewRecord]:
    """Every fact of the sample year. Keys name what happened, not when: they are the same whatever the shift."""
    required, assessed = required_levels(), []
    for each in assessments(required):
        assessed.append(each)
        member = codes.members[each.member]
        yield NewRecord(
            member_id=member, verb="assessed", source=SOURCE, key=f"m{member}:{each.competency}:{each.kind}",
            day=shifted(each.day, months), competency_id=codes.competencies[each.competency], kind=each.kind, level=each.level,
        )
    for done in learning(lessons(), tiers(), required, levels_at_start(assessed)):
        member = codes.members[done.member]
        yield NewRecord(
            member_id=member, verb=done.verb, source=SOURCE, key=f"m{member}:{done.lesson}:{done.verb}",
            day=shifted(done.day, months), activity_id=codes.activities[done.lesson], success=done.success,
            score=None if done.score is None else Decimal(done.score), reason=done.reason,
        )
    for hours in outside_hours():
        member = codes.members[hours.member]
        yield NewRecord(
            member_id=member, verb="credited", source=SOURCE, key=f"m{member}:hours:{hours.name}", day=shifted(hours.day, months),
            hours=hours.hours, mode=hours.mode, platform=hours.platform, reason="external",
        )


def write_year(months: int) -> Outcome:
    """Write the facts of the sample year, shifted by whole months."""
    return record_many(list(facts(read_codes(), months)))


def move_member(loaded: dt.date) -> None:
    """One member took a new post a week before the sample was loaded on day ``loaded``."""
    member = Member.objects.get(code=MOVED[0])
    if not has_moved():
        change_posts(member=member, posts=[(Post.objects.get(code=MOVED[1]), True)], on=loaded - dt.timedelta(days=7))


def has_moved() -> bool:
    return PostHolding.objects.filter(member__code=MOVED[0], post__code=MOVED[1]).exists()
