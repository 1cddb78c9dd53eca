"""Documents at their plain address: as readable as the pages that show them."""

from __future__ import annotations

from typing import Any

import swapper
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import ReferenceIndex

from . import access
from .sending import send

#: Asked of so many pages at most: a form that every page shows is found on the first ones.
MOST_PAGES = 40


def serve(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    """What ``/documents/…`` answers, in place of Wagtail's own answer: strangers are led to the sign-in, others get a 404.

    A site that lets its storage give out files (``WAGTAILDOCS_SERVE_METHOD``) keeps its way, after the same question.
    """
    if not may_have(request, document):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) in ("direct", "redirect"):
        return None
    return send(request, document.file, filename=document.filename, content_type=document.content_type)


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
