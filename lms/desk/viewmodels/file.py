"""我的档案: the record, hours, growth of levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

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
    year: int = 0

    def only(self, columns: Sequence[int]) -> TargetHours:
        """The same with these columns of ``by_mode``."""
        return replace(self, by_mode=tuple(self.by_mode[at] for at in columns))

    @property
    def label(self) -> str:
        return wording.target(self.name, self.years)

    @property
    def window(self) -> str:
        """Which years are added up, where they are several."""
        return wording.window(self.year - self.years + 1, self.year) if self.years > 1 and self.year else ""

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
    """One line of the transcript. ``entered_by``: who wrote it down, where that was not the member.

    ``result`` tells also the minutes; ``outcome`` does not, where they stand in a column of their own.
    """

    day: dt.date
    what: str
    verb: str
    result: str
    hours: str
    entered_by: str
    pk: int = 0
    how: str = ""
    outcome: str = ""
    minutes: int | None = None
    unit: str = ""
    assessed: bool = False

    @property
    def iso(self) -> str:
        return self.day.isoformat()

    @property
    def wrong_url(self) -> str:
        """Where the member says that this line is wrong."""
        return f"{reverse('lms_desk:correction')}?record={self.pk}"


@dataclass(frozen=True, slots=True)
class Growth:
    """A change of level: of what, from which to which, when, and by which kind of look.

    ``lapsed``: it ran out; ``raised``: from a known level to a higher one; ``is_first``: nothing was known before.
    """

    day: dt.date
    what: str
    before: str
    after: str
    basis: str
    lapsed: bool = False
    raised: bool = False
    is_first: bool = False

    @property
    def iso(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class File:
    """The record of a year and, each for itself, the three results: lessons done, hours, levels."""

    year: int
    years: tuple[int, ...]
    modes: tuple[str, ...] = ()
    hours: tuple[TargetHours, ...] = ()
    entries: tuple[Entry, ...] = ()
    growth: tuple[Growth, ...] = ()
    done: int = 0

    @property
    def required(self) -> list[TargetHours]:
        """The targets that are asked of the member."""
        return [line for line in self.hours if line.required]

    @property
    def raised(self) -> int:
        return sum(each.raised for each in self.growth)

    @property
    def changes(self) -> list[Growth]:
        """What was assessed for the first time is no change."""
        return [each for each in self.growth if not each.is_first]

    @property
    def learned(self) -> list[Entry]:
        return [each for each in self.entries if not each.assessed]

    @property
    def assessed(self) -> list[Entry]:
        """Looks at somebody's level: often many on one day, so they are folded."""
        return [each for each in self.entries if each.assessed]


@dataclass(frozen=True, slots=True)
class Hours:
    """The page 学时 of a year. ``counts``: for each target what can count towards it, in words."""

    year: int
    years: tuple[int, ...]
    modes: tuple[str, ...] = ()
    lines: tuple[TargetHours, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The file as it is printed and exported. ``year`` 0: all years. ``facts``: who, where, as of when, by which rules.

    ``hours``: rows of cells under ``hours_heads``.
    """

    year: int
    facts: tuple[tuple[str, str], ...]
    hours_heads: tuple[str, ...]
    hours: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]
    growth: tuple[Growth, ...]
