"""The same page in other languages. One address serves each reader's language; the twin is a change of language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import swapper
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale

from lms.core.preferences import html_tag
from lms.core.prepared import Prepared

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


def _twins(path: str) -> Any:
    pages = swapper.load_model("wagtailcore", "Page")._default_manager
    key = pages.filter(path=path).values("translation_key")
    return pages.live().filter(translation_key__in=key).order_by().values_list("pk", "locale_id", "locale__language_code")


TWINS = Prepared(_twins, str)


def twins_of(page: Any, request: HttpRequest) -> list[Twin]:
    """Published twins that the reader may see, in the order of the site's languages; a twin is of the same type.

    One query, two where there are some.
    """
    if not page.pk:
        return []
    order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    others = []
    for pk, locale, code in TWINS.ask(page.path):
        if pk == page.pk:
            page.locale = Locale(pk=locale, language_code=code)  # asked for right afterwards: in which language is the page?
        else:
            others.append(pk)
    if not others:
        return []
    pages = type(page).objects.filter(pk__in=others).select_related("locale")
    found = {each.locale.language_code: each for each in pages if can_see(each, request)}
    return [
        Twin(code, str(names[code]), found[code].get_url(request) or "/")
        for code in order
        if code in found and found[code].get_url(request)
    ]
