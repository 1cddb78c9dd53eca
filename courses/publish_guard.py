"""Publishing from a list looks at no form: what still lacks something is named and stays a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from .missing import missing
from .mixins import DescribedPage


def not_ready(pages: Iterable[Page]) -> list[tuple[str, list[str]]]:
    """(title, what is missing) of the pages whose newest version cannot be published."""
    found = []
    for page in pages:
        specific = page.specific
        if isinstance(specific, DescribedPage):
            newest = specific.get_latest_revision_as_object()
            if lacks := missing(newest):
                found.append((newest.title, lacks))
    return found


def before_bulk_publish(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    if action_type != "publish" or getattr(action, "models", None) != [Page]:
        return None
    pages = list(objects)
    if request.POST.get("include_descendants"):
        pages += [below for page in objects for below in page.get_descendants().not_live()]
    found = not_ready(pages)
    for title, lacks in found:
        messages.error(request, _("《%(title)s》还不能发布，缺：%(lacks)s。") % {"title": title, "lacks": "、".join(lacks)})
    return redirect(action.next_url) if found else None

