"""From evidence to levels. Pure: no Django, no database, no clock.

On day D the latest formal assessment on or before D, lapsed or not, sets the base (0 if it has lapsed) and cancels everything of
an earlier day. Learning evidence of the same day or later only raises. Without valid evidence of these two kinds the latest valid
self-assessment counts. Evidence of day d is valid while D < d + refresh_months calendar months (0: always).
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from lms.core.dates import NEVER, add_months

FORMAL, LEARNING, SELF = "formal", "learning", "self"
#: Basis of a level, as stored (first three) and as answered.
BASIS_FORMAL, BASIS_LEARNED, BASIS_SELF, LAPSED, NONE = "formal", "learned", "self", "lapsed", "none"

FORMAL_KINDS = ("observation", "test", "supervisor")
LEARNING_KINDS = frozenset({"quiz", "assignment", "case", "task", "observation"})
#: Which of two formal assessments of one day counts: the greater number.
FORMAL_RANK = {"supervisor": 1, "test": 2, "observation": 3}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence of one member in one competency. ``name`` (source, key) settles what nothing else does, so that
    the order of arrival never counts; ``record`` is the row's id."""

    day: dt.date
    kind: str
    strength: str
    level: int
    record: int
    name: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Step:
    """From ``start`` until the day before ``until`` (None: for good) the level holds."""

    start: dt.date
    until: dt.date | None
    level: int
    basis: str
    record: int


def strength_of(kind: str, with_activity: bool, evidence_types: Iterable[str]) -> str | None:
    """Whether evidence of this kind is formal, learning or self; None: it does not count for a competency with these types.

    An observation is a formal assessment, unless it was made of a lesson's task (``with_activity``).
    """
    if kind == "self":
        return SELF
    if kind in FORMAL_KINDS and not (kind == "observation" and with_activity):
        return FORMAL
    return LEARNING if kind in LEARNING_KINDS and kind in evidence_types else None


def expiry(day: dt.date, refresh_months: int) -> dt.date:
    """The first day on which evidence of ``day`` is not valid any more; ``NEVER`` if it always is."""
    if not refresh_months:
        return NEVER
    try:
        return add_months(day, refresh_months)
    except ValueError:
        return NEVER


def steps_of(evidence: Sequence[Evidence], refresh_months: int | None) -> list[Step]:
    """The times with valid evidence, in order, without overlap; neighbours that say the same are one step."""
    months = refresh_months or 0
    if len(evidence) == 1:
        return [_alone(evidence[0], expiry(evidence[0].day, months))]
    ends = {item.day: expiry(item.day, months) for item in evidence}
    borders = sorted({*ends, *(end for end in ends.values() if end != NEVER)})
    steps: list[Step] = []
    for at, start in enumerate(borders):
        found = _winner([item for item in evidence if item.day <= start], ends, start)
        if found is None:
            continue
        until = borders[at + 1] if at + 1 < len(borders) else None
        before = steps[-1] if steps else None
        if before and before.until == start and (before.level, before.basis, before.record) == found:
            steps[-1] = Step(before.start, until, *found)
        else:
            steps.append(Step(start, until, *found))
    return steps


_BASIS = {FORMAL: BASIS_FORMAL, LEARNING: BASIS_LEARNED, SELF: BASIS_SELF}


def _alone(item: Evidence, end: dt.date) -> Step:
    return Step(item.day, None if end == NEVER else end, item.level, _BASIS[item.strength], item.record)


def _winner(known: list[Evidence], ends: dict[dt.date, dt.date], day: dt.date) -> tuple[int, str, int] | None:
    """(level, basis, record) on ``day`` from the evidence known by then, or None where nothing is valid."""
    formal = max((item for item in known if item.strength == FORMAL), key=_formal_order, default=None)
    since = formal.day if formal else dt.date.min
    valid = [item for item in known if item.day >= since and day < ends[item.day]]
    learned = max((item for item in valid if item.strength == LEARNING), key=_learned_order, default=None)
    if formal and day < ends[formal.day] and (learned is None or learned.level <= formal.level):
        return formal.level, BASIS_FORMAL, formal.record
    if learned:
        return learned.level, BASIS_LEARNED, learned.record
    own = max((item for item in valid if item.strength == SELF), key=_own_order, default=None)
    return (own.level, BASIS_SELF, own.record) if own else None


def _formal_order(item: Evidence) -> tuple[object, ...]:
    return item.day, FORMAL_RANK[item.kind], item.level, item.name


def _learned_order(item: Evidence) -> tuple[object, ...]:
    return item.level, item.day, item.name


def _own_order(item: Evidence) -> tuple[object, ...]:
    return item.day, item.level, item.name


class StepLike(Protocol):
    """A ``Step`` or a stored one."""

    @property
    def start(self) -> Any: ...
    @property
    def until(self) -> Any: ...
    @property
    def level(self) -> Any: ...
    @property
    def basis(self) -> Any: ...


S = TypeVar("S", bound=StepLike)


def level_on(steps: Sequence[S], day: dt.date) -> tuple[int, str, int, S | None]:
    """(level, basis, held, step) on ``day``. ``steps`` in order of start; any object with a Step's fields will do.

    A lapsed level is 0 for the arithmetic; ``held`` is then the level that held last (else the level itself). Basis "none"
    has no step: nothing was ever known.
    """
    at = bisect.bisect_right(steps, day, key=lambda step: step.start) - 1
    if at < 0:
        return 0, NONE, 0, None
    step = steps[at]
    if step.until is None or day < step.until:
        return step.level, step.basis, step.level, step
    return 0, LAPSED, step.level, step
