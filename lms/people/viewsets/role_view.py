"""Screens of the admin that are no lists: who may enter, and the way back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..roles import ADMIN_ROLES
from ..scopes import has_role


class RoleView(WagtailAdminTemplateMixin):
    """Put it before one of Django's views. Those who hold none of ``roles`` are refused before anything is read.

    ``trail``: what stands between the start and this screen, each ``{"url", "label"}``.
    """

    roles: Collection[str] = ADMIN_ROLES

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, self.roles):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_trail(self) -> list[dict[str, Any]]:
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.get_trail(), {"url": "", "label": self.page_title}]


class ManagersMenuItem(MenuItem):
    """An entry of the menu for those who see persons."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, ADMIN_ROLES)
