"""Questions of the reports about whom and when. Every one starts from what the user may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from lms.catalogue.models import CreditRuleVersion
from lms.core import conf
from lms.people.models import OrgUnit, PostHolding
from lms.people.queries import in_force
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import MemberOwnedQuerySet, sees_all
from lms.requirements.models import SetVersion

from .models import MemberSummary


@dataclass(frozen=True, slots=True)
class Among:
    """Whom a report is about besides the unit. 0 stands for "none" (no tier, no category); posts are those held on ``day``."""

    tier: int | None = None
    category: int | None = None
    post: int | None = None
    day: dt.date | None = None

    def of(self, rows: MemberOwnedQuerySet) -> MemberOwnedQuerySet:
        """Those of the summary rows. Nothing is joined, so nobody is counted twice."""
        if self.tier is not None:
            rows = rows.filter(tier_id=self.tier or None)
        if self.category is not None:
            rows = rows.filter(category_id=self.category or None)
        if self.post is not None and self.day is not None:
            held = PostHolding.objects.filter(in_force(self.day), post_id=self.post)
            rows = rows.filter(member_id__in=held.values("member_id"))
        return rows


EVERYBODY = Among()


# ---- units in sight


def visible_units(user: Any) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.for_user(user).order_by("path")


def top_units(units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """Those of ``units`` (in order of path) that lie under no other of them."""
    tops: list[OrgUnit] = []
    for unit in units:
        if not tops or not unit.path.startswith(tops[-1].path):
            tops.append(unit)
    return tops


def summaries_of(user: Any, year: int, unit: OrgUnit | None) -> MemberOwnedQuerySet:
    """Rows of ``year`` that were counted in a unit in sight (``unit`` and below, or all): for sums, not for names.

    No join: where the whole tree is in sight there is no condition but the year.
    """
    rows = MemberSummary.objects.filter(year=year)
    everything = sees_all(user) and (
        unit is None or (unit.parent_id is None and OrgUnit.objects.filter(parent=None).count() == 1)
    )
    if everything:
        return rows
    units = OrgUnit.objects.for_user(user)
    if unit is not None:
        units = units.below(unit)
    return rows.filter(unit_id__in=list(units.values_list("pk", flat=True)))


def way_to(user: Any, unit: OrgUnit | None) -> list[OrgUnit]:
    """The units in sight that lie above ``unit``, from the top, and the unit itself. One query."""
    if unit is None:
        return []
    return [each for each in visible_units(user).only("pk", "name", "path") if unit.path.startswith(each.path)]


# ---- the members behind a number


def people_behind(
    user: Any, year: int, unit: OrgUnit | None = None, *, own: bool = False, among: Among = EVERYBODY
) -> MemberOwnedQuerySet:
    """The members behind a number, those in the user's sight today. ``own``: those of the unit itself, none below it."""
    rows = (
        among.of(summaries_of(user, year, unit))
        .for_user(user, ADMIN_ROLES)
        .select_related("member__branch", "member__category", "member__tier")
    )
    if own and unit is not None:
        rows = rows.filter(unit_id=unit.pk)
    return rows.order_by("member__code")


GAP_DUE = F("gap_open") + F("gap_added") - F("gap_withdrawn")
#: What a number that is opened shows.
BEHIND: dict[str, Q] = {
    "due": Q(due__gt=0),
    "due_done": Q(due__gt=0, due_done__gte=F("due")),
    "due_begun": Q(due_done__gt=0),
    "due_open": Q(due_done__lt=F("due")),
    "gap": Q(gap_open__gt=0) | Q(gap_added__gt=0),
    "gap_done": Q(gap_closed__gte=GAP_DUE) & (Q(gap_open__gt=0) | Q(gap_added__gt=0)),
    "gap_closed": Q(gap_closed__gt=0),
    "gap_open": Q(gap_closed__lt=GAP_DUE),
    "unassessed": Q(unassessed__gt=0),
    "hours": Q(hours_fixed=1),
    "hours_met": Q(hours_fixed=1, hours_met=1),
    "hours_short": Q(hours_fixed=1, hours_met=0),
    "attended": Q(attendances__gt=0),
}


# ---- what stands beside every report


def rules_in_force(day: dt.date) -> CreditRuleVersion | None:
    """The version of the credit rules by which hours of ``day`` are counted. One query."""
    versions = CreditRuleVersion.objects.filter(in_force(day), rule_set__code=conf.get("CREDIT_RULES"))
    return versions.select_related("rule_set").order_by("-number").first()


def requirements_in_force(day: dt.date) -> tuple[int, dt.date | None]:
    """How many requirement sets hold on ``day``, and since when the latest of their versions does. One query."""
    found = SetVersion.objects.filter(in_force(day)).aggregate(latest=Max("start"), sets=Count("requirement_set", distinct=True))
    return found["sets"], found["latest"]


def years(today: dt.date) -> Sequence[int]:
    """This year and the years before it that can be asked for."""
    return range(today.year, today.year - 6, -1)
