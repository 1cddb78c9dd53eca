"""What the pages show, in words. Templates print these and decide nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .reading import Standing
from .wording import hours_number


@dataclass(frozen=True, slots=True)
class AskLine:
    """One requirement behind a lesson."""

    text: str
    priority: str
    due: dt.date | None
    binding: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    title: str
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson. ``due`` None: no day is set. ``binding``: the day is a deadline and not a suggestion."""

    title: str
    minutes: int
    who: str
    reason: str
    credit: str
    form: str = ""
    due: dt.date | None = None
    binding: bool = False
    overdue: bool = False
    relapse: bool = False
    other_tier: bool = False
    on_site: bool = False
    state: str = ""
    teaches: tuple[str, ...] = ()
    asks: tuple[AskLine, ...] = ()
    standings: tuple[Standing, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """学过而能力还要有人确认: what is looked at, and by which ways it can be confirmed."""

    text: str
    sentence: str
    ways: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """The page 我的学习. ``done``: lessons completed this calendar year.

    ``away``: on leave, so there is no plan; ``failed``: the plan cannot be computed just now.
    """

    contact: str
    away: bool = False
    failed: bool = False
    has_post: bool = True
    mandatory: tuple[Item, ...] = ()
    supplement: tuple[Item, ...] = ()
    electives: tuple[Item, ...] = ()
    unsupplied: tuple[str, ...] = ()
    awaiting: tuple[Waiting, ...] = ()
    begun: tuple[str, ...] = ()
    unassessed: int = 0
    done: int = 0
    hours: tuple[TargetHours, ...] = ()

    @property
    def count(self) -> int:
        return len(self.mandatory) + len(self.supplement)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in (*self.mandatory, *self.supplement))

    @property
    def overdue(self) -> int:
        return sum(item.overdue for item in self.mandatory)


@dataclass(frozen=True, slots=True)
class Ability:
    """One competency that my posts ask for."""

    standing: Standing
    required: int
    required_word: str
    required_sentence: str
    who: str

    @property
    def name(self) -> str:
        return self.standing.what

    @property
    def reached(self) -> bool:
        return self.standing.level.level >= self.required

    @property
    def unassessed(self) -> bool:
        return self.standing.level.basis == "none"

    @property
    def relapse(self) -> bool:
        return self.standing.level.basis == "lapsed" and self.standing.level.held > 0

    @property
    def missing(self) -> int:
        return max(0, self.required - self.standing.level.level)

    @property
    def steps(self) -> list[str]:
        """The four rungs of the scale: held, needed, or beyond what is asked."""
        held = self.standing.level.level
        return ["held" if rung <= held else "needed" if rung <= self.required else "beyond" for rung in range(1, 5)]


@dataclass(frozen=True, slots=True)
class AbilityDomain:
    name: str
    abilities: tuple[Ability, ...]


@dataclass(frozen=True, slots=True)
class Abilities:
    """The page 我的能力."""

    contact: str
    away: bool = False
    posts: tuple[str, ...] = ()
    domains: tuple[AbilityDomain, ...] = ()
    unassessed: tuple[AbilityDomain, ...] = ()
    reached: int = 0
    to_raise: int = 0
    not_assessed: int = 0

    @property
    def total(self) -> int:
        return self.reached + self.to_raise + self.not_assessed


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
    def missing(self) -> Decimal:
        return max(Decimal(0), (self.required or Decimal(0)) - self.total)

    @property
    def met(self) -> bool:
        return self.required is not None and not self.missing

    @property
    def cells(self) -> list[str]:
        return [hours_number(each) for each in self.by_mode]

    @property
    def total_text(self) -> str:
        return hours_number(self.total)

    @property
    def required_text(self) -> str:
        return hours_number(self.required or Decimal(0))

    @property
    def missing_text(self) -> str:
        return hours_number(self.missing)

    @property
    def bar(self) -> int:
        """Filled tenths of the bar, 0 to 10; full only when the target is met."""
        if not self.required:
            return 0
        return min(10 if self.met else 9, int(self.total * 10 / self.required))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the transcript. ``entered_by``: who wrote it down, where that was not the member."""

    day: dt.date
    what: str
    verb: str
    result: str
    hours: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class File:
    """The page 我的档案."""

    year: int
    years: tuple[int, ...]
    modes: tuple[str, ...] = ()
    hours: tuple[TargetHours, ...] = ()
    entries: tuple[Entry, ...] = ()
