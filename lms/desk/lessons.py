"""课程: what is on offer to the member today, to search and to filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator

from lms.core.search.normalise import folded
from lms.core.search.snippets import marked

from .doors import doors_of
from .facets import Facets
from .finding import excerpts, ranked
from .shelf import Shelf
from .viewmodels import Chip, Facet, Lessons

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
    offered = shelf.in_order()
    fits = _searched(shelf, filters.query) if filters.query else None
    order = offered if fits is None else [*(pk for pk in fits if pk in shelf.case.offer.on_offer)]
    facets = Facets(shelf, order, filters.chosen, None) if fits is None else Facets(shelf, offered, filters.chosen, set(order))
    found = facets.found()
    if fits is not None:
        place = {pk: at for at, pk in enumerate(order)}
        found.sort(key=place.__getitem__)
    page = Paginator(found, SHOWN).get_page(filters.page)
    shown = list(page.object_list)
    doors, lines = doors_of(shown), excerpts(shown, filters.query) if filters.query else {}
    named = facets.facets()
    return Lessons(
        contact=contact, total=len(offered), query=filters.query, page=page,
        courses=tuple(
            shelf.course(pk, pk in doors, marked(shelf.names.title(pk), filters.query), lines.get(pk, ())) for pk in shown
        ),
        stories=next((each.stories for each in facets.collections if each.key == facets.chosen.get("collection")), ()),
        filtered=bool(filters.query or facets.chosen),
        tabs=_tabs(named["own"], filters.query, facets.chosen) if "own" in named else (),
        own=facets.chosen.get("own", ""),
        facets=tuple(facet for name, facet in named.items() if name != "own"),
        chips=tuple(
            Chip(facet.title, choice.label, _address(filters.query, facets.chosen, **{facet.name: ""}))
            for facet in named.values() if facet.name != "own" and (choice := facet.chosen)
        ),
    )  # fmt: skip


def _searched(shelf: Shelf, query: str) -> list[int]:
    """Ids in the order in which they are shown: by title and text, the best first, then by the names of what is taught."""
    found = dict.fromkeys(ranked(query))
    words = folded(query).split()
    by_name = (pk for pk, taught in shelf.taught_words().items() if all(word in taught for word in words))
    found.update(dict.fromkeys(sorted(by_name, key=shelf._place)))
    return list(found)


def _tabs(own: Facet, query: str, chosen: Mapping[str, str]) -> tuple[tuple[str, str, bool], ...]:
    """Title, address and whether it is the current one, for the own states."""
    every = (own.all_label, _address(query, chosen, own=""), own.chosen is None)
    rest = ((each.text, _address(query, chosen, own=each.value), each.chosen) for each in own.choices)
    return (every, *rest)


def _address(query: str, chosen: Mapping[str, str], **change: str) -> str:
    asked = {"q": query, **chosen, **change}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
