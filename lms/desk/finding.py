"""Which lessons a search finds, through the search of the site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wagtail.search.backends import get_search_backend

from lms.catalogue.models import Activity
from lms.core.search.normalise import folded
from lms.core.search.snippets import Pieces, marked, snippet
from lms.people.models import Member
from lms.planning.queries import NoPlan, case_of

from .shelf import Shelf
from .viewmodels import lesson_url


@dataclass(frozen=True, slots=True)
class FoundLesson:
    """One lesson that was found. ``excerpt`` is empty where the words stand in its title only."""

    url: str
    title: Pieces
    excerpt: Pieces
    form: str
    minutes: int


def ranked(query: str) -> list[int]:
    """Ids of all activities that fit, the best first; whoever shows them leaves out what the reader may not see. One query."""
    found = get_search_backend().search(query, Activity.objects.all())
    return found.ids() if hasattr(found, "ids") else [each.pk for each in found]  # a site may have a backend of its own


def searched(shelf: Shelf, query: str) -> dict[int, int]:
    """What fits, with its place: found in title and text, the best first; then by the names of what is taught."""
    words = folded(query).split()
    by_name = (pk for pk, taught in shelf.taught_words().items() if all(word in taught for word in words))
    found = dict.fromkeys([*ranked(query), *sorted(by_name, key=shelf.rank)])
    return {pk: at for at, pk in enumerate(found)}


def excerpts(activities: Collection[int], query: str) -> dict[int, Pieces]:
    """A line of each lesson's words around what was asked for. One query."""
    rows = Activity.objects.filter(pk__in=activities).exclude(words="").values_list("pk", "title", "words")
    return {pk: snippet(words.removeprefix(title), query) for pk, title, words in rows}


def found_lessons(member: Member, query: str, most: int) -> tuple[list[FoundLesson], int]:
    """Lessons on offer to the member, at most ``most`` of them, and how many there are in all."""
    try:
        shelf = Shelf(case_of(member), None)
    except NoPlan:
        return [], 0
    found = [pk for pk in searched(shelf, query) if pk in shelf.case.offer.on_offer]
    shown = Activity.objects.in_bulk(found[:most])
    lines = excerpts(list(shown), query)
    rows = [shown[pk] for pk in found[:most] if pk in shown]
    lessons = [
        FoundLesson(lesson_url(row.pk), marked(row.title, query), lines.get(row.pk, ()), row.form, row.minutes) for row in rows
    ]
    return lessons, len(found)
