"""What the demonstration adds to the front page of visitors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch


def demo_front() -> dict[str, Any]:
    """The ten seconds and the four persons; nothing where this is no demonstration."""
    if not getattr(settings, "QUEBU_DEMO", False):
        return {}
    from .personas import PERSONAS
    from .ten_seconds import ten_seconds

    try:
        personas = [(persona, persona.url) for persona in PERSONAS]
    except NoReverseMatch:
        return {}
    return {"personas": personas, "ten_seconds": ten_seconds()}
