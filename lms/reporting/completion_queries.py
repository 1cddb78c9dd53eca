"""The lines of 完成情况: by unit, tier, category or post. Each costs the same for one row and for fifty."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, Sum
from django.utils.translation import gettext as _

from lms.people.models import MemberCategory, OrgUnit, Post, Tier
from lms.people.queries import in_force
from lms.people.scopes import MemberOwnedQuerySet

from .completion import NAMES as SUMS
from .completion import Figures
from .queries import EVERYBODY, Among, summaries_of, top_units, visible_units

UNIT, TIER, CATEGORY, POST = "unit", "tier", "category", "post"


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
    """One line of the completion report. ``unit``, ``tier``, ``category``, ``post``: ids that open the persons behind it.

    ``own``: the members of the unit itself, none below it. ``leaf``: there is no unit below this one.
    """

    label: str
    code: str
    totals: Totals
    tier_label: str = ""
    unit: int | None = None
    own: bool = False
    leaf: bool = False
    tier: int | None = None
    category: int | None = None
    post: int | None = None

    @property
    def is_total(self) -> bool:
        return not self.code

    @property
    def is_sub(self) -> bool:
        """A line of one tier below the line of all."""
        return bool(self.tier_label)


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


def completion_by_unit(user: Any, year: int, unit: OrgUnit | None, among: Among = EVERYBODY) -> tuple[list[Row], Totals]:
    """For each child of ``unit`` (or each top unit in sight) a line of all below it, and one for each tier. Four queries."""
    units = list(visible_units(user))
    groups = grouped(among.of(summaries_of(user, year, unit)), "unit_id", "tier_id")
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
    heads = [each for each in heads if each.pk in found]  # a unit without members has nothing to show
    if None in found and unit is not None:
        rows += _unit_rows(unit, found[None], tiers, own=bool(heads), leaf=True)
    parents = {each.parent_id for each in units}
    for each in heads:
        rows += _unit_rows(each, found[each.pk], tiers, leaf=each.pk not in parents)
    return rows, _total(groups.values())


def _unit_rows(
    unit: OrgUnit, by_tier: dict[int | None, Totals], tiers: dict[int | None, str], *, leaf: bool, own: bool = False
) -> list[Row]:
    rows = [Row(unit.name, unit.code, _total(by_tier.values()), unit=unit.pk, own=own, leaf=leaf)]
    for tier, name in tiers.items():
        if tier in by_tier:
            rows.append(Row(unit.name, unit.code, by_tier[tier], name, unit=unit.pk, own=own, leaf=leaf, tier=tier or 0))
    return rows


def completion_by_tier(user: Any, year: int, unit: OrgUnit | None, among: Among = EVERYBODY) -> tuple[list[Row], Totals]:
    """A line for each tier, in their order. Three queries."""
    groups = grouped(among.of(summaries_of(user, year, unit)), "tier_id")
    rows = [
        Row(name, name, groups[tier,], tier=tier or 0) for tier, name in _tier_names(_("未定层次")).items() if (tier,) in groups
    ]
    return rows, _total(groups.values())


def completion_by_category(user: Any, year: int, unit: OrgUnit | None, among: Among = EVERYBODY) -> tuple[list[Row], Totals]:
    """A line for each category of persons, and under it one for each tier. Four queries."""
    groups = grouped(among.of(summaries_of(user, year, unit)), "category_id", "tier_id")
    names: dict[int | None, str] = {**dict(MemberCategory.objects.values_list("pk", "name")), None: _("未填类别")}
    return _named_rows(groups, names, "category"), _total(groups.values())


def completion_by_post(
    user: Any, year: int, unit: OrgUnit | None, day: dt.date, among: Among = EVERYBODY
) -> tuple[list[Row], Totals]:
    """A line for each post held on ``day``. Who holds two posts stands in both, and once in the total. Five queries."""
    rows = among.of(summaries_of(user, year, unit))
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


def _tier_names(nothing: str = "—") -> dict[int | None, str]:
    return {**{tier.pk: str(tier) for tier in Tier.objects.only("name")}, None: nothing}


def _total(parts: Iterable[Totals]) -> Totals:
    total = Totals()
    for part in parts:
        total.add(part)
    return total
