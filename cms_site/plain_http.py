"""The plain-HTTP mode of closed networks says what it is: to who starts the site, and calmly to who administers it."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from wagtail import hooks
from wagtail.admin.ui.components import Component

LINE = "QUEBU_PLAIN_HTTP=1: passwords and pages cross the network unencrypted. See docs/how-to/closed-network.md."


def is_on() -> bool:
    return bool(getattr(settings, "PLAIN_HTTP", False))


@register(Tags.security)
def check_plain_http(**kwargs: Any) -> list[CheckMessage]:
    """Never in silence: whoever set the variable years ago is not who starts the site today."""
    if not is_on():
        return []
    hint = "Take the variable QUEBU_PLAIN_HTTP away as soon as the network has certificates."
    return [Warning("The site runs without HTTPS: " + LINE, hint=hint, id="cms_site.W001")]


def say_so() -> None:
    """One line in the log of the web process, which runs no system checks."""
    if is_on():
        logging.getLogger("quebu").warning(LINE)


class PlainHttpPanel(Component):
    """A note on the admin's home, for those who can do something about it."""

    name = "plain_http"
    template_name = "cms_site/admin/plain_http.html"
    order = 10


@hooks.register("construct_homepage_panels")
def note(request: Any, panels: list[Any]) -> None:
    if is_on() and request.user.is_superuser:
        panels.append(PlainHttpPanel())
