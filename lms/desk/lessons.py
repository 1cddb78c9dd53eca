"""课程: what is on offer to the member today, to search and to filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator

from lms.core.search.snippets import marked

from .doors import doors_of
from .facets import Facets
from .finding import excerpts, searched
from .shelf import Shelf
from .viewmodels import Chip, Course, Facet, Lessons

__all__ = ["Filters", "Shelf", "lessons_page"]

SHOWN = 20
FACETS = ("own", "subject", "competency", "form", "minutes", "tier", "lecturer", "collection")


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asked for, as it stood in the address. What is not known is no filter."""

    query: str = ""
    page: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        said = {name: value for name in FACETS if (value := str(asked.get(name, "")).strip()[:100])}
        return cls(str(asked.get("q", "")).strip()[:100], str(asked.get("page", ""))[:10], said)


def lessons_page(shelf: Shelf, filters: Filters, contact: str) -> Lessons:
    """As many queries for every number of lessons: at most two for a search, and those of the registries."""
    offered, query = shelf.in_order(), filters.query
    fits = searched(shelf, query) if query else None
    facets = Facets(shelf, offered, filters.chosen, fits)
    found = sorted(facets.found(), key=fits.__getitem__) if fits is not None else facets.found()
    page = Paginator(found, SHOWN).get_page(filters.page)
    named, chosen = facets.facets(), facets.chosen
    own = named.pop("own", None)
    return Lessons(
        contact=contact, total=len(offered), query=query, page=page, courses=_courses(shelf, list(page.object_list), query),
        stories=next((each.stories for each in facets.collections if each.key == chosen.get("collection")), ()),
        filtered=bool(query or chosen), tabs=_tabs(own, query, chosen) if own else (), own=chosen.get("own", ""),
        facets=tuple(named.values()), chips=tuple(_chips(named.values(), query, chosen)),
    )  # fmt: skip


def _courses(shelf: Shelf, shown: list[int], query: str) -> tuple[Course, ...]:
    doors, lines = doors_of(shown), excerpts(shown, query) if query else {}
    return tuple(shelf.course(pk, pk in doors, marked(shelf.names.title(pk), query), lines.get(pk, ())) for pk in shown)


def _chips(facets: Iterable[Facet], query: str, chosen: Mapping[str, str]) -> Iterator[Chip]:
    for facet in facets:
        if choice := facet.chosen:
            yield Chip(facet.title, choice.label, _address(query, chosen, **{facet.name: ""}))


def _tabs(own: Facet, query: str, chosen: Mapping[str, str]) -> tuple[tuple[str, str, bool], ...]:
    """Title, address and whether it is the current one, for the own states."""
    every = (own.all_label, _address(query, chosen, own=""), own.chosen is None)
    rest = ((each.text, _address(query, chosen, own=each.value), each.chosen) for each in own.choices)
    return (every, *rest)


def _address(query: str, chosen: Mapping[str, str], **change: str) -> str:
    asked = {"q": query, **chosen, **change}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
