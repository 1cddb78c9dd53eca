"""课程: what is on offer, and one lesson."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lms.core.states import State

from .. import wording
from .file import Entry
from .learning import Item, lesson_url


@dataclass(frozen=True, slots=True)
class Course:
    """One row. ``place``: 必学 or 补缺 where it stands in my plan. ``teaches``: one sentence."""

    pk: int
    title: str
    minutes: int
    form: str
    teaches: str
    place: str = ""
    states: tuple[State, ...] = ()

    @property
    def url(self) -> str:
        return lesson_url(self.pk)

    @property
    def facts(self) -> str:
        return wording.beside(wording.minutes(self.minutes), self.form)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Lessons:
    """The page 课程. ``page``: of Django's paginator, for its numbers. ``total``: on offer without any filter."""

    contact: str
    away: bool = False
    total: int = 0
    query: str = ""
    #: Something was asked for; ``narrowed``: by a filter and not only by words.
    filtered: bool = False
    narrowed: bool = False
    page: Any = None
    courses: tuple[Course, ...] = ()
    domains: tuple[Choice, ...] = ()
    forms: tuple[Choice, ...] = ()
    own: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """One competency that a lesson teaches: to which level, what that means, and where I am."""

    text: str
    sentence: str
    mine: str


@dataclass(frozen=True, slots=True)
class Before:
    """A prerequisite. ``url`` is empty where it is no longer on offer (it is done then)."""

    title: str
    url: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The page of one lesson. ``item`` is its row of my plan; None where it is not in the plan, then ``why_not`` says why."""

    course: Course
    contact: str
    credit: str
    on_site: bool
    door: str = ""
    item: Item | None = None
    why_not: str = ""
    done: bool = False
    teaches: tuple[Taught, ...] = ()
    before: tuple[Before, ...] = ()
    entries: tuple[Entry, ...] = ()
    #: The address of its 测一测, and whether passing that makes the lesson needless.
    test: str = ""
    exempts: bool = False

    @property
    def how(self) -> str:
        """The next step where the lesson cannot be opened here."""
        return wording.arranged_on_site(self.contact) if self.on_site else wording.arranged(self.contact)
