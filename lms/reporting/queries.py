"""Questions of the reports. Every one starts from what the user may see; each costs the same for one row and for fifty."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from lms.catalogue.models import CreditRuleVersion
from lms.core import conf
from lms.people.models import MemberCategory, OrgUnit, Post, Tier
from lms.people.queries import in_force
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import MemberOwnedQuerySet, sees_all

from .completion import NAMES as SUMS
from .completion import Figures
from .models import MemberSummary

UNIT, CATEGORY, POST = "unit", "category", "post"


@dataclass(slots=True)
class Totals:
    """Sums over members: ``people`` (人数), ``attendances`` (人次) and the figures. ``as_of``: the oldest day of counting."""

    people: int = 0
    attendances: int = 0
    as_of: dt.date | None = None
    figures: Figures = field(default_factory=Figures)

    def add(self, other: Totals) -> None:
        self.people += other.people
        self.attendances += other.attendances
        self.figures += other.figures
        self.as_of = min((day for day in (self.as_of, other.as_of) if day), default=None)


@dataclass(slots=True)
class Row:
    """One line of the completion report. ``unit``, ``tier``, ``category``, ``post``: ids that open the persons behind it."""

    label: str
    code: str
    totals: Totals
    tier_label: str = ""
    unit: int | None = None
    own: bool = False
    tier: int | None = None
    category: int | None = None
    post: int | None = None


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


# ---- completion


def grouped(rows: MemberOwnedQuerySet, *axes: str) -> dict[tuple[Any, ...], Totals]:
    """One GROUP BY over the summary rows."""
    sums = {f"sum_{name}": Sum(name) for name in SUMS}
    found = (
        rows.order_by()
        .values(*axes)
        .annotate(people=Count("*"), visits=Sum("attendances"), oldest=Min("as_of"), **sums)
        .values_list(*axes, "people", "visits", "oldest", *sums)
    )
    size = len(axes)
    return {
        tuple(row[:size]): Totals(
            row[size], row[size + 1] or 0, row[size + 2], Figures(*(value or 0 for value in row[size + 3 :]))
        )
        for row in found
    }


def completion_by_unit(user: Any, year: int, unit: OrgUnit | None) -> tuple[list[Row], Totals]:
    """For each child of ``unit`` (or each top unit in sight) a line of all below it, and one for each tier. Four queries."""
    units = list(visible_units(user))
    groups = grouped(summaries_of(user, year, unit), "unit_id", "tier_id")
    if unit is None:
        heads = top_units(units)
        if len(heads) == 1:
            unit = heads[0]
    if unit is not None:
        heads = [each for each in units if each.parent_id == unit.pk]
    paths = {each.pk: each.path for each in units}
    by_path = {each.path: each for each in heads}
    sizes = sorted({len(path) for path in by_path})
    found: dict[int | None, dict[int | None, Totals]] = defaultdict(lambda: defaultdict(Totals))
    for (unit_id, tier_id), totals in groups.items():
        path = paths.get(unit_id, "")
        head = next((by_path[path[:size]] for size in sizes if path[:size] in by_path), None)
        found[head.pk if head else None][tier_id].add(totals)
    rows: list[Row] = []
    tiers = _tier_names()
    if None in found and unit is not None:
        rows += _unit_rows(unit, found[None], tiers, own=bool(heads))
    for each in heads:
        rows += _unit_rows(each, found.get(each.pk, {}), tiers, own=False)
    return rows, _total(groups.values())


def _unit_rows(unit: OrgUnit, by_tier: dict[int | None, Totals], tiers: dict[int | None, str], *, own: bool) -> list[Row]:
    rows = [Row(unit.name, unit.code, _total(by_tier.values()), unit=unit.pk, own=own)]
    for tier, name in tiers.items():
        if tier in by_tier:
            rows.append(Row(unit.name, unit.code, by_tier[tier], name, unit=unit.pk, own=own, tier=tier or 0))
    return rows


def completion_by_category(user: Any, year: int, unit: OrgUnit | None) -> tuple[list[Row], Totals]:
    """A line for each category of persons, and under it one for each tier. Four queries."""
    groups = grouped(summaries_of(user, year, unit), "category_id", "tier_id")
    names: dict[int | None, str] = {**dict(MemberCategory.objects.values_list("pk", "name")), None: ""}
    return _named_rows(groups, names, "category"), _total(groups.values())


def completion_by_post(user: Any, year: int, unit: OrgUnit | None, day: dt.date) -> tuple[list[Row], Totals]:
    """A line for each post held on ``day``. Who holds two posts stands in both, and once in the total. Five queries."""
    rows = summaries_of(user, year, unit)
    groups = grouped(rows.filter(in_force(day, "member__holdings__")), "member__holdings__post_id", "tier_id")
    names: dict[int | None, str] = dict(Post.objects.values_list("pk", "name"))
    return _named_rows(groups, names, "post"), _total(grouped(rows, "tier_id").values())


def _named_rows(groups: dict[tuple[Any, ...], Totals], names: dict[int | None, str], axis: str) -> list[Row]:
    found: dict[int | None, dict[int | None, Totals]] = defaultdict(dict)
    for (key, tier), totals in groups.items():
        found[key][tier] = totals
    tiers, rows = _tier_names(), []
    for key, name in names.items():
        if key not in found:
            continue
        ids: dict[str, Any] = {axis: key or 0}
        rows.append(Row(name, name, _total(found[key].values()), **ids))
        for tier, tier_name in tiers.items():
            if tier in found[key]:
                rows.append(Row(name, name, found[key][tier], tier_name, tier=tier or 0, **ids))
    return rows


def _tier_names() -> dict[int | None, str]:
    return {**{tier.pk: str(tier) for tier in Tier.objects.only("name")}, None: "—"}


def _total(parts: Iterable[Totals]) -> Totals:
    total = Totals()
    for part in parts:
        total.add(part)
    return total


def people_behind(
    user: Any,
    year: int,
    unit: OrgUnit | None = None,
    *,
    own: bool = False,
    tier: int | None = None,
    category: int | None = None,
    post: int | None = None,
    day: dt.date | None = None,
) -> MemberOwnedQuerySet:
    """The members behind a number, those in the user's sight today. 0 stands for "none" (no tier, no category)."""
    rows = (
        summaries_of(user, year, unit)
        .for_user(user, ADMIN_ROLES)
        .select_related("member__branch", "member__category", "member__tier")
    )
    if own and unit is not None:
        rows = rows.filter(unit_id=unit.pk)
    if tier is not None:
        rows = rows.filter(tier_id=tier or None)
    if category is not None:
        rows = rows.filter(category_id=category or None)
    if post is not None and day is not None:
        rows = rows.filter(in_force(day, "member__holdings__"), member__holdings__post_id=post).distinct()
    return rows.order_by("member__code")


#: What a number that is opened shows.
BEHIND: dict[str, Q] = {
    "due": Q(due__gt=0),
    "due_open": Q(due_done__lt=F("due")),
    "gap": Q(gap_open__gt=0) | Q(gap_added__gt=0),
    "gap_open": Q(gap_closed__lt=F("gap_open") + F("gap_added") - F("gap_withdrawn")),
    "unassessed": Q(unassessed__gt=0),
    "hours": Q(hours_fixed=1),
    "hours_short": Q(hours_fixed=1, hours_met=0),
    "attended": Q(attendances__gt=0),
}


# ---- what stands beside every report


def rules_in_force(day: dt.date) -> CreditRuleVersion | None:
    """The version of the credit rules by which hours of ``day`` are counted. One query."""
    versions = CreditRuleVersion.objects.filter(in_force(day), rule_set__code=conf.get("CREDIT_RULES"))
    return versions.select_related("rule_set").order_by("-number").first()


def years(today: dt.date) -> Sequence[int]:
    """This year and the years before it that can be asked for."""
    return range(today.year, today.year - 6, -1)
