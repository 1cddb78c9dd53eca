"""Questions to the record. Each says how many queries it takes, however many rows there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from lms.catalogue.models import HoursTarget
from lms.people.models import Member

from .levels import level_on
from .models import CreditEntry, LevelStep, Record

#: Members named in one query.
CHUNK = 1000
LATEST_FIRST = ("-day", "-occurred_at", "source", "key")

Hours = dict[int, dict[int, Decimal]]


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), CHUNK):
        yield wanted[at : at + CHUNK]


# ---- hours


def hours_in_window(member_ids: Collection[int], start: dt.date, end: dt.date) -> Hours:
    """Hours credited from ``start`` to ``end`` (both included) by member and target id. Every member asked for has an entry.
    One query for each 1,000 members."""
    found: Hours = {pk: {} for pk in member_ids}
    for ids in _chunks(member_ids):
        rows = CreditEntry.objects.filter(member_id__in=ids, day__range=(start, end)).order_by()
        for member, target, hours in rows.values_list("member_id", "target_id").annotate(hours=Sum("hours")):
            found[member][target] = hours
    return found


def hours_by_target(member_ids: Collection[int], year: int) -> Hours:
    """Hours credited in a calendar year by member and target id. One query for each 1,000 members."""
    return hours_in_window(member_ids, dt.date(year, 1, 1), dt.date(year, 12, 31))


# ---- levels


@dataclass(frozen=True, slots=True)
class Level:
    """A level on a day. ``basis``: formal, learned, self, lapsed or none; ``held``: the level that held last, where it has
    lapsed. ``record_id``: the evidence behind it, None where there is none."""

    level: int
    basis: str
    held: int
    record_id: int | None
    until: dt.date | None


def levels_on(member_ids: Collection[int], day: dt.date) -> dict[int, dict[int, Level]]:
    """Levels on ``day`` by member and competency id; what is absent was never assessed. One query for each 1,000 members."""
    found: dict[int, dict[int, Level]] = {pk: {} for pk in member_ids}
    for ids in _chunks(member_ids):
        steps: dict[tuple[int, int], list[LevelStep]] = defaultdict(list)
        for step in LevelStep.objects.filter(member_id__in=ids, start__lte=day).order_by("member_id", "competency_id", "start"):
            steps[step.member_id, step.competency_id].append(step)
        for (member, competency), mine in steps.items():
            level, basis, held, _step = level_on(mine, day)
            last = mine[-1]
            found[member][competency] = Level(level, basis, held, last.record_id, last.until)
    return found


# ---- the record of one member


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the transcript: a record in force with the hours it gives, by target."""

    record: Record
    credits: tuple[CreditEntry, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """培训档案: everything that counts, the latest first, and the sums by target."""

    entries: tuple[Entry, ...]
    totals: dict[HoursTarget, Decimal]


def rows_of_person(member: Member) -> list[int]:
    """Ids of all rows of the person: the one that survived and those merged into it. One query."""
    survivor = member.merged_into_id or member.pk
    return [survivor, *Member.objects.filter(merged_into_id=survivor).values_list("pk", flat=True)]


def transcript(member: Member, start: dt.date | None = None, end: dt.date | None = None) -> Transcript:
    """What counts of a member, from ``start`` to ``end`` (both included; None is open). Four queries."""
    rows = Record.objects.filter(member_id__in=rows_of_person(member)).in_force()
    if start:
        rows = rows.filter(day__gte=start)
    if end:
        rows = rows.filter(day__lte=end)
    targets = {target.pk: target for target in HoursTarget.objects.all()}
    entries: list[Entry] = []
    totals: dict[HoursTarget, Decimal] = {}
    records = list(rows.select_related("activity", "competency", "unit", "rules__rule_set").order_by(*LATEST_FIRST))
    credits: dict[int, list[CreditEntry]] = defaultdict(list)
    survivor = member.merged_into_id or member.pk
    for credit in CreditEntry.objects.filter(member_id=survivor).order_by("target__sort_order", "pk"):
        credit.target = targets[credit.target_id]
        credits[credit.record_id].append(credit)
    for record in records:
        mine = tuple(credits.get(record.pk, ()))
        entries.append(Entry(record, mine))
        for credit in mine:
            totals[credit.target] = totals.get(credit.target, Decimal(0)) + credit.hours
    return Transcript(tuple(entries), totals)


def history(member: Member) -> list[tuple[Record, bool]]:
    """All records of a member, also those that were corrected, the latest first, and whether each is in force. Three queries."""
    rows = Record.objects.filter(member_id__in=rows_of_person(member))
    in_force = set(rows.in_force().values_list("pk", flat=True))
    related = rows.select_related("activity", "competency", "unit").order_by(*LATEST_FIRST)
    return [(record, record.pk in in_force) for record in related]
