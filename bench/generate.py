"""A made-up organisation, the same for the same number of members. ``python -m bench.generate 20000`` fills an empty database.

50 posts with some 30 requirement lines each, 60 competencies, 200 lessons of which 30 % have a prerequisite, 300 branches. A post
has typical levels in 12 of its competencies (nothing is known of the others); 30 % of the members deviate from them, each in one
to three competencies.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import MEMBERS, setup

POSTS, COMPETENCIES, LESSONS, BRANCHES, LINES, KNOWN = 50, 60, 200, 300, 30, 12
NOISE = 0.30
REFRESH = (0, 12, 24, 36)
ASSESSED = dt.date(2026, 3, 16)


@dataclass
class Shape:
    """What the organisation looks like, by position; primary keys come with writing."""

    lines: list[dict[int, int]] = field(default_factory=list)
    typical: list[dict[int, int]] = field(default_factory=list)


def shape() -> Shape:
    """Requirement lines and typical levels of each post: competency → level."""
    dice, made = random.Random(7), Shape()
    for _ in range(POSTS):
        asked = dice.sample(range(COMPETENCIES), LINES)
        lines = {competency: dice.choices((1, 2, 3, 4), (15, 40, 35, 10))[0] for competency in asked}
        known = dice.sample(sorted(lines), KNOWN)
        made.lines.append(lines)
        lacking = [dice.choices((0, 1, 2), (50, 35, 15))[0] for _ in known]
        made.typical.append({c: max(0, lines[c] - missing) for c, missing in zip(known, lacking, strict=True)})
    return made


def levels_of(number: int, post: int, made: Shape) -> dict[int, int]:
    """The levels of member ``number`` who holds ``post``."""
    levels, dice = dict(made.typical[post]), random.Random(number)
    if dice.random() < NOISE:
        for competency in dice.sample(sorted(levels), dice.randint(1, 3)):
            levels[competency] = min(4, max(0, levels[competency] + dice.choice((-1, 1))))
    return levels


def generate(members: int) -> None:
    """Fill an empty, migrated database."""
    from bench.bulk import analyse
    from bench.generate_catalogue import write_catalogue, write_requirements, write_units
    from lms.core.models import ImportRun, Revision

    made = shape()
    ImportRun.objects.create(day=dt.date(2026, 1, 5), files=["bench"])
    branches, competencies = write_units(BRANCHES), write_catalogue(COMPETENCIES, LESSONS, REFRESH)
    posts = write_requirements(made, competencies)
    if members:
        write_members(members, made, branches, posts, competencies)
    Revision.bump("people", "catalogue", "requirements")
    analyse()


def write_members(count: int, made: Shape, branches: list[int], posts: list[tuple[int, str]], competencies: list[int]) -> None:
    from bench.bulk import insert
    from lms.people.models import Member, MemberCategory, PostHolding, Tier
    from lms.records.models import LevelStep, Record

    tiers, category = dict(Tier.objects.values_list("code", "pk")), MemberCategory.objects.get(code="正式党员").pk

    def tier_of(number: int) -> str:
        if posts[number % POSTS][1] == "LEAD":
            return "LEAD"
        return "YOUTH" if birth_month(number) >= dt.date(1991, 1, 1) else "GEN"

    insert(
        Member, ("id", "code", "name", "branch_id", "category_id", "tier_id", "birth_month"),
        (
            (n, f"M{n:06d}", f"学员{n:06d}", branches[n * 7 % BRANCHES], category, tiers[tier_of(n)], birth_month(n))
            for n in numbers(count)
        ),
    )
    insert(PostHolding, ("member_id", "post_id"), ((n, posts[n % POSTS][0]) for n in numbers(count)))
    insert(
        Record,
        (
            "id", "member_id", "verb", "competency_id", "kind", "level", "occurred_at", "day", "source", "key",
            "unit_id", "tier_code", "post_codes",
        ),
        (
            (
                pk, n, "assessed", competencies[c], "test", level, noon(ASSESSED), ASSESSED, "bench", f"m{n}:c{c}",
                branches[n * 7 % BRANCHES], tier_of(n), f"P{n % POSTS:02d}",
            )
            for pk, n, c, level in known_levels(count, made)
        ),
    )
    insert(
        LevelStep, ("member_id", "competency_id", "level", "basis", "start", "until", "record_id"),
        ((n, competencies[c], level, "formal", ASSESSED, lapse(c), pk) for pk, n, c, level in known_levels(count, made)),
    )


def numbers(count: int) -> range:
    return range(1, count + 1)


def known_levels(count: int, made: Shape) -> Iterator[tuple[int, int, int, int]]:
    """(record id, member id, competency, level) of every known level."""
    pk = 0
    for number in numbers(count):
        for competency, level in sorted(levels_of(number, number % POSTS, made).items()):
            pk += 1
            yield pk, number, competency, level


def birth_month(number: int) -> dt.date:
    return dt.date(1966 + number * 13 % 38, 1 + number % 12, 1)


def noon(day: dt.date) -> dt.datetime:
    """Noon in China, as it is stored."""
    return dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC)


def lapse(competency: int) -> dt.date | None:
    from lms.core.dates import add_months

    months = REFRESH[competency % len(REFRESH)]
    return add_months(ASSESSED, months) if months else None


def write_roster(path: Path, count: int) -> None:
    """A roster of ``count`` new members of the generated organisation, with the headings of the sample."""
    headings = (
        "学员编号", "姓名", "性别", "出生年月", "人员类别", "支部编码", "职务职级", "岗位编码",
        "党员年度学时要求", "上年度已完成学时",
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for n in numbers(count):
            born = birth_month(n)
            writer.writerow((
                f"R{n:06d}", f"新学员{n:06d}", "男女"[n % 2], f"{born:%Y-%m}", "正式党员", f"B{n * 7 % BRANCHES:03d}", "一级科员",
                f"P{n % POSTS:02d}", 32 if n % 3 else 56, n % 40,
            ))


def write_evidence(path: Path, count: int) -> None:
    """Evidence for ``count`` members of the generated organisation, one row each."""
    made = shape()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("learner_code", "competency_code", "current_level", "assessed_on", "source"))
        for n in numbers(count):
            lines = sorted(made.lines[n % POSTS])
            writer.writerow((f"M{n:06d}", f"C{lines[n % LINES]:02d}", n % 5, "2026-06-10", "supervisor"))


if __name__ == "__main__":
    setup()
    generate(int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS)
