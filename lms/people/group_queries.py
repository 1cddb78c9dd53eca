"""Who belongs to a group (分组) on a day. Every question is one query, however many members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from lms.core.dates import add_months

from .models import Member, MemberGroup, PostHolding
from .queries import in_force
from .scopes import MemberQuerySet, OrgUnitQuerySet


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a group asks of its members. Ids and paths; an empty condition asks nothing. Ages in whole years, both included."""

    owner_path: str = ""
    posts: Collection[int] = ()
    tiers: Collection[int] = ()
    categories: Collection[int] = ()
    unit_paths: Collection[str] = ()
    sites: Collection[str] = ()
    educations: Collection[str] = ()
    min_age: int | None = None
    max_age: int | None = None
    is_mobile: bool | None = None


def conditions_of(group: MemberGroup) -> Conditions:
    """The conditions of a stored group. Five queries."""
    return Conditions(
        owner_path=group.owner_unit.path,
        posts=list(group.posts.values_list("pk", flat=True)),
        tiers=list(group.tiers.values_list("pk", flat=True)),
        categories=list(group.categories.values_list("pk", flat=True)),
        unit_paths=list(group.units.values_list("path", flat=True)),
        sites=group.sites,
        educations=group.educations,
        min_age=group.min_age,
        max_age=group.max_age,
        is_mobile=group.is_mobile,
    )


def fitting(asked: Conditions, day: dt.date) -> MemberQuerySet:
    """Present members who fit on ``day``: posts and ages as of then, the rest as the roster says now.

    Not limited to anybody's scope: ask ``.for_user(user)`` of the answer before it is shown.
    """
    month = day.replace(day=1)
    members = Member.objects.present().filter(branch__path__startswith=asked.owner_path)
    if asked.posts:
        held = PostHolding.objects.filter(in_force(day), post__in=list(asked.posts))
        members = members.filter(pk__in=held.values("member_id"))
    if asked.tiers:
        members = members.filter(tier__in=list(asked.tiers))
    if asked.categories:
        members = members.filter(category__in=list(asked.categories))
    if asked.unit_paths:
        below = Q()
        for path in asked.unit_paths:
            below |= Q(branch__path__startswith=path)
        members = members.filter(below)
    if asked.sites:
        members = members.filter(branch__site__in=list(asked.sites))
    if asked.educations:
        members = members.filter(education__in=list(asked.educations))
    if asked.min_age is not None:
        members = members.filter(birth_month__lte=add_months(month, -12 * asked.min_age))
    if asked.max_age is not None:
        members = members.filter(birth_month__gt=add_months(month, -12 * (asked.max_age + 1)))
    if asked.is_mobile is not None:
        members = members.filter(is_mobile=asked.is_mobile)
    return members


def members_of(group: MemberGroup, day: dt.date) -> MemberQuerySet:
    """Who belongs to ``group`` on ``day``. See ``fitting`` for scopes."""
    return fitting(conditions_of(group), day)


def sites_in(units: OrgUnitQuerySet) -> list[str]:
    """The sites that units name, each once."""
    return sorted(set(units.exclude(site="").order_by().values_list("site", flat=True).distinct()))


def educations_in(members: MemberQuerySet) -> list[str]:
    """The levels of education that these members have, each once."""
    return sorted(set(members.exclude(education="").order_by().values_list("education", flat=True).distinct()))
