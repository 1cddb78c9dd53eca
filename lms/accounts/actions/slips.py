"""登录单: made for many members at once, used once, void when the person is merged or erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from lms.core import conf
from lms.people.models import Member

from .. import one_time
from ..lockout import forget_failures
from ..models import SignInSlip
from ..permissions import stronger_accounts
from .accounts import make_accounts


@dataclass(frozen=True)
class Slip:
    """What stands on paper. The only place where a one-time password is kept in plain text, for as long as the answer takes."""

    member: Member
    password: str
    expires_at: dt.datetime


@dataclass(frozen=True)
class Refused:
    member: Member
    reason: str


@dataclass(frozen=True)
class Batch:
    slips: list[Slip]
    refused: list[Refused]


def make_slips(*, members: Iterable[Member], by: Any = None) -> Batch:
    """A new slip for each of ``members``; it voids an older one. Accounts that are missing are made.

    Whether ``members`` lie in the scope of ``by`` is for the caller to ask (``Member.objects.for_user``). Refused, with the
    reason: rows that were merged or erased, codes that are the name of somebody else's account, accounts that are stopped or can
    do more than ``by``. A fixed number of statements; the log says for whom a slip was made, never the password.
    """
    rows = sorted({member.pk: member for member in members}.values(), key=lambda member: member.code)
    with transaction.atomic():
        reasons = _reasons(rows, by)
        fit = [member for member in rows if member.pk not in reasons]
        for member in make_accounts(fit):
            reasons[member.pk] = _("这个编号已是另一个账号的登录名，请先在“用户”中核对")
        fit = [member for member in fit if member.pk not in reasons]
        now = timezone.now()
        expires = now + dt.timedelta(days=conf.get("SLIP_DAYS"))
        slips = [Slip(member, one_time.make(), expires) for member in fit]
        _store(slips, now, by)
        _log(fit, by, now)
    for member in fit:
        forget_failures(member.user)
    return Batch(slips, [Refused(member, reasons[member.pk]) for member in rows if member.pk in reasons])


def _reasons(members: list[Member], by: Any) -> dict[int, str]:
    stronger = stronger_accounts([member.user_id for member in members if member.user_id], by)
    found: dict[int, str] = {}
    for member in members:
        if member.merged_into_id or member.erased_at:
            found[member.pk] = _("档案已并入另一份或已清除")
        elif member.user_id in stronger:
            found[member.pk] = _("此账号有管理权限，请由上级管理员办理")
        elif member.user is not None and not member.user.is_active:
            found[member.pk] = _("此账号已停用")
    return found


def _store(slips: list[Slip], now: dt.datetime, by: Any) -> None:
    SignInSlip.objects.bulk_create(
        [
            SignInSlip(
                member=slip.member, account=slip.member.user, hash=one_time.keyed_hash(slip.member.user_id, slip.password),
                made_at=now, made_by=by, expires_at=slip.expires_at,
            )
            for slip in slips
        ],
        batch_size=500, update_conflicts=True, unique_fields=["member"],
        update_fields=["account", "hash", "made_at", "made_by", "expires_at"],
    )  # fmt: skip


def _log(members: list[Member], by: Any, now: dt.datetime) -> None:
    """One entry a member in Wagtail's log, all in one statement."""
    kind = ContentType.objects.get_for_model(Member)
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=kind, object_id=str(member.pk), label=str(member)[:255], action="lms_accounts.slips_made",
                timestamp=now, user=by, data={}, content_changed=False,
            )
            for member in members
        ],
        batch_size=500,
    )  # fmt: skip


def use_slip(*, account: Any, hashed: str) -> bool:
    """The slip with this hash has done its work. False if it was used, replaced or has expired; then it opens nothing."""
    alive = SignInSlip.objects.filter(account=account, hash=hashed, expires_at__gt=timezone.now())
    deleted, _kinds = alive.delete()
    return bool(deleted)


def void_slips(member_ids: Collection[int]) -> None:
    """Slips of these members open nothing any more."""
    SignInSlip.objects.filter(member__in=member_ids).delete()
