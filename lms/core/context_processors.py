"""``lms.core.context_processors.shell`` in the settings of a site gives every template ``quebu``."""

from __future__ import annotations

from django.http import HttpRequest

from .shell import Shell


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Name, logo, navigation and choices for the page being drawn. Asks nothing until it is used."""
    return {"quebu": Shell(request)}
