"""``{% load courses_files %}``: what blocks with links and files need."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def reading_url(context: dict[str, Any], item: Any) -> str:
    """Where an item of a reading list leads; empty for a book, and for a page that is not published."""
    if item.get("url"):
        return str(item["url"])
    if item.get("document"):
        return str(item["document"].url)
    page = item.get("page")
    return str(page.get_url(context.get("request")) or "") if page and page.live else ""
