"""The Wagtail admin under the site's own name: its help leads nowhere that a closed network cannot reach."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from . import conf, places


def help_of_the_site(request: Any, menu_items: list[Any]) -> None:
    """The site's own help first; what lies on another host is taken out."""
    if not conf.get("ADMIN_BRANDING"):
        return
    menu_items[:] = [item for item in menu_items if not str(item.url).startswith(("http:", "https:"))]
    if url := places.link("help", request):
        menu_items.insert(0, MenuItem(_("使用帮助"), url, name="lms-help", icon_name="help", order=10))
