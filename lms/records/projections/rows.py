"""The rows that projections are computed from, and which of them a change touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from ..models import Record
from ..models.record import IsCorrection

#: Verbs by what they tell.
DONE_VERBS = ("completed", "passed", "attended", "exempted")
CREDIT_VERBS = ("completed", "passed", "attended", "credited", "opening")
CHECK_VERBS = ("passed", "exempted")
#: More ids than this are not named in a query; the rows are sorted out in Python.
FEW = 200


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


def _wanted(touched: Iterable[Touched]) -> Q | None:
    """Condition for the records that matter to what was touched, or None for all of a member's."""
    competencies: set[int] = set()
    activities: set[int] = set()
    years: set[int] = set()
    for one in touched:
        if one.everything:
            return None
        competencies |= one.competencies
        activities |= one.activities
        years |= one.years
    if len(competencies) + len(activities) > FEW:
        return None
    condition = Q()
    if competencies:
        condition |= Q(verb="assessed", competency_id__in=competencies) | Q(verb__in=CHECK_VERBS)
    if activities:
        condition |= Q(activity_id__in=activities)
    if years:
        period = (dt.date(min(years), 1, 1), dt.date(max(years), 12, 31))
        condition |= Q(verb__in=CREDIT_VERBS, day__range=period)
    return condition or Q(pk__in=())


def corrected_names() -> set[tuple[str, str]]:
    """(source, key) of all records that another one corrects. One query over the index of corrections, which are few."""
    return set(Record.objects.filter(IsCorrection("corrects_key")).values_list("corrects_source", "corrects_key"))


def read_rows(
    survivor_of: dict[int, int], touched: Iterable[Touched], corrected: set[tuple[str, str]] | None = None
) -> Iterator[Row]:
    """Records in force of these member rows (id → surviving id) that matter to what was touched. One query.

    Who reads many members in turn gives ``corrected_names()``: inside a load, before PostgreSQL has looked at the new rows, it
    would look through the whole table for corrections each time.
    """
    rows = Record.objects.filter(member_id__in=list(survivor_of))
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
