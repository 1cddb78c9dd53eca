"""What the site adds to the Wagtail admin."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_help_menu_item")
def help_menu_item() -> MenuItem:
    """The site's own help stands first in the menu of help."""
    return MenuItem(_("使用帮助"), reverse("site_help"), icon_name="help", name="site-help", order=10)
