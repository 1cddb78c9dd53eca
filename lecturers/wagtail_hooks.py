"""The directory in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from lms.people.permissions import read_only, register
from lms.people.roles import ADMIN_ROLES, ALL_ROLES
from lms.reporting.wagtail_hooks import ReportMenuItem

from . import log_actions
from .models import Lecturer, LecturerStep
from .scopes import MANAGING_ROLES


def own_lecturers(rows: Any, user: Any) -> Any:
    """Lecturers are changed by those who look after their unit; those without a unit by the committee."""
    return Lecturer.objects.editable_by(user)


register(
    Lecturer,
    {"view": ALL_ROLES, "add": MANAGING_ROLES, "change": MANAGING_ROLES, "erase": MANAGING_ROLES},
    {"change": own_lecturers, "erase": own_lecturers},
)
register(LecturerStep, read_only(ADMIN_ROLES))

hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets.lecturers import LecturerChooserViewSet, LecturerViewSet

    class InMenu(LecturerViewSet):
        add_to_admin_menu = True

    return [LecturerChooserViewSet(), InMenu()]


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("reports/lecturers/", include("lecturers.admin_urls", namespace="lms_lecturer_capacity"))]


@hooks.register("register_reports_menu_item")
def capacity_entry() -> ReportMenuItem:
    from .views.capacity import CapacityReport

    return ReportMenuItem(CapacityReport, 150)
