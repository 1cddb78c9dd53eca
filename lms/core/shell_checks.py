"""System checks of the shell: what a site has to name in its settings. Ids are listed in docs/reference/checks.md."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.urls import NoReverseMatch, reverse

PROCESSOR = "lms.core.context_processors.shell"
LANGUAGE = "lms.core.middleware.LanguageMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
DJANGOS = "django.middleware.locale.LocaleMiddleware"


@register(Tags.templates)
def check_context_processor(**kwargs: Any) -> list[CheckMessage]:
    """Without it pages have neither name nor navigation."""
    templates: list[dict[str, Any]] = list(settings.TEMPLATES)
    engines = [engine for engine in templates if engine.get("BACKEND", "").endswith("DjangoTemplates")]
    if not engines or any(PROCESSOR in engine.get("OPTIONS", {}).get("context_processors", []) for engine in engines):
        return []
    hint = f'Add "{PROCESSOR}" to the context_processors in TEMPLATES.'
    return [Warning("Pages lack the site's name, navigation and display settings.", hint=hint, id="lms_core.W003")]


@register(Tags.translation)
def check_language(**kwargs: Any) -> list[CheckMessage]:
    """The language of a page is the person's or the site's. Nothing else may decide it."""
    found: list[CheckMessage] = []
    middleware = list(settings.MIDDLEWARE)
    if LANGUAGE not in middleware:
        hint = f'Add "{LANGUAGE}" to MIDDLEWARE, below "{AUTHENTICATION}".'
        found.append(Warning("A person's choice of language is not looked at.", hint=hint, id="lms_core.W004"))
    elif AUTHENTICATION in middleware and middleware.index(LANGUAGE) < middleware.index(AUTHENTICATION):
        hint = f'Move "{LANGUAGE}" below "{AUTHENTICATION}": above it nobody is signed in yet.'
        found.append(Warning("The language of the person signed in is not looked at.", hint=hint, id="lms_core.W004"))
    if DJANGOS in middleware:
        hint = f'Take "{DJANGOS}" out of MIDDLEWARE; "{LANGUAGE}" stands in its place.'
        found.append(Warning("The language follows a header that the browser sends.", hint=hint, id="lms_core.W005"))
    return found


@register(Tags.urls)
def check_urls(**kwargs: Any) -> list[CheckMessage]:
    """Display settings, colours and the offline page have addresses."""
    try:
        reverse("lms_core:display")
    except NoReverseMatch:
        hint = 'Add path("", include("lms.core.urls")) to urlpatterns, before Wagtail\'s own.'
        return [Warning("The display settings have no address.", hint=hint, id="lms_core.W006")]
    return []
