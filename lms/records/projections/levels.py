"""Level steps of the records in force."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q

from ..levels import Evidence, steps_of, strength_of
from ..models import LevelStep
from .rows import Row, Touched, among
from .writing import Table

TABLE = Table(LevelStep, ("member_id", "competency_id", "start"), ("level", "basis", "until", "record_id"), unique=True)
Key = tuple[int, int, dt.date]
Values = tuple[int, str, dt.date | None, int]
#: What of a competency matters: (refresh months, kinds of learning evidence that count).
Terms = tuple[int, frozenset[str]]


def kinds(evidence_type: str | None) -> frozenset[str]:
    """As ``Competency.evidence_types``, from the column's text."""
    return frozenset(part for part in re.split(r"[|,;/、，；\s]+", (evidence_type or "").lower()) if part)


def told(row: Row) -> Iterator[tuple[int, str, int]]:
    """(competency, kind, level) that a record is evidence of. A passed scored check carries what it proves."""
    if row.verb == "assessed" and row.competency_id is not None and row.level is not None:
        yield row.competency_id, row.kind, row.level
    elif row.data:
        best: dict[int, int] = {}
        for competency, level in row.data.get("teaches", ()):
            best[competency] = max(level, best.get(competency, 0))
        for competency, level in best.items():
            yield competency, "quiz", level


def compute(rows: Iterable[Row], touched: Mapping[int, Touched], terms: Mapping[int, Terms]) -> dict[Key, Values]:
    """The steps of every touched competency of every touched member."""
    found: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for row in rows:
        scope = touched[row.member_id]
        for competency, kind, level in told(row):
            if not scope.everything and competency not in scope.competencies:
                continue
            strength = strength_of(kind, row.activity_id is not None, terms[competency][1])
            if strength is not None:
                item = Evidence(row.day, kind, strength, level, row.pk, (row.source, row.key))
                found[row.member_id, competency].append(item)
    return {
        (member, competency, step.start): (step.level, step.basis, step.until, step.record)
        for (member, competency), evidence in found.items()
        for step in steps_of(evidence, terms[competency][0])
    }


def limits(touched: Mapping[int, Touched]) -> Q | None:
    """Condition for the stored rows of what was touched (by row id), or None for all of them."""
    return among("competency_id", {row: scope.competencies for row, scope in touched.items()})


def is_touched(key: Key, values: Values, touched: Mapping[int, Touched]) -> bool:
    scope = touched.get(key[0])
    return scope is None or scope.everything or key[1] in scope.competencies
