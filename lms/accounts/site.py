"""What the site is called and where it is, as it stands on slips and in authenticator apps."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from django.conf import settings


def site_name(request: Any = None) -> str:
    """The name from the site's appearance, else ``WAGTAIL_SITE_NAME``."""
    request = request or context.request
    shell = getattr(request, "quebu", None)
    return str(getattr(shell, "name", "") or getattr(settings, "WAGTAIL_SITE_NAME", ""))


def address(request: Any) -> str:
    """The site's address as the request reached it, without a slash at the end."""
    return f"{request.scheme}://{request.get_host()}"
