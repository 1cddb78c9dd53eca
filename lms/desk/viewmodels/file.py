"""我的档案: hours and the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .. import wording


@dataclass(frozen=True, slots=True)
class TargetHours:
    """Hours towards one target. ``required`` None: nothing is asked. ``years``: length of the window that ends this year."""

    target_id: int
    name: str
    by_mode: tuple[Decimal, ...]
    total: Decimal
    required: Decimal | None = None
    years: int = 1
    flexible: bool = False

    def only(self, columns: Sequence[int]) -> TargetHours:
        """The same with these columns of ``by_mode``."""
        return replace(self, by_mode=tuple(self.by_mode[at] for at in columns))

    @property
    def label(self) -> str:
        return wording.target(self.name, self.years)

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), (self.required or Decimal(0)) - self.total)

    @property
    def met(self) -> bool:
        return self.required is not None and not self.missing

    @property
    def cells(self) -> list[str]:
        return [wording.hours_number(each) for each in self.by_mode]

    @property
    def total_text(self) -> str:
        return wording.hours_number(self.total)

    @property
    def required_text(self) -> str:
        return wording.hours_number(self.required or Decimal(0))

    @property
    def missing_text(self) -> str:
        return wording.hours_number(self.missing)

    @property
    def share(self) -> Decimal:
        """What part of the required hours there is; 1 where nothing is asked."""
        return self.total / self.required if self.required else Decimal(1)

    @property
    def bar(self) -> int:
        """Filled per cent of the bar, 0 to 100; full only when the target is met."""
        if not self.required:
            return 0
        return min(100 if self.met else 99, int(self.total * 100 / self.required))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the transcript. ``entered_by``: who wrote it down, where that was not the member."""

    day: dt.date
    what: str
    verb: str
    result: str
    hours: str
    entered_by: str

    @property
    def iso(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class File:
    """The page 我的档案."""

    year: int
    years: tuple[int, ...]
    modes: tuple[str, ...] = ()
    hours: tuple[TargetHours, ...] = ()
    entries: tuple[Entry, ...] = ()
