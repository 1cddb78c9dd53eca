"""What is asked about accounts and slips."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import F, Q

from lms.people.models import Member
from lms.people.scopes import MemberQuerySet

from . import one_time
from .models import SignInSlip

#: Members whose account nobody can enter by a password of one's own.
WITHOUT_PASSWORD = Q(user__isnull=True) | Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(user__password="")


def open_slip(account: Any, typed: str) -> SignInSlip | None:
    """The slip of ``account`` whose one-time password was typed, expired ones too. None if there is none. One query.

    A slip holds only while its member still has this account.
    """
    digits = one_time.read(typed)
    if not digits:
        return None
    slip = SignInSlip.objects.filter(account=account, member__user=F("account"), member__erased_at__isnull=True).first()
    return slip if slip is not None and one_time.fits(slip.hash, account.pk, digits) else None


def members_to_give(members: MemberQuerySet, who: str) -> MemberQuerySet:
    """Those of ``members`` who may need a slip: ``new`` without account, ``unset`` without a password of their own, ``all``."""
    members = members.present()
    if who == "new":
        return members.filter(user__isnull=True)
    if who == "unset":
        return members.filter(WITHOUT_PASSWORD)
    return members


def has_password(member: Member) -> bool:
    """Whether the member has set a password. ``user`` should be selected with the member."""
    return member.user is not None and member.user.has_usable_password()
