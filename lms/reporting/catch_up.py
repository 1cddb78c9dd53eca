"""补学办法: the lessons that make up for missing hours in the fewest minutes. A fixed number of queries, however many members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.catalogue.credit_rules import Version, hours, pick
from lms.catalogue.models import Activity, CreditRuleVersion
from lms.catalogue.onsite import ON_SITE_FORMS, ON_SITE_KINDS
from lms.core import conf
from lms.people.models import Member
from lms.people.queries import in_force
from lms.planning.cases import Case, cases
from lms.planning.shortest import Choice, shortest
from lms.planning.world import world_on
from lms.records.projections.run import read_versions

#: Above so many hours a list of lessons helps nobody: the way is a class.
MOST_HOURS = Decimal(120)


@dataclass(frozen=True, slots=True)
class Way:
    """So many lessons of so many minutes make up for what is missing. ``lessons`` 0: the lessons on offer do not suffice."""

    lessons: int
    minutes: int


def ways(missing: Mapping[int, Decimal], target: int, day: dt.date) -> dict[int, Way]:
    """The shortest way for each member (id → missing hours towards ``target``), by lessons that need no meeting.

    Lessons on offer to the member's tier, not done yet, whose prerequisites are done. Members on leave have none.
    """
    if not missing:
        return {}
    gives = _hours_by_lesson(target, day)
    found = {}
    for chunk in cases(world_on(day), Member.objects.filter(pk__in=list(missing))):
        for case in chunk:
            lack = missing[case.person.id]
            chosen = shortest(_choices(case, gives), lack) if lack <= MOST_HOURS else None
            minutes = case.world.minutes
            found[case.person.id] = Way(len(chosen), sum(minutes[pk] for pk in chosen)) if chosen else Way(0, 0)
    return found


def _choices(case: Case, gives: Mapping[int, Decimal]) -> tuple[Choice, ...]:
    lessons, done, tier = case.world.catalogue.lessons, case.learned.done, case.person.tier
    return tuple(
        (pk, lessons[pk].minutes, gives[pk])
        for pk in sorted(case.offer.on_offer)
        if pk in gives and pk not in done and tier in lessons[pk].tiers and all(one in done for one in lessons[pk].prerequisites)
    )


def _hours_by_lesson(target: int, day: dt.date) -> dict[int, Decimal]:
    """Hours that each lesson gives towards ``target``. Four queries."""
    versions = CreditRuleVersion.objects.filter(in_force(day), rule_set__code=conf.get("CREDIT_RULES")).order_by("-number")
    current = versions.first()
    if current is None:
        return {}
    version: Version = read_versions([current.pk])[current.pk]
    found = {}
    rows = Activity.objects.exclude(form__in=ON_SITE_FORMS).exclude(kind__in=ON_SITE_KINDS)
    for pk, form, minutes in rows.values_list("pk", "form", "minutes"):
        rule = pick(version.rules, form, minutes)
        if rule is not None and target in rule.targets:
            found[pk] = hours(rule, minutes, version.places)
    return found
