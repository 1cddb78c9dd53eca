"""Progress per activity of the records in force."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Q

from ..models import Progress
from .rows import DONE_VERBS, Row, Touched, among
from .writing import Table

TABLE = Table(
    Progress,
    ("member_id", "activity_id"),
    ("state", "started_on", "done_on", "done_days", "score"),
    json=("done_days",),
    unique=True,
)
Key = tuple[int, int]
Values = tuple[str, dt.date | None, dt.date | None, tuple[str, ...], Decimal | None]

#: From least to most; the member's state is the greatest that any record reached.
ORDER = ("started", "seen", "exempted", "completed", "passed")
STATE_WHEN_DONE = {"completed": "completed", "attended": "completed", "passed": "passed", "exempted": "exempted"}


def state_of(row: Row) -> str:
    """What one record reaches. ``success`` False on a completion means: seen to the end, the check not passed."""
    if row.verb not in DONE_VERBS:
        return "started"
    if row.success is False:
        return "seen" if row.verb in ("completed", "passed") else "started"
    return STATE_WHEN_DONE[row.verb]


def is_done(row: Row) -> bool:
    return row.verb in DONE_VERBS and row.success is not False


def summary(rows: list[Row]) -> Values:
    """Progress of one member in one activity."""
    done = sorted({row.day for row in rows if is_done(row)})
    begun = [row.day for row in rows if row.verb != "exempted"]
    return (
        max((state_of(row) for row in rows), key=ORDER.index),
        min(begun, default=None),
        done[-1] if done else None,
        tuple(day.isoformat() for day in done),
        max((row.score for row in rows if row.score is not None), default=None),
    )


def compute(rows: Iterable[Row], touched: Mapping[int, Touched]) -> dict[Key, Values]:
    """Progress in every touched activity of every touched member. Evidence about a lesson's task is not progress in it."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row.activity_id is None or (row.verb != "started" and row.verb not in DONE_VERBS):
            continue
        scope = touched[row.member_id]
        if scope.everything or row.activity_id in scope.activities:
            found[row.member_id, row.activity_id].append(row)
    return {key: summary(mine) for key, mine in found.items()}


def limits(touched: Mapping[int, Touched]) -> Q | None:
    """Condition for the stored rows of what was touched (by row id), or None for all of them."""
    return among("activity_id", {row: scope.activities for row, scope in touched.items()})


def is_touched(key: Key, values: Values, touched: Mapping[int, Touched]) -> bool:
    scope = touched.get(key[0])
    return scope is None or scope.everything or key[1] in scope.activities
