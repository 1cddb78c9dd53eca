"""Whom somebody means who types a member code or an account name."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from lms.core.sheets.normal import plain
from lms.people.models import Member


def sign_in_name(text: str) -> str:
    """``text`` without blanks, in half-width signs and small letters: what is the same for signing in."""
    return plain(text).lower()


def find_account(text: str) -> Any | None:
    """The account with this name, or else of the member with this code; case, blanks and full-width signs do not count.

    Where several answer, the one that is spelt exactly so, and nobody if there is none. At most two queries.
    """
    wanted = plain(text)
    if not wanted:
        return None
    model = get_user_model()
    accounts = list(model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": wanted})[:5])
    if accounts:
        return _the_one(accounts, model.USERNAME_FIELD, wanted)
    members = list(Member.objects.present().filter(code__iexact=wanted, user__isnull=False).select_related("user")[:5])
    member = _the_one(members, "code", wanted)
    return member.user if member else None


def find_member(text: str) -> Member | None:
    """The member with this code, read as by ``find_account``. One query."""
    wanted = plain(text)
    found = list(Member.objects.present().filter(code__iexact=wanted)[:5]) if wanted else []
    return _the_one(found, "code", wanted)


def _the_one(found: list[Any], field: str, wanted: str) -> Any | None:
    if len(found) == 1:
        return found[0]
    return next((each for each in found if getattr(each, field) == wanted), None)
