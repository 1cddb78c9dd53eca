"""Create and change members. What has a day is kept: see ``past``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from .. import signals
from ..models import Member, MemberEvent, OrgUnit, Post
from .checks import check_not_before_last_change, check_present, day_of_change
from .leave import end_leave, start_leave
from .past import keeping_past
from .posts import change_posts, change_posts_of_many
from .tiers import recalculate_tiers

__all__ = ["change_posts", "create_member", "end_leave", "start_leave", "transfer", "update_member"]

#: Fields that only their own actions write.
CLOSED = frozenset({"pk", "id", "code", "branch", "branch_id", "tier", "tier_id", "merged_into", "merged_into_id", "erased_at"})
DATED = frozenset({"category", "category_id", "rank", "tier_override", "tier_override_id"})


def create_member(
    *, code: str, name: str, branch: OrgUnit, posts: Sequence[tuple[Post, bool]] = (), by: Any = None, **fields: Any
) -> Member:
    """Create a member; what is given holds since always, posts too. ValidationError for a code taken or a bad value."""
    _refuse_closed(fields)
    member = Member(code=code, name=name, branch=branch, **_first_of_month(fields))
    member.full_clean()
    with transaction.atomic():
        member.save(force_insert=True)
        log(member, "lms_people.member_create", user=by)
        signals.members_changed.send(sender=Member, member_ids=[member.pk])
        if posts:
            wanted = {member.pk: [(post.pk, main) for post, main in posts]}
            change_posts_of_many(wanted=wanted, on=clock.today(), by=by)
        recalculate_tiers([member.pk], by=by, tell=False)
        member.refresh_from_db(fields=["tier"])
    return member


def update_member(*, member: Member, on: dt.date | None = None, by: Any = None, **fields: Any) -> Member:
    """Set ``fields`` of a member. Category, rank and tier override change from ``on`` (today); all else has no day.

    A branch changes by ``transfer``, posts by ``change_posts``. ValidationError for a bad value, for a day in the future or
    before a change that is already written down.
    """
    _refuse_closed(fields)
    check_present(member)
    on = day_of_change(on)
    changed = sorted(name for name, value in _first_of_month(fields).items() if getattr(member, name) != value)
    if not changed:
        return member
    if DATED.intersection(changed):
        check_not_before_last_change(member, on)
    for name in changed:
        setattr(member, name, _first_of_month(fields)[name])
    member.full_clean()
    with keeping_past([member.pk], on):
        member.save(update_fields=changed)
        log(member, "lms_people.member_update", user=by, data={"fields": changed, "on": on.isoformat()})
        recalculate_tiers([member.pk], by=by, tell=False)
    member.refresh_from_db(fields=["tier"])
    return member


def transfer(*, member: Member, branch: OrgUnit, on: dt.date | None = None, by: Any = None) -> bool:
    """组织关系转接: the member belongs to ``branch`` from ``on`` (today) on. Returns whether anything changed.

    ValidationError if ``branch`` holds no membership, or for a day in the future or before a change written down already.
    """
    check_present(member)
    on = day_of_change(on)
    if member.branch_id == branch.pk:
        return False
    if not branch.holds_membership:
        raise ValidationError(_("“%(unit)s”不接收组织关系。") % {"unit": branch.name})
    check_not_before_last_change(member, on)
    data = {"from": member.branch_id, "to": branch.pk}
    with keeping_past([member.pk], on):
        member.branch = branch
        member.save(update_fields=["branch"])
        MemberEvent.objects.create(member=member, kind=MemberEvent.Kind.TRANSFER, day=on, data=data, by=by)
        log(member, "lms_people.transfer", user=by, data={**data, "on": on.isoformat()})
    return True


def _refuse_closed(fields: dict[str, Any]) -> None:
    if closed := sorted(CLOSED.intersection(fields)):
        raise TypeError(f"written by their own actions only: {', '.join(closed)}")


def _first_of_month(fields: dict[str, Any]) -> dict[str, Any]:
    born = fields.get("birth_month")
    return {**fields, "birth_month": born.replace(day=1)} if born else fields
