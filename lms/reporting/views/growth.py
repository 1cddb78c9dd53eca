"""能力变化: before, after and the difference, by competency, tier or unit. Every number opens the persons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.competencies.models import Competency
from lms.core.charts import Chart, chart
from lms.people.models import Tier

from .. import growth_queries, queries
from ..growth_queries import Growth
from ..tables import NOTHING, Cell, HeadColumn, LinkColumn
from .base import link
from .growth_frame import BY, COMPETENCY, NUMBER, TIER, UNIT, GrowthFilterSet, GrowthFrame, level_text, signed

TOP_LEVEL = 4
#: Bars for more lines than this say nothing any more.
DRAWN = 24


@dataclass(slots=True)
class Line:
    """One line of the table, with what it opens."""

    label: str
    growth: Growth = field(default_factory=Growth)
    opens: dict[str, Any] = field(default_factory=dict)


class GrowthReport(GrowthFrame):
    name = "growth"
    page_title = gettext_lazy("能力变化")
    filterset_class = GrowthFilterSet
    results_template_name = "lms_reporting/growth_results.html"
    table_classname = "listing lms-stack lms-stack--figures"
    export_headings = {
        "label": gettext_lazy("名称"),
        "pairs": gettext_lazy("测过两次（人·能力）"),
        "before": gettext_lazy("摸底平均等级"),
        "after": gettext_lazy("最近平均等级"),
        "difference": gettext_lazy("变化"),
        "higher": gettext_lazy("提高"),
        "same": gettext_lazy("不变"),
        "lower": gettext_lazy("降低"),
        "once": gettext_lazy("只测过一次（单列）"),
        "start": gettext_lazy("自"),
        "end": gettext_lazy("至"),
    }
    list_export = list(export_headings)

    @property
    def by(self) -> str:
        return self.chosen("by") or COMPETENCY

    @cached_property
    def lines(self) -> list[Line]:
        """The most grown first. At most three queries."""
        if self.by == TIER:
            names: dict[Any, str] = {tier.pk: str(tier) for tier in Tier.objects.all()}
            return self._lines(lambda pair: pair.tier, {**names, None: NOTHING}, "tier", ordered=True)
        if self.by == UNIT:
            return self._unit_lines()
        ids = {pair.competency for pair in self.pairs}
        named = dict(Competency.objects.filter(pk__in=ids).values_list("pk", "name"))
        return self._lines(lambda pair: pair.competency, named, "competency")

    def _lines(self, key: Any, names: dict[Any, str], opens: str, *, ordered: bool = False) -> list[Line]:
        found: dict[Any, Line] = {}
        for pair in self.pairs:
            at = key(pair)
            if at not in found:
                found[at] = Line(names.get(at, NOTHING), opens={opens: "0" if at is None else at})
            found[at].growth.add(pair)
        if ordered:
            return [found[at] for at in names if at in found]
        return sorted(found.values(), key=lambda one: (-(one.growth.mean_difference or -9), one.label))

    def _unit_lines(self) -> list[Line]:
        units = list(queries.visible_units(self.request.user))
        heads = [one for one in units if one.parent_id == self.unit.pk] if self.unit else queries.top_units(units)
        if not self.unit and len(heads) == 1:
            heads = [one for one in units if one.parent_id == heads[0].pk] or heads
        sums: dict[str, Growth] = defaultdict(Growth)
        sizes = sorted({len(one.path) for one in heads})
        paths = {one.path for one in heads}
        for pair in self.pairs:
            head = next((pair.path[:size] for size in sizes if pair.path[:size] in paths), "")
            sums[head].add(pair)
        lines = [Line(one.name, sums[one.path], {"unit": one.pk}) for one in heads if one.path in sums]
        return [*lines, Line(_("本级"), sums[""])] if "" in sums else lines

    def get_queryset(self) -> Any:
        return self.lines

    def _people(self, row: Line, **which: Any) -> str | None:
        return link("growth_people", **{**self.choices, "by": None, **row.opens, **which})

    @cached_property
    def columns(self) -> list[Column]:
        first = {COMPETENCY: _("能力"), TIER: _("层次"), UNIT: _("组织")}[self.by]
        return [
            HeadColumn("label", label=first, accessor="label", get_url=self._people),
            self._count("pairs", _("测过两次"), ""),
            Cell("before", label=_("摸底平均"), accessor=lambda row: level_text(row.growth.mean_before), classname=NUMBER),
            Cell("after", label=_("最近平均"), accessor=lambda row: level_text(row.growth.mean_after), classname=NUMBER),
            Cell("difference", label=_("变化"), accessor=lambda row: signed(row.growth.mean_difference), classname=NUMBER),
            self._count("higher", _("提高"), "higher"),
            self._count("same", _("不变"), "same"),
            self._count("lower", _("降低"), "lower"),
            self._count("once", _("只测过一次"), "once"),
        ]

    def _count(self, name: str, label: Any, show: str) -> LinkColumn:
        def count(row: Line) -> int:
            return int(getattr(row.growth, name))

        def address(row: Line) -> str | None:
            return self._people(row, show=show) if count(row) else None

        return LinkColumn(name, label=label, accessor=count, classname=NUMBER, get_url=address)

    def get_facts(self) -> list[tuple[str, Any]]:
        total = growth_queries.total_of(self.pairs)
        people = {pair.member for pair in self.pairs if pair.twice}
        only = {pair.member for pair in self.pairs} - people
        return [
            (_("测过两次的学员"), len(people)),
            (_("摸底平均"), level_text(total.mean_before)),
            (_("最近平均"), level_text(total.mean_after)),
            (_("变化"), signed(total.mean_difference)),
            (_("只测过一次的学员"), len(only)),
        ]

    def get_tabs(self) -> list[dict[str, Any]]:
        ways = ((None, _("按能力")), *BY)
        items = [(label, self.here(by=way), self.by == (way or COMPETENCY)) for way, label in ways]
        return [{"label": _("分行"), "items": items}]

    def get_charts(self) -> list[Chart]:
        rows = [row for row in self.lines if row.growth.pairs][:DRAWN]
        return [
            chart(
                title, [(row.label, getattr(row.growth, name)) for row in rows], top=TOP_LEVEL,
                written=lambda value: level_text(float(value)),
            )
            for name, title in (("mean_before", _("摸底平均等级")), ("mean_after", _("最近平均等级")))
            if rows
        ]  # fmt: skip

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context if self.is_export else context | {"charts": self.get_charts()}

    def export_row(self, item: Line) -> list[Any]:
        growth = item.growth
        means = (growth.mean_before, growth.mean_after, growth.mean_difference)
        return [
            item.label, growth.pairs, *("" if mean is None else round(mean, 2) for mean in means),
            growth.higher, growth.same, growth.lower, growth.once, self.start, self.end,
        ]  # fmt: skip
