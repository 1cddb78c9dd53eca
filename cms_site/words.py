"""The plain words of a page's fields, for searching and for short descriptions."""

from __future__ import annotations

import re
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

SPACES = re.compile(r"\s+")


def plain_words(page: Any, name: str) -> str:
    """The text of one field without markup, on one line."""
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        text = " ".join(str(part) for part in field.get_searchable_content(value))
    elif isinstance(field, RichTextField):
        text = get_text_for_indexing(value)
    else:
        text = str(value or "")
    return SPACES.sub(" ", text).strip()
