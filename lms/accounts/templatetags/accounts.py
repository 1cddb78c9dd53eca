"""``{% load accounts %}``: what the sign-in page and the password pages ask for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from django import template

from .. import one_time
from ..passwords import RULES

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_on_providers(context: Any) -> list[Any]:
    """The other systems through which one may sign in; each has a ``name``."""
    return [one for one in get_adapter().list_providers(context["request"]) if one.app is not None]


@register.simple_tag(takes_context=True)
def provider_url(context: Any, provider: Any, next_url: str = "") -> str:
    """Where signing in through ``provider`` begins; afterwards it goes on at ``next_url``."""
    url = str(provider.get_login_url(context["request"]))
    return f"{url}?{urlencode({'next': next_url})}" if next_url else url


@register.simple_tag
def password_rules() -> tuple[Any, ...]:
    return RULES


@register.filter
def in_groups(digits: str) -> list[str]:
    """A one-time password in the groups in which it stands on paper."""
    return one_time.shown(digits).split()
