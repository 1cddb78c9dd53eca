"""Search over the site: its pages, and for members the lessons on offer to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from lms.core.opening import may_enter
from lms.core.search.snippets import Pieces, marked, snippet
from lms.desk.finding import FoundLesson, found_lessons
from lms.desk.queries import member_of

from .models import HelpPage, NewsPage, PlainPage, SectionPage, ThemePage
from .visibility import visible

TYPES = (HelpPage, NewsPage, SectionPage, PlainPage, ThemePage)
SHOWN, LESSONS_SHOWN = 50, 8


@dataclass(frozen=True)
class Found:
    """A page that was found, with what was asked for marked."""

    page: Any
    kind: str
    title: Pieces
    excerpt: Pieces


@dataclass(frozen=True)
class Results:
    pages: tuple[Found, ...] = ()
    lessons: tuple[FoundLesson, ...] = ()
    #: How many lessons there are; the first of them are shown here.
    lesson_count: int = 0

    @property
    def count(self) -> int:
        return len(self.pages) + self.lesson_count


def search(asked: str, request: HttpRequest) -> Results:
    """What the reader may see of what fits ``asked``, the best first."""
    if not asked.strip():
        return Results()
    lessons, count = _lessons(asked, request)
    return Results(tuple(_pages(asked, request)), tuple(lessons), count)


def _pages(asked: str, request: HttpRequest) -> list[Found]:
    """Pages in the reader's language. One query for each page type."""
    locale, backend = Locale.get_active(), get_search_backend()
    found: list[Any] = []
    for model in TYPES:
        found += backend.search(asked, visible(model.objects.filter(locale=locale), request)).annotate_score("score")[:SHOWN]
    # A backend that tells no score keeps the order of the types.
    best = sorted(found, key=lambda page: -(page.score or 0))[:SHOWN]
    return [
        Found(page, str(page._meta.verbose_name), marked(page.title, asked), snippet(page.words.removeprefix(page.title), asked))
        for page in best
    ]


def _lessons(asked: str, request: HttpRequest) -> tuple[list[FoundLesson], int]:
    if not request.user.is_authenticated or not may_enter(request.user):
        return [], 0
    member = member_of(request.user)
    return found_lessons(member, asked, LESSONS_SHOWN) if member else ([], 0)
