"""课程: what is on offer, and one lesson."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lms.core.search.snippets import Pieces
from lms.core.states import State

from .. import wording, wording_lessons
from ..collections import Story
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
    #: The title with what was searched for marked, and a line of the lesson's words around it.
    marked: Pieces = ()
    excerpt: Pieces = ()

    @property
    def url(self) -> str:
        return lesson_url(self.pk)

    @property
    def facts(self) -> str:
        return wording.beside(wording.minutes(self.minutes), self.form)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a facet. ``count``: lessons one would find."""

    value: str
    label: str
    chosen: bool = False
    count: int = 0

    @property
    def text(self) -> str:
        return wording_lessons.with_count(self.label, self.count)


@dataclass(frozen=True, slots=True)
class Choices:
    """Options under a common title; without a title they stand alone."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the lessons. ``count``: lessons without a choice here."""

    name: str
    title: str
    groups: tuple[Choices, ...]
    count: int

    @property
    def choices(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.choices]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)

    @property
    def all_label(self) -> str:
        return wording_lessons.with_count(wording_lessons.everything(), self.count)


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is in force; ``url`` is the page without it."""

    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """The page 课程. ``page``: of Django's paginator, for its numbers. ``total``: on offer without any filter."""

    contact: str
    away: bool = False
    total: int = 0
    query: str = ""
    #: Something was asked for, by words or by a choice.
    filtered: bool = False
    page: Any = None
    courses: tuple[Course, ...] = ()
    #: Pages to read that belong to the chosen collection.
    stories: tuple[Story, ...] = ()
    #: Own states: title, address, whether it is the current one; ``own``: the one in force.
    tabs: tuple[tuple[str, str, bool], ...] = ()
    own: str = ""
    facets: tuple[Facet, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def narrowed(self) -> bool:
        """By more than words."""
        return bool(self.own or self.chips)

    @property
    def choosable(self) -> str:
        """What can be chosen, in a few words."""
        return wording_lessons.by([facet.title for facet in self.facets])


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
