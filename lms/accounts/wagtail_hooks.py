"""登录单 in the Wagtail admin: addresses, an entry of the menu, buttons on a member's page."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

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


class SlipsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, ADMIN_ROLES)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return SlipsMenuItem(_("登录单"), reverse("lms_slips:index"), name="lms-slips", icon_name="password", order=215)
