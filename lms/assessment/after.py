"""Where 「继续」 leads when an attempt is over.

Assessment knows neither lessons nor plans. Who starts attempts of a purpose says from ``ready()`` where they lead and, if that is
not always so, whether the member may answer once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch

if TYPE_CHECKING:
    from .models import Attempt

Where = Callable[["Attempt"], str]
Whether = Callable[["Attempt"], bool]


@dataclass(frozen=True)
class _Known:
    where: Where
    may_repeat: Whether | None


_known: dict[str, _Known] = {}


def register(purpose: str, where: Where, may_repeat: Whether | None = None) -> None:
    """``where(attempt)`` is an address of this site. ``may_repeat(attempt)``: whether the member may begin another attempt
    beyond what the paper allows anyway; asked for attempts that were handed in and not passed."""
    _known[purpose] = _Known(where, may_repeat)


def where(attempt: Attempt) -> str:
    """The address behind 「继续」; the member's own start page where nobody registered."""
    if found := _known.get(attempt.purpose):
        return found.where(attempt)
    try:
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    except NoReverseMatch:
        return "/"


def may_repeat(attempt: Attempt) -> bool:
    found = _known.get(attempt.purpose)
    return found is None or found.may_repeat is None or found.may_repeat(attempt)
