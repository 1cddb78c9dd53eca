"""我的学习: the plan and what stands beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lms.core.states import State

from .. import wording
from .changes import Changes, Group, PostNote
from .file import TargetHours

#: Lessons of 补缺 that stand open.
NEXT = 3
#: Of what has no lesson, so many are named where nothing else is to be learned.
UNSUPPLIED_NAMED = 3
#: How long one question of 摸底 takes: four sentences to read, one tap.
SECONDS_EACH = 20


def lesson_url(pk: int) -> str:
    """The page of a lesson. Never by its code."""
    return reverse("lms_desk:lesson", args=[pk])


@dataclass(frozen=True, slots=True)
class Link:
    """``url`` is empty where there is nothing to open any more. ``pk``: of the lesson, where something can be done with it."""

    title: str
    url: str
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    title: str
    minutes: int
    reason: str

    @property
    def line(self) -> str:
        return wording.passed_over(self.title, self.minutes, self.reason)


@dataclass(frozen=True, slots=True)
class Once:
    """What is said once above a section: by when, if that is the same for all its lessons, and for what the hours count.

    ``of_all`` False: a few lessons count for something else, and each of those says so.
    """

    due: str = ""
    counts: str = ""
    of_all: bool = True

    @property
    def note(self) -> str:
        return wording.said_once(self.due, self.counts, self.of_all)


EACH = Once()


def once_for(due: str, counts: Sequence[str]) -> Once:
    """``counts``: of each lesson. What most of them count for is said once."""
    most, times = Counter(counts).most_common(1)[0]
    return Once(due, most if times * 2 > len(counts) else "", times == len(counts))


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson. ``due`` None: no day is set. ``binding``: the day is a deadline and not a suggestion.

    ``number``: its place in the section. ``door``: where it can be learned on the screen; empty: the organisation arranges it.
    ``why``: 为什么是这一课, everything behind the one sentence of ``reason``. ``claim``: the member may say 我已会;
    ``test``: there is a 测一测, to which that leads then.
    """

    pk: int
    title: str
    minutes: int
    who: str
    reason: str
    earned: str
    counts: str = ""
    once: Once = EACH
    form: str = ""
    number: int = 0
    compulsory: bool = False
    due: dt.date | None = None
    binding: bool = False
    overdue: bool = False
    relapse: bool = False
    other_tier: bool = False
    claim: bool = False
    test: bool = False
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
    def credit(self) -> str:
        return wording.credit(self.earned, self.counts)

    @property
    def facts(self) -> str:
        """One line: how long, by when, what it counts for; without what stands above the section."""
        due, counts = "" if self.once.due else self.by_when, "" if self.once.counts == self.counts else self.counts
        return self._line(due, counts)

    @property
    def all_facts(self) -> str:
        return self._line(self.by_when, self.counts)

    def _line(self, due: str, counts: str) -> str:
        """No line breaks between a number and its unit."""
        length, earned = (said.replace(" ", "\u00a0") for said in (wording.minutes(self.minutes), self.earned))
        return wording.beside(length, due, wording.credit(earned, counts))

    @property
    def check_url(self) -> str:
        """我已会: to the test where there is one, else to the self-check."""
        if self.test:
            return reverse("lms_desk:test_lesson", args=[self.pk])
        return f"{reverse('lms_desk:check')}?lesson={self.pk}" if self.claim else ""

    @property
    def correction_url(self) -> str:
        """岗位或信息不对."""
        return f"{reverse('lms_desk:correction')}?lesson={self.pk}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """学过而能力还要有人确认: what is looked at, by which ways it can be confirmed, what was learned."""

    text: str
    sentence: str
    ways: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """摸底: how many competencies are not assessed, and about how long answering takes."""

    count: int

    @property
    def minutes(self) -> int:
        return max(1, -(-self.count * SECONDS_EACH // 60))


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Hours that are behind the year and the shortest way to them. ``enough`` False: what is on offer does not give as many."""

    target: str
    missing: str
    planned: bool
    enough: bool
    lessons: tuple[Link, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: the rows shown, how many there are in all, and what is said once for all of them."""

    key: str
    rows: tuple[Any, ...] = ()
    count: int = 0
    note: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)

    @property
    def next(self) -> tuple[Any, ...]:
        """What stands open; the rest is folded."""
        return self.rows[:NEXT]

    @property
    def later(self) -> tuple[Any, ...]:
        return self.rows[NEXT:]

    @property
    def later_count(self) -> int:
        return max(0, self.count - NEXT)

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Learning:
    """The page 我的学习. ``first``: the next step. ``done``: lessons completed this calendar year.

    ``away``: on leave, so there is no plan; ``failed``: the plan cannot be computed just now. ``gate``: 摸底 comes first, and
    with it only what is compulsory. ``empty``: which of the empty states it is, where there is no next step; ``until``: until
    when all that is reached holds.
    """

    contact: str
    away: bool = False
    failed: bool = False
    has_post: bool = True
    first_visit: bool = False
    gate: Gate | None = None
    changes: Changes | None = None
    post: PostNote | None = None
    catch_up: CatchUp | None = None
    empty: str = ""
    until: str = ""
    first: Item | None = None
    mandatory: Part = Part("mandatory")
    supplement: Part = Part("supplement")
    electives: Part = Part("electives")
    unsupplied: Part = Part("unsupplied")
    awaiting: Part = Part("awaiting")
    begun: Part = Part("begun")
    laid_aside: tuple[Link, ...] = ()
    minutes: int = 0
    overdue: int = 0
    unassessed: int = 0
    done: int = 0
    hours: tuple[TargetHours, ...] = ()

    @property
    def count(self) -> int:
        return self.mandatory.count + self.supplement.count

    @property
    def unsupplied_told(self) -> bool:
        """The message at the top names all that has no lesson already."""
        return self.empty == "unsupplied" and self.unsupplied.count <= UNSUPPLIED_NAMED

    @property
    def arranged_by(self) -> str:
        """待组织安排 · 联系人."""
        return wording.to_be_arranged(self.contact)

    @property
    def how(self) -> str:
        """What to do about the next step where it cannot be opened here."""
        return wording.arranged_on_site(self.contact) if self.first and self.first.on_site else wording.arranged(self.contact)

    @property
    def overdue_note(self) -> str:
        return wording.lessons(self.overdue)
