"""Reports in the Wagtail admin: addresses, and entries of the reports menu for those who may see them."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.core import todo
from lms.people.permissions import read_only, register
from lms.people.scopes import has_role

from . import home, menu, missing
from .models import HoursSummary, MemberSummary
from .urls import REPORTS
from .views.base import ScopedReport

for model in (MemberSummary, HoursSummary):
    register(model, read_only())


class ReportMenuItem(MenuItem):
    """An entry for those who hold one of the report's roles."""

    def __init__(self, view: type[ScopedReport], order: int) -> None:
        super().__init__(
            view.page_title,
            reverse(f"{view.namespace}:{view.name}"),
            name=f"lms-{view.name}",
            icon_name=view.header_icon,
            order=order,
        )
        self.roles = view.roles

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, self.roles)


def _register_menu_item(view: type[ScopedReport], order: int) -> None:
    hooks.register("register_reports_menu_item", lambda: ReportMenuItem(view, order))


for position, report in enumerate(REPORTS):
    _register_menu_item(report, 100 + position)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("reports/lms/", include("lms.reporting.urls", namespace="lms_reporting"))]


@hooks.register("construct_homepage_panels")
def start_here(request: Any, panels: list[Any]) -> None:
    if has_role(request.user):
        panels.append(home.StartHere())


hooks.register("construct_main_menu", menu.arrange, order=1000)
hooks.register(todo.HOOK, home.todos)
hooks.register(todo.HOOK, missing.todos)
