"""The end page of a lesson or test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextLesson:
    title: str
    url: str
    facts: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One change of the plan: what, of which lesson, why. ``title`` empty: said of the lesson that was learned, or of none."""

    what: str
    title: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Ending:
    """``how``: one word for what came of it, see ``wording_outcome.headline``. ``again``: where the rest of the lesson is done.

    ``left``, ``note`` and ``next`` speak of the plan as it is now, the rest of what this piece of learning changed.
    """

    how: str
    over: str
    headline: str
    lead: str
    hours: tuple[str, ...]
    levels: tuple[str, ...]
    parts: tuple[str, ...] = ()
    plan: tuple[Planned, ...] = ()
    left: str = ""
    note: str = ""
    check: bool = False
    next: NextLesson | None = None
    again: str = ""

    @property
    def is_good(self) -> bool:
        return self.how in ("exempted", "passed", "tested", "some", "completed", "attended")
