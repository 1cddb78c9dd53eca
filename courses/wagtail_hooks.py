"""What the Wagtail admin and its views are told by ``courses``."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.people.roles import TEACHING_ROLES
from lms.people.scopes import has_role
from lms.reporting.wagtail_hooks import ReportMenuItem

from . import log_actions
from .files import documents
from .publish_guard import before_bulk_publish
from .track_cost import note_reason


@hooks.register("before_serve_document", order=100)
def guard_document(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    """After Wagtail's own privacy of collections."""
    return documents.serve(document, request)


hooks.register("before_bulk_action", before_bulk_publish)
hooks.register("after_create_page", note_reason)
hooks.register("after_edit_page", note_reason)
hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("lms/courses/", include("courses.admin_urls")), path("reports/courses/", include("courses.figures.urls"))]


@hooks.register("insert_editor_js")
def levels_beside_competencies() -> SafeString:
    """The four sentences beside the level chosen in the editor of a lesson."""
    return format_html(
        '<link rel="stylesheet" href="{}"><script src="{}" data-levels="{}" defer></script>',
        static("courses/admin/teaches.css"), static("courses/admin/teaches.js"), reverse("lms_courses_admin:levels"),
    )  # fmt: skip


@hooks.register("insert_editor_js")
def size_of_uploads() -> SafeString:
    """In the chooser of media of the page editor."""
    return format_html('<script src="{}" defer></script>', static("courses/admin/upload_size.js"))


class WriteMenuItem(MenuItem):
    """The way to a new lesson that nobody has to look for in the tree of pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, TEACHING_ROLES)


@hooks.register("register_admin_menu_item")
def write_entry() -> MenuItem:
    return WriteMenuItem(_("写微课"), reverse("lms_courses_admin:write"), name="lms-write", icon_name="edit", order=72)


def _report_entry(at: int) -> ReportMenuItem:
    from .figures.urls import REPORTS

    return ReportMenuItem(REPORTS[at], 120 + at)


for _at in range(3):
    hooks.register("register_reports_menu_item", partial(_report_entry, _at))
