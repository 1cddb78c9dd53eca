"""The way down to a page: the catalogue, then the pages of the catalogue above it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page


def trail_of(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """Titles and addresses above ``page``, from the catalogue of the desk down to its parent. No query."""
    return [(_("课程"), catalogue_url(request))]


def catalogue_url(request: Any = None) -> str:
    """Where one looks for lessons: the desk's catalogue, or the front page of a site that leaves the desk out."""
    try:
        return reverse("lms_desk:lessons")
    except NoReverseMatch:
        return "/"
