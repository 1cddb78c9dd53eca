"""The credit ledger of the records in force."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Q

from lms.catalogue.credit_rules import PARTY, TEST_OUT, Learning, Version, external_targets, year_of_learning

from ..models import CreditEntry
from .rows import CREDIT_VERBS, Row, Touched, within
from .writing import Table

TABLE = Table(CreditEntry, ("member_id", "record_id", "target_id"), ("mode", "day", "hours"))
Key = tuple[int, int, int]
Values = tuple[str, dt.date, Decimal]


def external(row: Row, targets: Mapping[str, int]) -> dict[Key, Values]:
    """Hours told by a sheet count as told: outside hours by their mode, opening hours to the members' hours."""
    codes = (PARTY,) if row.verb == "opening" else external_targets(row.mode)
    hours = row.hours or Decimal(0)
    if hours <= 0:
        return {}
    return {(row.member_id, row.pk, targets[code]): (row.mode or row.verb, row.day, hours) for code in codes if code in targets}


def learned(rows: list[Row], versions: Mapping[int, Version]) -> dict[Key, Values]:
    """Hours of one member's learning of one calendar year."""
    pieces = [
        Learning(row.pk, row.day, row.activity_id, _form(row), row.minutes, versions[row.rules_id])
        for row in sorted(rows, key=lambda row: row.order)
        if row.activity_id is not None and row.rules_id is not None
    ]
    member = rows[0].member_id
    return {(member, given.record, int(given.target)): (given.mode, given.day, given.hours) for given in year_of_learning(pieces)}


def _is_told(row: Row) -> bool:
    """An exemption without a score was granted by somebody and not earned in a test-out."""
    return row.verb == "exempted" and row.score is None


def _form(row: Row) -> str:
    """An exemption earns only what a rule says of test-outs, whatever the form of the lesson."""
    return TEST_OUT if row.verb == "exempted" else row.form


def compute(
    rows: Iterable[Row], touched: Mapping[int, Touched], versions: Mapping[int, Version], targets: Mapping[str, int]
) -> dict[Key, Values]:
    """The entries of every touched year of every touched member. Learning counts only when its completion rule is met."""
    entries: dict[Key, Values] = {}
    years: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        scope = touched[row.member_id]
        if row.verb not in CREDIT_VERBS or not (scope.everything or row.day.year in scope.years):
            continue
        if row.activity_id is None or row.verb in ("credited", "opening"):
            entries.update(external(row, targets))
        elif row.success is not False and not _is_told(row):
            years[row.member_id, row.day.year].append(row)
    for mine in years.values():
        entries.update(learned(mine, versions))
    return entries


def limits(touched: Mapping[int, Touched]) -> Q:
    """Condition for the stored rows of what was touched (by row id)."""
    return within(set().union(*(scope.years for scope in touched.values())))


def is_touched(key: Key, values: Values, touched: Mapping[int, Touched]) -> bool:
    scope = touched.get(key[0])
    return scope is None or scope.everything or values[1].year in scope.years
