"""What the Wagtail admin and its views are told by ``courses``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import starting
from .files import documents


@hooks.register("before_serve_document", order=100)
def guard_document(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    """After Wagtail's own privacy of collections."""
    return documents.serve(document, request)


hooks.register("before_create_page", starting.remember)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("lms/courses/", include("courses.admin_urls"))]


@hooks.register("insert_editor_js")
def levels_beside_competencies() -> SafeString:
    """The four sentences beside the level chosen in the editor of a lesson."""
    return format_html(
        '<link rel="stylesheet" href="{}"><script src="{}" data-levels="{}" defer></script>',
        static("courses/admin/teaches.css"), static("courses/admin/teaches.js"), reverse("lms_courses_admin:levels"),
    )  # fmt: skip
