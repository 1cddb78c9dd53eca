"""What a catalogue index shows: tracks, courses, stories and the newest lessons below it that the reader may know of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from .mixins import ActivityPage, DescribedPage, LessonMixin, TrackMixin, WholeMixin

#: How many of each kind are shown; the rest is found in the catalogue of the desk.
SHOWN = 12
LESSONS_SHOWN = 8


def shelves_of(index: Page, request: HttpRequest) -> dict[str, list[Any]]:
    """Live pages below ``index`` by kind: ``tracks``, ``courses``, ``stories``, ``lessons``. One query for each page type."""
    found: dict[str, list[Any]] = {"tracks": [], "courses": [], "stories": [], "lessons": []}
    for model in _types():
        kind = _kind(model)
        related = ["subject", "owner_unit"] if issubclass(model, ActivityPage) else ["subject"]
        pages = model.objects.live().descendant_of(index).select_related(*related).order_by("-first_published_at", "-pk")
        limit = LESSONS_SHOWN if kind == "lessons" else SHOWN
        readable = (page for page in pages[: 5 * limit] if page.may_be_read_by(request.user))
        found[kind] += [page for page, _ in zip(readable, range(limit), strict=False)]
    return found


def _types() -> list[Any]:
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if issubclass(model, DescribedPage)]


def _kind(model: Any) -> str:
    if issubclass(model, TrackMixin):
        return "tracks"
    if issubclass(model, WholeMixin):
        return "courses"
    return "lessons" if issubclass(model, LessonMixin) else "stories"
