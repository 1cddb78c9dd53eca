"""Questions about hours: who is short of a fixed target, and who is looked after without one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from lms.catalogue.credit_rules import PARTY
from lms.catalogue.models import HoursTarget
from lms.core import conf
from lms.people.models import Member, OrgUnit
from lms.people.scopes import MemberQuerySet

from .models import HoursSummary


def care_list(members: MemberQuerySet) -> MemberQuerySet:
    """行动不便, 流动, 离退休: looked after, never counted as failures."""
    return members.present().filter(Q(limited_mobility=True) | Q(is_mobile=True) | Q(retired=True))


def default_target() -> HoursTarget | None:
    """党员年度学时, or the first target there is. One query."""
    targets = {target.code: target for target in HoursTarget.objects.order_by("-sort_order", "-code")}
    return targets.get(PARTY) or next(reversed(targets.values()), None)


def under_trained(
    user: Any, year: int, target: HoursTarget | None, unit: OrgUnit | None = None, below: str = ""
) -> QuerySet[HoursSummary]:
    """Members in sight whose hours of ``year`` stay below the share of their fixed target, the largest share missing first.

    ``below``: "half" for those under half of the target, "zero" for those without any hours. Members without a fixed target are
    never here: see ``care_list``.
    """
    wanted = Decimal(str(conf.get("UNDER_TRAINED_SHARE")))
    rows = HoursSummary.objects.for_user(user).filter(year=year, target=target, required__gt=0)
    if unit is not None:
        rows = rows.filter(member__branch__path__startswith=unit.path)
    if below == "zero":
        rows = rows.filter(hours__lte=0)
    elif below == "half":
        rows = rows.filter(hours__lt=F("required") * Decimal("0.5"))
    rows = rows.filter(hours__lt=F("required") * wanted)
    reached = ExpressionWrapper(Cast("hours", FloatField()) / Cast("required", FloatField()), output_field=FloatField())
    return rows.annotate(reached=reached).select_related("member__branch", "target").order_by("reached", "member__code", "pk")


def with_hours(members: QuerySet[Member], year: int) -> QuerySet[Member]:
    """``members`` with their hours of ``year`` in ``year_hours``. One query more."""
    hours = HoursSummary.objects.filter(year=year).select_related("target").order_by("target__sort_order", "window_years")
    return members.prefetch_related(Prefetch("hours_summaries", queryset=hours, to_attr="year_hours"))
