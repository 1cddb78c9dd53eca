"""What the site is called and where it is, as it stands on slips and in authenticator apps."""

from __future__ import annotations

from typing import Any

from allauth.core import context

from lms.core.shell import Shell


def site_name(request: Any = None) -> str:
    """The name that the site's appearance gives it."""
    return str(Shell(request or context.request).name)


def address(request: Any) -> str:
    """The site's address as the request reached it, without a slash at the end."""
    return f"{request.scheme}://{request.get_host()}"
