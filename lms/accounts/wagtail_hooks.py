"""登录单 in the Wagtail admin: addresses, an entry of the menu, buttons on a member's page."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.core.todo import HOOK, Todo
from lms.people.models import Member
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets.role_view import ManagersMenuItem

from .queries import members_to_give
from .views.member_deeds import ResetSecondFactorView, UnlockView, deeds
from .views.slips import SlipsView

hooks.register("register_lms_deeds", deeds)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    patterns = [
        path("", SlipsView.as_view(), name="index"),
        *[path(f"{view.name}/<int:pk>/", view.as_view(), name=view.name) for view in (UnlockView, ResetSecondFactorView)],
    ]
    return [path("lms/slips/", include((patterns, "lms_slips")))]


@hooks.register(HOOK)
def todos(user: Any) -> list[Todo]:
    """One query."""
    if not has_role(user, ADMIN_ROLES):
        return []
    count = members_to_give(Member.objects.for_user(user, ADMIN_ROLES), "unset").count()
    number = _t("%(number)s 人") % {"number": count}
    return [Todo(_("未开通登录"), count, number, _("还没有自己的密码，可发登录单"), reverse("lms_slips:index"), 60)]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ManagersMenuItem(_("登录单"), reverse("lms_slips:index"), name="lms-slips", icon_name="password", order=215)
