"""What a catalogue index shows: tracks, courses, stories and the newest lessons below it that the reader may know of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from .mixins import ActivityPage, DescribedPage, LessonMixin, TrackMixin, WholeMixin

#: How many of each kind are shown; the rest is found in the catalogue of the desk.
SHOWN = 12
LESSONS_SHOWN = 8


def shelves_of(index: Page, request: HttpRequest) -> dict[str, list[Any]]:
    """Live pages below ``index`` by kind: ``tracks``, ``courses``, ``stories``, ``lessons``. What is not written in the language
    of the index is shown in another. One query for each page type, and one for the index in other languages."""
    found: dict[str, list[Any]] = {"tracks": [], "courses": [], "stories": [], "lessons": []}
    twins = [index, *index.get_translations().live()]
    below = Q()
    for each in twins:
        below |= Q(path__startswith=each.path, depth__gt=each.depth)
    for model in _types():
        kind = _kind(model)
        related = ["subject__parent", "owner_unit"] if issubclass(model, ActivityPage) else ["subject__parent"]
        pages = model.objects.live().filter(below, alias_of=None).select_related(*related)
        limit = LESSONS_SHOWN if kind == "lessons" else SHOWN
        newest = pages.order_by("-first_published_at", "-pk")[: 5 * limit * len(twins)]
        readable = (page for page in _each_once(newest, index.locale_id) if page.may_be_read_by(request.user))
        found[kind] += [page for page, _ in zip(readable, range(limit), strict=False)]
    return found


def _each_once(pages: Iterable[Any], locale: int | None) -> list[Any]:
    """Of several languages of a page one: that of the index where there is it."""
    found: dict[Any, Any] = {}
    for page in pages:
        if page.translation_key not in found or page.locale_id == locale:
            found[page.translation_key] = page
    return list(found.values())


def _types() -> list[Any]:
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if issubclass(model, DescribedPage)]


def _kind(model: Any) -> str:
    if issubclass(model, TrackMixin):
        return "tracks"
    if issubclass(model, WholeMixin):
        return "courses"
    return "lessons" if issubclass(model, LessonMixin) else "stories"
