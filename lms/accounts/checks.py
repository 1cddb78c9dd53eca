"""System checks: what would leave a door open in silence. Ids are listed in docs/reference/checks.md."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from . import settings as ours

NEEDED = ("ACCOUNT_ADAPTER", "MFA_ADAPTER", "SOCIALACCOUNT_ADAPTER")
PER_PROCESS = ("LocMemCache", "DummyCache")


@register(Tags.security)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """With allauth's own adapters anybody could sign up and slips would open nothing."""
    missing = [name for name in NEEDED if getattr(settings, name, None) != getattr(ours, name)]
    if ours.AUTHENTICATION_BACKENDS[0] not in settings.AUTHENTICATION_BACKENDS:
        missing.append("AUTHENTICATION_BACKENDS")
    if not missing:
        return []
    hint = "Put `from lms.accounts.settings import *` into your settings, or set your own subclasses and silence this."
    return [Error(f"Signing in is not set up: {', '.join(missing)}.", hint=hint, id="lms_accounts.E001")]


@register(Tags.security)
def check_admin_login(**kwargs: Any) -> list[CheckMessage]:
    """Wagtail's own sign-in would go round lock-out and second factor."""
    try:
        found = resolve(reverse("wagtailadmin_login"))
    except (NoReverseMatch, Resolver404):
        return []
    if found.url_name == "lms_admin_login":
        return []
    hint = 'Put path("admin/", include("lms.accounts.admin_urls")) above the line of Wagtail\'s admin.'
    said = "The sign-in page of the Wagtail admin knows neither lock-out nor second factor."
    return [Warning(said, hint=hint, id="lms_accounts.W001")]


@register(Tags.security, deploy=True)
def check_cache(**kwargs: Any) -> list[CheckMessage]:
    """In a cache of its own each process counts wrong passwords for itself, and forgets them when it ends."""
    if not settings.CACHES["default"]["BACKEND"].endswith(PER_PROCESS):
        return []
    hint = 'Use "lms.accounts.cache.SharedFileCache" or any cache that all web processes share.'
    return [Warning("Wrong passwords are counted in a cache that processes do not share.", hint=hint, id="lms_accounts.W002")]
