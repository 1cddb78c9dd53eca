"""Which pages a reader may see. Every list of the site starts here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction


def closed_to(request: HttpRequest) -> list[Page]:
    """Pages that Wagtail's own privacy settings close to this reader, with all below them. Kept on the request."""
    found = getattr(request, "_cms_site_closed", None)
    if found is None:
        restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        found = [each.page for each in restrictions if not each.accept_request(request)]
        request._cms_site_closed = found  # type: ignore[attr-defined]
    return found


def visible(pages: Any, request: HttpRequest) -> Any:
    """Published pages of a type with ``is_public``, as far as the reader may see them."""
    pages = pages.live()
    if not request.user.is_authenticated:
        pages = pages.filter(is_public=True)
    for page in closed_to(request):
        pages = pages.not_descendant_of(page, inclusive=True)
    return pages


def can_see(page: Any, request: HttpRequest) -> bool:
    """The same question for one page of any type, in its specific form."""
    if page is None or not page.live:
        return False
    if any(page.path.startswith(closed.path) for closed in closed_to(request)):
        return False
    is_open = getattr(page, "is_open", None)
    return bool(is_open(request)) if is_open else True
