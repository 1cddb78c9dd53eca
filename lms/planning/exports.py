"""Rows of the CSV exports. Each generator yields its heading first."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db.models import QuerySet

from lms.people.models import Member, OrgUnit

from .cases import cases
from .queries import pictures
from .world import world_on

Rows = Iterator[list[str | int]]


def gap_rows(members: QuerySet[Member], day: dt.date) -> Rows:
    """Every gap: what is required, what is held, and on which basis (none: 未评估)."""
    yield ["learner_code", "competency_code", "required_level", "current_level", "gap", "basis"]
    world = world_on(day)
    for chunk in cases(world, members):
        for case in sorted(chunk, key=lambda each: each.person.code):
            for gap in sorted(case.gaps(), key=lambda each: world.competency_codes[each.competency]):
                code = world.competency_codes[gap.competency]
                yield [case.person.code, code, gap.required, gap.current.level, gap.size, gap.current.basis]


def plan_rows(members: QuerySet[Member], day: dt.date) -> Rows:
    """Every row of every plan, in its order."""
    yield ["learner_code", "position", "section", "activity_code", "minutes", "supplies", "required_by", "other_tier"]
    codes = world_on(day).competency_codes
    for picture in pictures(members, day):
        for row in picture.rows:
            supplies = ";".join(sorted(f"{codes[each.competency]}:{each.level}" for each in row.supplies))
            yield [
                picture.case.person.code,
                row.position,
                row.section,
                row.code,
                row.minutes,
                supplies,
                ";".join(row.required_by),
                "yes" if row.other_tier else "no",
            ]


def unsupplied_counts(members: QuerySet[Member], day: dt.date) -> Counter[tuple[str, int]]:
    """Members by unsupplied rung (competency code, level)."""
    world = world_on(day)
    found: Counter[tuple[str, int]] = Counter()
    for chunk in cases(world, members):
        for case in chunk:
            found.update(
                {
                    (world.competency_codes[rung.element.competency], rung.element.level)
                    for rung in case.rungs()
                    if not rung.lessons
                }
            )
    return found


def unsupplied_rows(members: QuerySet[Member], day: dt.date) -> Rows:
    yield ["competency_code", "level", "learners"]
    for (code, level), count in sorted(unsupplied_counts(members, day).items()):
        yield [code, level, count]


def redundancy_rows(members: QuerySet[Member], day: dt.date) -> Rows:
    """重复安排率: per unit and tier, the share of assigned lessons that teach only what is held."""
    yield ["unit_code", "tier", "assigned", "redundant", "share"]
    units = dict(OrgUnit.objects.values_list("pk", "code"))
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for picture in pictures(members, day):
        person = picture.case.person
        count = counts[units[person.branch], person.tier or ""]
        count[0] += len(picture.rows)
        count[1] += sum(picture.case.teaches_nothing_new(row.lesson) for row in picture.rows)
    for (unit, tier), (assigned, redundant) in sorted(counts.items()):
        yield [unit, tier, assigned, redundant, f"{redundant / assigned:.4f}" if assigned else ""]
