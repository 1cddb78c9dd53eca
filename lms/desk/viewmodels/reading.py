"""读书计划, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingRow:
    pk: int
    title: str
    chapters: str
    due: str
    done_on: dt.date | None

    @property
    def done(self) -> str:
        return self.done_on.isoformat() if self.done_on else ""


@dataclass(frozen=True, slots=True)
class ReadingQuarter:
    title: str
    rows: tuple[ReadingRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """The page of one year."""

    year: int
    years: tuple[int, ...]
    quarters: tuple[ReadingQuarter, ...]
    summary: str
