"""Documents at their plain address: as readable as the pages that show them."""

from __future__ import annotations

from typing import Any

import swapper
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import ReferenceIndex

from . import access
from .sending import POLICY, by_server

#: Asked of so many pages at most: a form that every page shows is found on the first ones.
MOST_PAGES = 40


def serve(document: Any, request: HttpRequest) -> HttpResponse | None:
    """What ``/documents/…`` answers instead of the file: a stranger is led to the sign-in, others get a 404.

    None: Wagtail sends it in its way, or the web server does, where it is said to (``LMS["ACCEL_PREFIX"]``).
    """
    if not may_have(request, document):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    sent = by_server(document.file)
    if sent is not None:
        sent["Content-Type"] = document.content_type
        sent["Content-Disposition"] = document.content_disposition
        sent["Content-Security-Policy"] = POLICY
    return sent


def may_have(request: HttpRequest, document: Any) -> bool:
    """Whether the reader administers the document, or may read a published page that shows it."""
    if access.may_manage(request.user, document):
        return True
    return any(access.may_read(request, page) for page in pages_showing(document))


def pages_showing(document: Any) -> Any:
    """Published pages that name the document, in their specific form."""
    model = swapper.load_model("wagtailcore", "Page")
    rows = ReferenceIndex.get_references_to(document).filter(base_content_type=ContentType.objects.get_for_model(model))
    numbers = list(rows.values_list("object_id", flat=True).distinct())
    return model._default_manager.filter(pk__in=numbers).live().specific()[:MOST_PAGES]
