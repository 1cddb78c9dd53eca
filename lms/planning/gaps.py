"""Gaps and their elements, by the definitions of the design. Plain data: no Django, no database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

TOP = 4
#: A row of LevelStep: member, competency, level, basis, start, until (None: for good), record.
Step = tuple[int, int, int, str, dt.date, dt.date | None, int]


@dataclass(frozen=True, slots=True)
class Level:
    """A member's level in a competency on a day. ``held``: the level that held last, where the basis is lapsed."""

    level: int = 0
    basis: str = "none"
    held: int = 0
    record: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


UNASSESSED = Level()


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """One rung of the ladder that is missing. ``relapse``: it was held once and has lapsed (需复训)."""

    competency: int
    level: int
    relapse: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    competency: int
    required: int
    current: Level

    @property
    def size(self) -> int:
        return self.required - self.current.level

    @property
    def elements(self) -> tuple[Element, ...]:
        return elements(self.competency, self.current.level, self.required, self.current.held)


def elements(competency: int, current: int, required: int, held: int = 0) -> tuple[Element, ...]:
    """The rungs from ``current`` + 1 to ``required``; those up to min(held, required) are one rung, to be trained again.

    ``held`` is 0 unless the level has lapsed (then ``current`` is 0).
    """
    again = min(held, required)
    first = (Element(competency, again, relapse=True),) if again else ()
    return first + tuple(Element(competency, level) for level in range(max(current, again) + 1, required + 1))


def level_from(step: Step | None, day: dt.date) -> Level:
    """The level on ``day`` from the latest step that began by then."""
    if step is None:
        return UNASSESSED
    _, _, level, basis, start, until, record = step
    if until is None or day < until:
        return Level(level, basis, 0, record, start, until)
    return Level(0, "lapsed", level, record, start, until)
