"""Competencies and requirements in the Wagtail admin: one menu."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from lms.people.permissions import read_only, register
from lms.people.roles import ALL_ROLES, Role
from lms.people.scopes import has_role, scope_q

from .models import Assignment, Line, RequirementSet, SetVersion

MANAGERS = (Role.COMMITTEE, Role.UNIT)


def own_sets(rows: Any, user: Any) -> Any:
    """The committee changes all sets it sees; a unit administrator those that units in the scope own."""
    return rows if has_role(user, (Role.COMMITTEE,)) else rows.filter(scope_q(user, "owner_unit__path", (Role.UNIT,)))


register(RequirementSet, {"view": ALL_ROLES, "add": MANAGERS, "change": MANAGERS}, {"change": own_sets})
for model in (SetVersion, Line):
    register(model, {"view": ALL_ROLES})
register(Assignment, read_only())


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from lms.competencies.viewsets import CompetencyViewSet, DomainViewSet, FrameworkViewSet

    from .viewsets import LineViewSet, MatrixViewSet, SetViewSet

    class RequirementsGroup(ViewSetGroup):
        menu_label = _("能力与要求")
        menu_name = "lms-requirements"
        menu_icon = "tasks"
        menu_order = 220
        items = (MatrixViewSet, SetViewSet, LineViewSet, CompetencyViewSet, DomainViewSet, FrameworkViewSet)

    return [RequirementsGroup()]


@hooks.register("register_admin_urls")
def starter_urls() -> list[Any]:
    from .views.starter import StarterView

    return [path("lms/starter/", include(([path("", StarterView.as_view(), name="index")], "lms_starter")))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    from .views.lines import OVER_CAP

    actions.register_action(OVER_CAP, _("超出必学上限"), _("说明了超出必学上限的理由"))
