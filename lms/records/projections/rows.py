"""The rows that projections are computed from, and which of them a change touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.lookups import In

from lms.core.bulk import one_of
from lms.core.prepared import Prepared

from ..models import Record
from ..models.record import IsCorrection

#: Verbs by what they tell.
DONE_VERBS = ("completed", "passed", "attended", "exempted")
CREDIT_VERBS = ("completed", "passed", "attended", "exempted", "credited", "opening")
CHECK_VERBS = ("passed", "exempted")
#: More ids, or pairs of member and id, than this are not named in a query; the rows are sorted out in Python.
FEW = 200
MOST_PAIRS = 10_000


class Row(NamedTuple):
    """A record in force. ``member_id`` is the survivor where rows of one person were merged."""

    pk: int
    member_id: int
    verb: str
    activity_id: int | None
    competency_id: int | None
    kind: str
    level: int | None
    score: Decimal | None
    success: bool | None
    minutes: int | None
    form: str
    hours: Decimal | None
    mode: str
    occurred_at: dt.datetime
    day: dt.date
    source: str
    key: str
    rules_id: int | None
    data: dict[str, Any]
    refresh_months: int | None
    evidence_type: str | None

    @property
    def order(self) -> tuple[object, ...]:
        """In which order facts count, whenever they arrived."""
        return self.occurred_at, STRENGTH.get(self.kind or self.verb, 0), self.level or 0, self.source, self.key


#: Of two facts of one moment, which comes first (the smaller).
FROM_WEAK_TO_STRONG = (
    "started", "attended", "completed", "passed", "exempted",
    "self", "quiz", "assignment", "case", "task", "supervisor", "test", "observation",
)
STRENGTH = {name: at for at, name in enumerate(FROM_WEAK_TO_STRONG)}

COLUMNS = (*Row._fields[:-2], "competency__refresh_months", "competency__evidence_type")


@dataclass(slots=True)
class Touched:
    """What of one member must be computed anew. ``everything`` outweighs the rest."""

    competencies: set[int] = field(default_factory=set)
    activities: set[int] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    everything: bool = False

    def add(self, verb: str, activity_id: int | None, competency_id: int | None, day: dt.date, data: Any) -> None:
        """A record with these values came or went."""
        if competency_id is not None:
            self.competencies.add(competency_id)
        if activity_id is not None and verb != "assessed":
            self.activities.add(activity_id)
        if verb in CREDIT_VERBS:
            self.years.add(day.year)
        self.competencies.update(pair[0] for pair in data.get("teaches", ()))


def among(column: str, wanted: Mapping[int, Collection[int]]) -> Q | None:
    """Condition: the row's ``column`` is one of those wanted of its member. None where they are too many to be named.

    Of many members who are touched in different places the pairs are named, each as one number: else nearly all of their
    rows would be read.
    """
    values = set().union(*wanted.values())
    if len(wanted) > 1:
        base = max(values, default=0) + 1
        pairs = [member * base + value for member, mine in wanted.items() for value in mine]
        if len(pairs) <= MOST_PAIRS:
            number = ExpressionWrapper(F("member_id") * base + F(column), output_field=BigIntegerField())
            return Q(In(number, pairs))
    return Q(**{f"{column}__in": values}) if len(values) <= FEW else None


def _wanted(touched: Mapping[int, Touched]) -> Q | None:
    """Condition for the records that matter to what was touched, or None for all of a member's."""
    if any(one.everything for one in touched.values()):
        return None
    condition = Q()
    if any(one.competencies for one in touched.values()):
        assessed = among("competency_id", {row: one.competencies for row, one in touched.items()})
        if assessed is None:
            return None
        condition |= Q(assessed, verb="assessed") | Q(verb__in=CHECK_VERBS)
    if any(one.activities for one in touched.values()):
        learned = among("activity_id", {row: one.activities for row, one in touched.items()})
        if learned is None:
            return None
        condition |= learned
    if years := set().union(*(one.years for one in touched.values())):
        condition |= Q(verb__in=CREDIT_VERBS) & within(years)
    return condition or Q(pk__in=())


def within(years: Collection[int]) -> Q:
    """Condition: the row's day is from the first to the last of these years."""
    return Q(day__range=(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)))


def corrected_names() -> set[tuple[str, str]]:
    """(source, key) of all records that another one corrects. One query over the index of corrections, which are few."""
    return set(Record.objects.filter(IsCorrection("corrects_key")).values_list("corrects_source", "corrects_key"))


#: What one assessment touches: one competency of one member.
RUNG = Prepared(
    lambda member, competency: Record.objects.filter(Q(member_id=member), _rung(competency))
    .in_force()
    .order_by()
    .values_list(*COLUMNS),
    int,
    int,
)


def _rung(competency: int) -> Q:
    return _wanted({0: Touched(competencies={competency})}) or Q()


def _one_rung(survivor_of: Mapping[int, int], touched: Mapping[int, Touched]) -> tuple[int, int] | None:
    """The member and the competency if that is all there is to read."""
    if len(survivor_of) != 1:
        return None
    (member,) = survivor_of
    scope = touched[member]
    if survivor_of[member] != member or scope.everything or scope.activities or scope.years or len(scope.competencies) != 1:
        return None
    return member, next(iter(scope.competencies))


def read_rows(
    survivor_of: dict[int, int], touched: Mapping[int, Touched], corrected: set[tuple[str, str]] | None = None
) -> Iterator[Row]:
    """Records in force of these member rows (id → surviving id) that matter to what was touched (by row id). One query.

    Who reads many members in turn gives ``corrected_names()``: inside a load, before PostgreSQL has looked at the new rows, it
    would look through the whole table for corrections each time.
    """
    if corrected is None and (rung := _one_rung(survivor_of, touched)):
        yield from map(Row._make, RUNG.ask(*rung))
        return
    rows = Record.objects.filter(one_of("member_id", survivor_of))
    rows = rows.in_force() if corrected is None else rows.filter(is_void=False)
    condition = _wanted(touched)
    if condition is not None:
        rows = rows.filter(condition)
    for values in rows.order_by().values_list(*COLUMNS):
        row = Row._make(values)
        if corrected and (row.source, row.key) in corrected:
            continue
        survivor = survivor_of[row.member_id]
        yield row if survivor == row.member_id else row._replace(member_id=survivor)
