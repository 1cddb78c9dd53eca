"""What the Wagtail admin and its views are told by ``courses``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks

from .files import documents


@hooks.register("before_serve_document", order=100)
def guard_document(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    """After Wagtail's own privacy of collections."""
    return documents.serve(document, request)
