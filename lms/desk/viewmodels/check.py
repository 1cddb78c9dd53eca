"""摸底: one question a screen, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import wording_check as words
from ..reading import Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the five answers: 还不了解 or a level with its sentence. ``chosen``: given before in this sitting."""

    level: int
    word: str
    sentence: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One answer that was given: what was claimed and what of it counts."""

    competency: int
    name: str
    claimed: int
    level: int
    place: int = 0

    @property
    def limited(self) -> bool:
        return self.level < self.claimed

    @property
    def line(self) -> str:
        return words.said(self.claimed, self.level)

    @property
    def noted(self) -> str:
        return words.noted(self.name, self.claimed, self.level)


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """The screen of one competency. ``fixed``: an assessment stands that one's own word does not change."""

    competency: int
    name: str
    domain: str
    essential: bool
    description: str
    asks: tuple[str, ...]
    answers: tuple[Answer, ...]
    standing: Standing
    place: int
    count: int
    fixed: bool
    said: Said | None
    any_said: bool

    @property
    def answered(self) -> bool:
        return any(each.chosen for each in self.answers)

    @property
    def progress(self) -> str:
        return words.progress(self.place, self.count)


@dataclass(frozen=True, slots=True)
class PlanSum:
    count: int
    minutes: int

    @property
    def text(self) -> str:
        return words.plan_sum(self.count, self.minutes)


@dataclass(frozen=True, slots=True)
class CheckDone:
    """The summary. ``before``/``after`` None: there is no plan to compare.

    ``open``: questions that are left; ``unfinished``: some of them in this sitting. ``fixed``: what a lesson teaches, is
    lacking, and was assessed so that one's own word does not change it.
    """

    said: tuple[Said, ...] = ()
    before: PlanSum | None = None
    after: PlanSum | None = None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    open: int = 0
    unfinished: bool = False
    fixed: tuple[tuple[int, Standing], ...] = ()

    @property
    def limited(self) -> bool:
        return any(each.limited for each in self.said)

    @property
    def changed(self) -> bool:
        return bool(self.gone or self.come)


@dataclass(frozen=True, slots=True)
class LessonVerdict:
    """Whether a lesson is still to be learned after 我已会, and why."""

    pk: int
    title: str
    needed: bool
    why: str
