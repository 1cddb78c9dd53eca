"""Hours by target and mode, against what is asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from lms.catalogue.credit_rules import Rule
from lms.catalogue.models import HoursTarget
from lms.core.prepared import Prepared
from lms.people.audience import Person
from lms.people.models import Member
from lms.planning.world import World
from lms.records.models import CreditEntry

from . import wording, wording_record
from .reading import unique
from .viewmodels import TargetHours

#: Target and length of the window in years.
Asked = dict[tuple[int, int], Decimal]
Sums = dict[int, dict[int, dict[str, Decimal]]]


def _earned(pk: int, first: dt.date, last: dt.date) -> Any:
    entries = CreditEntry.objects.filter(member_id=pk, day__gte=first, day__lte=last).order_by()
    return entries.values_list("target_id", "day__year", "mode").annotate(Sum("hours"))


EARNED_BY_ONE = Prepared(_earned, int, dt.date, dt.date)


def asked_hours(world: World, person: Person) -> Asked:
    """Hours asked of ``person`` by target and window; of several lines for the same the highest counts. At most one query."""
    assigned = world.requirements.assigned([person.id], hours=True).get(person.id, ())
    found: Asked = {}
    for line in world.requirements.asked(person, assigned):
        if line.target is not None and line.hours is not None:
            key = (line.target, line.window_years)
            found[key] = max(line.hours, found.get(key, Decimal(0)))
    return found


def earned(member: Member, first: int, last: int) -> Sums:
    """Hours by target, year and column of mode, for the years ``first`` to ``last``. One query."""
    sums: Sums = defaultdict(lambda: defaultdict(lambda: defaultdict(Decimal)))
    for target, year, mode, hours in EARNED_BY_ONE.ask(member.pk, dt.date(first, 1, 1), dt.date(last, 12, 31)):
        sums[target][year][wording.mode_column(mode)] += hours
    return sums


def is_flexible(member: Member) -> bool:
    """行动不便, 流动 and 离退休 study as it suits them: what they lack is shown without a word of blame."""
    return member.is_mobile or member.retired or member.limited_mobility


def by_target(member: Member, asked: Asked, year: int, targets: Mapping[int, str] | None = None) -> tuple[TargetHours, ...]:
    """One line for each target and window that is asked or has hours in ``year``, in the order of ``targets`` (names by id).

    One query; one more where the caller has no targets at hand.
    """
    if targets is None:
        targets = dict(HoursTarget.objects.order_by("sort_order", "code").values_list("pk", "name"))
    longest = max((years for _, years in asked), default=1)
    sums = earned(member, year - longest + 1, year)
    found = []
    for pk, stored in targets.items():
        name = wording.first_name(stored)
        windows = sorted(years for target, years in asked if target == pk)
        for years in windows or ([1] if year in sums.get(pk, {}) else []):
            parts = [
                sum((sums[pk][each][mode] for each in range(year - years + 1, year + 1)), Decimal(0)) for mode in wording.MODES
            ]
            line = TargetHours(
                pk, name, tuple(parts), sum(parts, Decimal(0)), asked.get((pk, years)), years, is_flexible(member), year
            )
            found.append(line)
    return tuple(found)


def what_counts(rules: Iterable[Rule], target: int) -> str:
    """Which forms of learning count towards a target, by mode; outside learning counts by its mode alone."""
    forms: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        if target in rule.targets:
            forms[wording.mode_column(rule.mode)].append(rule.form)
    return wording_record.counted(
        [(wording.mode_word(mode), unique(each for each in found)) for mode, found in forms.items() if any(found)]
    )
