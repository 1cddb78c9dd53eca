"""The Wagtail admin: what the site looks like, and the first run: addresses, the panel on the home, an entry in the settings."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.models import register_setting

from . import branding, opening
from .first_run.panel import OpeningPanel
from .models import Appearance, Opening
from .uploads.views.base import exportable, uploadable

register_setting(Appearance, icon="desktop", order=20)
hooks.register("construct_help_menu", branding.help_of_the_site)


@hooks.register("insert_global_admin_css")
def lists_on_phones() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("lms_core/admin_lists.css"))


class OpeningMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return opening.may_prepare(request.user)


@hooks.register("register_admin_urls")
def opening_urls() -> list[Any]:
    return [
        path("lms/opening/", include("lms.core.first_run.urls", namespace="lms_opening")),
        path("lms/sheets/", include("lms.core.uploads.urls", namespace="lms_sheets")),
    ]


class SheetsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(uploadable(request.user) or exportable(request.user))


@hooks.register("register_admin_menu_item")
def sheets_menu_item() -> MenuItem:
    return SheetsMenuItem(_("表格"), reverse_lazy("lms_sheets:index"), name="lms-sheets", icon_name="table", order=290)


@hooks.register("construct_homepage_panels")
def opening_panel(request: Any, panels: list[Any]) -> None:
    """Until the site is open. Afterwards the list stands under the settings."""
    if opening.may_prepare(request.user) and not Opening.objects.exists():
        panels.append(OpeningPanel())


@hooks.register("register_settings_menu_item")
def opening_menu_item() -> MenuItem:
    return OpeningMenuItem(_("开通清单"), reverse_lazy("lms_opening:index"), name="lms-opening", icon_name="list-ol", order=10)
