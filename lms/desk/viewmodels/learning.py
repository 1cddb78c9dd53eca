"""我的学习: the plan and what stands beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lms.core.states import State

from .. import wording
from .file import TargetHours


def lesson_url(pk: int) -> str:
    """The page of a lesson. Never by its code."""
    return reverse("lms_desk:lesson", args=[pk])


@dataclass(frozen=True, slots=True)
class Link:
    """``url`` is empty where there is nothing to open any more."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Alternative:
    title: str
    minutes: int
    reason: str

    @property
    def line(self) -> str:
        return wording.passed_over(self.title, self.minutes, self.reason)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson. ``due`` None: no day is set. ``binding``: the day is a deadline and not a suggestion.

    ``number``: its place in the section. ``door``: where it can be learned on the screen; empty: the organisation arranges it.
    ``why``: 为什么是这一课, everything behind the one sentence of ``reason``.
    """

    pk: int
    title: str
    minutes: int
    who: str
    reason: str
    credit: str
    form: str = ""
    number: int = 0
    due: dt.date | None = None
    binding: bool = False
    overdue: bool = False
    relapse: bool = False
    other_tier: bool = False
    on_site: bool = False
    states: tuple[State, ...] = ()
    door: str = ""
    teaches: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    why: tuple[Group, ...] = ()

    @property
    def url(self) -> str:
        return lesson_url(self.pk)

    @property
    def by_when(self) -> str:
        return wording.by_when(self.due, self.binding)

    @property
    def facts(self) -> str:
        """One line: how long, how, by when, what it counts for."""
        return wording.beside(wording.minutes(self.minutes), self.form, self.by_when, self.credit)


@dataclass(frozen=True, slots=True)
class Waiting:
    """学过而能力还要有人确认: what is looked at, by which ways it can be confirmed, what was learned."""

    text: str
    sentence: str
    ways: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: the rows shown, and how many there are in all."""

    key: str
    rows: tuple[Any, ...] = ()
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.rows)

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Learning:
    """The page 我的学习. ``first``: the next step. ``done``: lessons completed this calendar year.

    ``away``: on leave, so there is no plan; ``failed``: the plan cannot be computed just now.
    """

    contact: str
    away: bool = False
    failed: bool = False
    has_post: bool = True
    first: Item | None = None
    mandatory: Part = Part("mandatory")
    supplement: Part = Part("supplement")
    electives: Part = Part("electives")
    unsupplied: Part = Part("unsupplied")
    awaiting: Part = Part("awaiting")
    begun: Part = Part("begun")
    minutes: int = 0
    overdue: int = 0
    unassessed: int = 0
    done: int = 0
    hours: tuple[TargetHours, ...] = ()

    @property
    def count(self) -> int:
        return self.mandatory.count + self.supplement.count

    @property
    def how(self) -> str:
        """What to do about the next step where it cannot be opened here."""
        return wording.arranged_on_site(self.contact) if self.first and self.first.on_site else wording.arranged(self.contact)

    @property
    def overdue_note(self) -> str:
        return wording.lessons(self.overdue)
