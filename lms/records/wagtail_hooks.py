"""The learning record in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from lms.core.todo import HOOK, Todo
from lms.people.permissions import read_only, register
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets.role_view import ManagersMenuItem

from .models import CorrectionRequest, CreditEntry, LevelStep, Progress, Record

register(Record, read_only(correct=ADMIN_ROLES))
for model in (Progress, CreditEntry, LevelStep):
    register(model, read_only())
register(CorrectionRequest, read_only())


@hooks.register("register_lms_deeds")
def deeds(row: Any, user: Any) -> list[dict[str, Any]]:
    from .views.attendance import deeds as found

    return found(row, user)


@hooks.register("register_admin_menu_item")
def requests_menu_item() -> MenuItem:
    return ManagersMenuItem(_("更正申请"), reverse("lms_requests:index"), name="lms-requests", icon_name="edit", order=243)


@hooks.register(HOOK)
def todos(user: Any) -> list[Todo]:
    """One query."""
    from .corrections import open_requests_for

    if not has_role(user, ADMIN_ROLES):
        return []
    count, text = open_requests_for(user).count(), _("学员说信息或记录不对，等您答复")
    number = _t("%(number)s 件") % {"number": count}
    return [Todo(_("更正申请"), count, number, text, reverse("lms_requests:index"), 20)]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets import CompletionViewSet, CreditViewSet, LevelViewSet, ProgressViewSet, RecordViewSet

    class RecordsGroup(ViewSetGroup):
        menu_label = _("学习记录")
        menu_name = "lms-records"
        menu_icon = "doc-empty-inverse"
        menu_order = 240
        items = (CompletionViewSet, RecordViewSet, ProgressViewSet, CreditViewSet, LevelViewSet)

    return [RecordsGroup()]


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    from .views.requests import RequestsView

    return [path("lms/requests/", include(([path("", RequestsView.as_view(), name="index")], "lms_requests")))]
