from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from lms.core.preferences import html_tag

from ..twins import twins_of
from ..visibility import can_see

register = template.Library()


@register.filter
def html_lang(code: str) -> str:
    """``zh-hans`` → ``zh-Hans``."""
    return html_tag(str(code))


@register.simple_tag(takes_context=True)
def readable(context: dict[str, Any], pages: Any) -> list[Any]:
    """Of these pages (or this one) those that the reader may see, in their specific form and the reader's language."""
    request = context.get("request")
    if request is None:
        return []
    given = [pages] if hasattr(pages, "pk") else [page for page in pages or () if page]
    return [page for page in (_mine(each) for each in given) if can_see(page, request)]


def _mine(page: Any) -> Any:
    twin = page.localized
    return twin.specific


@register.simple_tag(takes_context=True)
def twins(context: dict[str, Any], page: Any) -> list[Any]:
    """The page in other languages, for pages that do not know of twins themselves."""
    request = context.get("request")
    return twins_of(page, request) if request is not None else []


@register.filter
def summary(page: Any) -> str:
    """What a list says under the title of a page."""
    return str(getattr(page, "intro", "") or getattr(page, "purpose", "") or page.search_description)


@register.simple_tag
def lesson_url(lesson: Any) -> str:
    """Where a lesson is shown to members."""
    try:
        return reverse("lms_desk:lesson", args=[lesson.pk])
    except NoReverseMatch:
        return reverse("lms_desk:my_learning")
