"""What a case awaits: levels that lessons done lead to and that have not come. No database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .cases import Case
from .offer import Supplied


@dataclass(frozen=True, slots=True)
class Awaited:
    """A level that lessons done since ``since`` lead to; ``looked_on``: somebody looked since then and did not find it."""

    competency: int
    level: int
    since: dt.date
    looked_on: dt.date | None = None


def awaited(case: Case) -> list[Awaited]:
    """待确认: for each competency the highest rung that a done lesson covers, though the level has not come."""
    if not case.learned.done:
        return []
    covered = {rung.element.competency: rung for rung in case.rungs() if rung.lessons and case.covered(rung)}
    return [_of(case, rung) for rung in covered.values()]


def _of(case: Case, rung: Supplied) -> Awaited:
    since = min(case.learned.done[pk] for pk in rung.lessons if pk in case.learned.done)
    level = case.level(rung.element.competency)
    looked = level.since if level.basis == "formal" and level.since and level.since >= since else None
    return Awaited(rung.element.competency, rung.element.level, since, looked)
