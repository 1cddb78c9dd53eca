"""Two rows of one person become one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from .. import signals
from ..dated import unite
from ..defaults import ADMIN_GROUP
from ..models import Grant, Leave, Member, MemberEvent, Membership, MemberTitle, OrgUnit, PostHolding
from ..scopes import forget_grants
from .checks import check_present
from .tiers import recalculate_tiers


def merge_members(*, keep: Member, drop: Member, by: Any = None) -> Member:
    """``drop`` becomes a row of ``keep``: posts, memberships, leaves, offices, account and grants move; records stay as they are.

    Where both rows say something different about the person, ``keep`` is right. ValidationError for a row with itself and
    for rows that were merged or erased already. Sends ``members_merged`` and ``members_changed`` with both ids.
    """
    if keep.pk == drop.pk:
        raise ValidationError(_("不能把一份档案与它自己合并。"))
    with transaction.atomic():
        rows = {member.pk: member for member in Member.objects.select_for_update().filter(pk__in=[keep.pk, drop.pk])}
        for member in (keep, drop):
            check_present(rows[member.pk])
        _unite_posts(keep, drop)
        _move_memberships(keep, drop)
        _move_leaves(keep, drop)
        _move_titles(keep, drop)
        _move_offices(keep, drop)
        _move_account(rows[keep.pk], rows[drop.pk])
        Member.objects.filter(merged_into=drop).update(merged_into=keep)
        dropped = rows[drop.pk]
        dropped.merged_into = keep
        dropped.save(update_fields=["merged_into", "user"])
        _note(keep, drop, by)
        signals.members_merged.send(sender=Member, keep_id=keep.pk, drop_id=drop.pk)
        signals.members_changed.send(sender=Member, member_ids=[keep.pk, drop.pk])
        recalculate_tiers([keep.pk], by=by, tell=False)
    for member in (keep, drop):
        member.refresh_from_db()
    return keep


def _unite_posts(keep: Member, drop: Member) -> None:
    """Each post of the two rows is held on the days on which either row held it; the main post is the kept row's."""
    spans = defaultdict(list)
    main: dict[int, bool] = {}
    has_main = keep.holdings.filter(is_main=True).exists()
    for holding in PostHolding.objects.filter(member__in=[keep, drop]).order_by("pk"):
        spans[holding.post_id].append((holding.start, holding.end))
        mine = holding.member_id == keep.pk
        if mine or holding.post_id not in main:
            main[holding.post_id] = holding.is_main and (mine or not has_main)
    PostHolding.objects.filter(member__in=[keep, drop]).delete()
    PostHolding.objects.bulk_create(
        PostHolding(member=keep, post_id=post, start=start, end=end, is_main=main[post])
        for post, periods in spans.items()
        for start, end in unite(periods)
    )


def _move_memberships(keep: Member, drop: Member) -> None:
    has = set(keep.memberships.values_list("unit_id", "kind"))
    for membership in Membership.objects.filter(member=drop):
        if (membership.unit_id, membership.kind) in has:
            membership.delete()
        else:
            membership.member = keep
            membership.save(update_fields=["member"])


def _move_leaves(keep: Member, drop: Member) -> None:
    rows = Leave.objects.filter(member__in=[keep, drop])
    periods = unite(list(rows.values_list("start", "end")))
    rows.delete()
    Leave.objects.bulk_create(Leave(member=keep, start=start, end=end) for start, end in periods if start is not None)


def _move_titles(keep: Member, drop: Member) -> None:
    """What the last roster called the person; two rosters that differ are not mixed."""
    titles = MemberTitle.objects.filter(member=drop)
    if MemberTitle.objects.filter(member=keep).exists():
        titles.delete()
    else:
        titles.update(member=keep)


def _move_offices(keep: Member, drop: Member) -> None:
    for office in ("secretary", "training_contact"):
        OrgUnit.objects.filter(**{office: drop}).update(**{office: keep})


def _move_account(keep: Member, drop: Member) -> None:
    """The person keeps one account: the kept row's if it has one. Grants of the other account move to it."""
    user, drop.user = drop.user, None
    if user is None:
        return
    if keep.user is None:
        drop.save(update_fields=["user"])
        keep.user = user
        keep.save(update_fields=["user"])
        return
    held = set(Grant.objects.filter(user=keep.user).values_list("role", "unit_id", "start"))
    for grant in Grant.objects.filter(user=user):
        if (grant.role, grant.unit_id, grant.start) in held:
            grant.delete()
        else:
            grant.user = keep.user
            grant.save(update_fields=["user"])
    keep.user.groups.add(*user.groups.filter(name=ADMIN_GROUP))
    forget_grants(keep.user)


def _note(keep: Member, drop: Member, by: Any) -> None:
    today = clock.today()
    for member, data in ((keep, {"merged": drop.pk}), (drop, {"into": keep.pk})):
        MemberEvent.objects.create(member=member, kind=MemberEvent.Kind.MERGE, day=today, data=data, by=by)
        log(member, "lms_people.merge", user=by, data=data)
