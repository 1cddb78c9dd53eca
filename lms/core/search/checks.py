"""Says so where a Chinese site would search with a backend that finds no Chinese."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

#: Backends that make one word of a run of Chinese: Wagtail's own, under their several names.
STOCK = ("modelsearch.backends.database", "wagtail.search.backends.database")


@register(Tags.compatibility)
def check_backend(**kwargs: Any) -> list[CheckMessage]:
    """Nothing fails with the stock backend; people just find nothing."""
    languages = [settings.LANGUAGE_CODE, *(code for code, _ in getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", ()))]
    if not any(code.lower().startswith("zh") for code in languages):
        return []
    chosen = getattr(settings, "WAGTAILSEARCH_BACKENDS", {}).get("default", {}).get("BACKEND", STOCK[0])
    if not chosen.startswith(STOCK):
        return []
    return [
        Warning(
            "This site is in Chinese, and its search backend finds no Chinese words.",
            hint='Set WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "lms.core.search"}} and run "manage.py update_index".',
            id="lms_core.W007",
        )
    ]
