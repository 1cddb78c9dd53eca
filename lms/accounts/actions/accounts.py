"""Accounts of members: made when they are needed, forgotten with the person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Lower
from wagtail.log_actions import log

from lms.people.models import Grant, Member

#: Attributes of an account that may name a person, where the user model has them.
PERSONAL = ("first_name", "last_name", "email")


def account_for(member: Member) -> Any | None:
    """The account of a member; one is made where there is none. None if the member's code is the name of another account."""
    if member.user is None:
        make_accounts([member])
    return member.user


def make_accounts(members: Sequence[Member]) -> list[Member]:
    """Give accounts to those of ``members`` without one; ``member.user`` is set. Returns those whose code is somebody's name.

    The account's name is the member's code; it has no password, no e-mail and no name of the person, which stands in the
    member's row alone. Five statements, however many members.
    """
    model: Any = get_user_model()
    field = model.USERNAME_FIELD
    with transaction.atomic():
        wanted = _still_without([member for member in members if member.user_id is None])
        codes = {member.code.lower() for member in wanted}
        named = model._default_manager.annotate(small=Lower(field)).filter(small__in=codes)
        taken = set(named.values_list("small", flat=True))
        free = _first_of_each_code([member for member in wanted if member.code.lower() not in taken])
        # One unusable password for all is fine: nothing fits it. Making each of them costs more than all else here.
        nobody = make_password(None)
        model._default_manager.bulk_create(
            [model(**{field: member.code, "password": nobody, "is_active": True}) for member in free], batch_size=500
        )
        made = model._default_manager.in_bulk([member.code for member in free], field_name=field) if free else {}
        for member in free:
            member.user = made[member.code]
        Member.objects.bulk_update(free, ["user"], batch_size=500)
    given = {member.pk for member in free}
    return [member for member in wanted if member.pk not in given]


def _still_without(members: list[Member]) -> list[Member]:
    """Those to whom nobody else has given an account meanwhile; their rows are locked."""
    rows = Member.objects.select_for_update().filter(pk__in=[member.pk for member in members])
    held = dict(rows.values_list("pk", "user_id")) if members else {}
    for member in members:
        member.user_id = held.get(member.pk)
    return [member for member in members if member.user_id is None]


def _first_of_each_code(members: list[Member]) -> list[Member]:
    """Codes that differ in capitals only would be one name to sign in with."""
    found: dict[str, Member] = {}
    for member in members:
        found.setdefault(member.code.lower(), member)
    return list(found.values())


def reset_second_factor(*, account: Any, by: Any = None, member: Member | None = None) -> bool:
    """Take the second factor and its recovery codes from an account. Returns whether there was one."""
    with transaction.atomic():
        deleted, _kinds = Authenticator.objects.filter(user=account).delete()
        if deleted:
            log(member or account, "lms_accounts.second_factor_reset", user=by)
    return bool(deleted)


def forget_accounts(account_ids: Collection[int]) -> None:
    """Accounts of erased members: nothing personal is left, nobody can enter. Those with a task of their own are left alone."""
    model: Any = get_user_model()
    busy = Grant.objects.filter(user__in=account_ids).values("user_id")
    accounts = model._default_manager.filter(pk__in=account_ids, is_superuser=False, groups__isnull=True).exclude(pk__in=busy)
    columns = {field.name for field in model._meta.concrete_fields}
    for account in accounts:
        setattr(account, model.USERNAME_FIELD, f"erased-account-{account.pk}")
        for name in columns.intersection(PERSONAL):
            setattr(account, name, "")
        account.is_active = False
        account.set_unusable_password()
        account.save()
        for session in UserSession.objects.filter(user=account):
            session.end()
        SocialAccount.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
