"""The way down from the front page to a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from .visibility import can_see


def trail_of(page: Any, request: HttpRequest) -> list[tuple[str, str]]:
    """Titles and addresses of the pages above, the front page first; those that the reader may see. One or two queries."""
    if page.depth is None or page.depth <= 2:
        return []
    above = page.get_ancestors().filter(depth__gte=2).specific()
    found = [(_("首页") if each.depth == 2 else each.title, each.get_url(request)) for each in above if can_see(each, request)]
    return [(title, url) for title, url in found if url]
