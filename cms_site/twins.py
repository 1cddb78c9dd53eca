"""The same page in other languages. One address serves each reader's language; the twin is a change of language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lms.core.preferences import html_tag

from .visibility import can_see


@dataclass(frozen=True)
class Twin:
    """``code``: the language to change to; ``name``: its own name for itself; ``url``: where the page is then."""

    code: str
    name: str
    url: str

    @property
    def html_lang(self) -> str:
        return html_tag(self.code)


def twins_of(page: Any, request: HttpRequest) -> list[Twin]:
    """Published twins that the reader may see, in the order of the site's languages. One query: a twin is of the same type."""
    if not page.pk:
        return []
    order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    same = list(type(page).objects.live().filter(translation_key=page.translation_key).select_related("locale"))
    for each in same:
        if each.pk == page.pk:
            page.locale = each.locale  # asked for right afterwards, to say in which language the page is
    found = {each.locale.language_code: each for each in same if each.pk != page.pk and can_see(each, request)}
    return [
        Twin(code, str(names[code]), found[code].get_url(request) or "/")
        for code in order
        if code in found and found[code].get_url(request)
    ]
