"""我的能力."""

from __future__ import annotations

from dataclasses import dataclass

from lms.core.states import State

from .. import wording, wording_abilities
from ..reading import Standing
from .learning import Link


@dataclass(frozen=True, slots=True)
class Way:
    """What brings the member further in one competency. ``more``: planned lessons beside those named.

    ``awaited``: what is looked at when somebody confirms; ``claimed``: that the member claimed more than counts.
    """

    lessons: tuple[Link, ...] = ()
    more: int = 0
    awaited: str = ""
    claimed: str = ""
    unsupplied: str = ""

    def __bool__(self) -> bool:
        return bool(self.lessons or self.awaited or self.unsupplied)


@dataclass(frozen=True, slots=True)
class Ability:
    """One competency that my posts ask for. ``evidence``: the record behind the level; ``history``: its changes, latest first."""

    standing: Standing
    required: int
    required_word: str
    required_sentence: str
    who: str
    pk: int = 0
    evidence: str = ""
    history: tuple[str, ...] = ()
    way: Way = Way()
    #: 测一测 by level: what it is called and where it is.
    tests: tuple[Link, ...] = ()

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
    def own_word(self) -> bool:
        """Whether a self-assessment would change the level."""
        return self.standing.level.basis in ("none", "self", "lapsed")

    @property
    def state(self) -> State | None:
        """A word of the table where one applies; what is reached or lacks a level is said in words of its own."""
        return State.RELAPSE if self.relapse else State.UNASSESSED if self.unassessed else None

    @property
    def note(self) -> str:
        """One line: since when and by what, until when, and who asks."""
        mine = self.standing
        return wording.basis_line(mine.day, mine.basis, mine.until, mine.level.basis == "lapsed", self.who)

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

    @property
    def to_raise(self) -> tuple[Ability, ...]:
        return tuple(each for each in self.abilities if not each.reached)

    @property
    def reached(self) -> tuple[Ability, ...]:
        return tuple(each for each in self.abilities if each.reached)


@dataclass(frozen=True, slots=True)
class DomainSum:
    """One domain in the picture and in its table: how many competencies are asked, and what became of them."""

    name: str
    asked: int
    reached: int
    to_raise: int
    not_assessed: int

    @property
    def text(self) -> str:
        return wording_abilities.reached_of(self.reached, self.asked)

    @property
    def reached_share(self) -> float:
        return self._share(self.reached)

    @property
    def raise_share(self) -> float:
        return self._share(self.to_raise)

    def _share(self, part: int) -> float:
        """Of the whole bar, 0 to 100."""
        return round(100 * part / self.asked, 2) if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Other:
    """Something the member can do and no post asks for."""

    name: str
    word: str
    evidence: str
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abilities:
    """The page 我的能力. ``high``: competencies at 熟练 or above, asked for or not."""

    contact: str
    confirmed_by: str = ""
    away: bool = False
    posts: tuple[str, ...] = ()
    domains: tuple[AbilityDomain, ...] = ()
    unassessed: tuple[AbilityDomain, ...] = ()
    sums: tuple[DomainSum, ...] = ()
    reached: int = 0
    to_raise: int = 0
    not_assessed: int = 0
    high: int = 0
    others: tuple[Other, ...] = ()

    @property
    def total(self) -> int:
        return self.reached + self.to_raise + self.not_assessed
