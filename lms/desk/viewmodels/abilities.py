"""我的能力."""

from __future__ import annotations

from dataclasses import dataclass

from lms.core.states import State

from .. import wording
from ..reading import Standing


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
