"""Search over the pages of the site. Every word asked for must stand somewhere in the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale

from .models import HelpPage, NewsPage, PlainPage, SectionPage, ThemePage
from .visibility import visible

TYPES = (HelpPage, NewsPage, SectionPage, PlainPage, ThemePage)
MAX_WORDS = 6
SHOWN = 50
AROUND = 24


@dataclass(frozen=True)
class Found:
    page: Any
    kind: str
    excerpt: str


def search(asked: str, request: HttpRequest) -> list[Found]:
    """Pages in the reader's language that hold all words of ``asked``, best kind first. One query for each page type."""
    words = asked.split()[:MAX_WORDS]
    if not words:
        return []
    locale = Locale.get_active()
    found: list[Found] = []
    for model in TYPES:
        pages = visible(model.objects.filter(locale=locale), request)
        for word in words:
            pages = pages.filter(words__icontains=word)
        found += [Found(page, str(model._meta.verbose_name), excerpt(page, words[0])) for page in pages.order_by("path")[:SHOWN]]
    # Stable: within the same rank the order of types and of the tree stays.
    return sorted(found, key=lambda each: not all(word.lower() in each.page.title.lower() for word in words))[:SHOWN]


def excerpt(page: Any, word: str) -> str:
    """Some words around the first place where ``word`` stands, without the title."""
    text = page.words.removeprefix(page.title).strip()
    match = re.search(re.escape(word), text, re.IGNORECASE)
    at = match.start() if match else 0
    start = max(0, at - AROUND)
    cut = text[start : at + len(word) + 2 * AROUND]
    return ("…" if start else "") + cut + ("…" if start + len(cut) < len(text) else "")
