"""完成情况: three figures side by side, by unit, tier, category or post. Every number opens the persons behind it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.charts import Chart, chart
from lms.core.states import State

from .. import completion_queries as lines
from ..completion import is_slow
from ..completion_queries import Row, Totals
from ..filters import BY, CompletionFilterSet
from ..tables import HeadColumn, LinkColumn, Part, Share, ShareColumn, percent
from .base import link
from .frame import FIGURE_HEADINGS, CompletionFrame, figure_cells

#: How the three figures are meant, in the words of whoever reads them.
LEGEND = (
    gettext_lazy("必学：本年应学的必学内容里，已经学完的。"),
    gettext_lazy("补缺：年初缺的，加上年内新增的，减去因岗位或要求变动撤销的，其中已经补上的。"),
    gettext_lazy("补缺和未评估按级计：要求“熟练”、目前“知道”，是 2 级。能力差距里一人一项能力只计 1。"),
    gettext_lazy("学时：有固定学时要求的学员里，全部达标的人数；没有固定要求的见关怀名单。"),
    gettext_lazy("三项各算各的，不合并。未评估的能力单列，不算缺，也不算未完成。「—」表示没有应完成的内容。"),
)
#: The three figures side by side: name, word; then done and due, each with its word and what it opens.
THREE = (
    ("mandatory", gettext_lazy("必学"), ("due_done", gettext_lazy("已学"), "due_begun"), ("due", gettext_lazy("应学"), "due")),
    ("gap", gettext_lazy("补缺"), ("gap_closed", gettext_lazy("已补"), "gap_closed"), ("gap_due", gettext_lazy("应补"), "gap")),
    ("hours", gettext_lazy("学时"), ("hours_met", State.MET.word, "hours_met"), ("hours_fixed", gettext_lazy("应达标"), "hours")),
)
NUMBERS = (
    ("unassessed", State.UNASSESSED.word, "unassessed"),
    ("people", gettext_lazy("人数"), ""),
    ("attendances", gettext_lazy("人次"), "attended"),
)
#: Bars for more lines than this say nothing any more.
DRAWN = 24


class CompletionReport(CompletionFrame):
    name = "completion"
    page_title = gettext_lazy("完成情况")
    filterset_class = CompletionFilterSet
    results_template_name = "lms_reporting/completion_results.html"
    paginate_by = 200
    export_headings = {
        "label": gettext_lazy("名称"),
        "code": gettext_lazy("编码"),
        "tier": gettext_lazy("层次"),
        "people": gettext_lazy("人数"),
        "attendances": gettext_lazy("人次"),
        **FIGURE_HEADINGS,
        "slow": gettext_lazy("进度提示"),
        "as_of": gettext_lazy("统计截至"),
        "rules": gettext_lazy("学时认定办法"),
        "requirements": gettext_lazy("要求"),
    }
    list_export = list(export_headings)

    @property
    def by(self) -> str:
        return self.chosen("by") or lines.UNIT

    @cached_property
    def answer(self) -> tuple[list[Row], Totals]:
        asked = self.request.user, self.year, self.unit
        self.behind  # noqa: B018 - makes the figures fresh first
        if self.by == lines.TIER:
            return lines.completion_by_tier(*asked, self.among)
        if self.by == lines.CATEGORY:
            return lines.completion_by_category(*asked, self.among)
        if self.by == lines.POST:
            return lines.completion_by_post(*asked, self.period.as_of, self.among)
        return lines.completion_by_unit(*asked, self.among)

    @cached_property
    def rows(self) -> list[Row]:
        split = self.chosen("split")
        return [row for row in self.answer[0] if split or not row.is_sub]

    def get_queryset(self) -> Any:
        return [*self.rows, self.total] if self.rows else []

    @cached_property
    def total(self) -> Row:
        return Row(str(_("合计")), "", self.answer[1], unit=self.unit.pk if self.unit else None)

    # -- the table --

    @cached_property
    def columns(self) -> list[Column]:
        first = {
            lines.UNIT: _("组织"), lines.TIER: _("层次"), lines.CATEGORY: _("人员类别"), lines.POST: _("岗位"),
        }[self.by]
        return [
            HeadColumn(
                "label", label=first, accessor=_line_label, get_url=self._deeper, is_sub=lambda row: row.is_sub,
                get_mark=self._mark,
            ),
            *(self._share_column(name, label) for name, label, *_parts in THREE),
            *(self._number_column(name, label, show) for name, label, show in NUMBERS),
        ]

    def _share_column(self, name: str, label: Any) -> ShareColumn:
        return ShareColumn(name, label=label, accessor=partial(self._share, name), classname="lms-number")

    def _number_column(self, name: str, label: Any, show: str) -> LinkColumn:
        def address(row: Row) -> str | None:
            return self._people(row, show) if _number(name, row) else None

        return LinkColumn(name, label=label, accessor=partial(_number, name), classname="lms-number", get_url=address)

    def _share(self, name: str, row: Row) -> Share:
        """One of the three figures of a line, with what its two numbers open."""
        parts = next(parts for key, _label, *parts in THREE if key == name)
        figures = row.totals.figures
        done, due = (Part(str(word), getattr(figures, figure), self._people(row, show)) for figure, word, show in parts)
        return Share(done, due)

    def _people(self, row: Row, show: str) -> str:
        mine = {"tier": row.tier, "category": row.category, "post": row.post}
        asked = {name: str(value) for name, value in mine.items() if value is not None}
        unit = {"unit": row.unit} if row.unit else {}
        return link("people", **{**self.choices, **unit, **asked, "own": "1" if row.own else None, "show": show})

    def _deeper(self, row: Row) -> str | None:
        """A unit opens its own children, or its people; a tier, a category or a post opens the units."""
        if row.is_sub or not row.code:
            return None
        if self.by == lines.UNIT:
            return self._people(row, "") if row.leaf else self.here(unit=row.unit)
        own = {lines.TIER: row.tier, lines.CATEGORY: row.category, lines.POST: row.post}[self.by]
        return self.here(by=None, **{self.by: str(own)})

    def _mark(self, row: Row) -> str:
        """Said of units: they have somebody to ask."""
        said = self.by == lines.UNIT and not row.is_sub and row.code and is_slow(row.totals.figures, self.period)
        return _("进度偏慢") if said else ""

    # -- above and below it --

    def get_trail(self) -> list[tuple[str, str]]:
        units = self.trail_of_units()
        return [(_("全部"), self.here(unit=None)), *units[:-1], (units[-1][0], "")] if units else []

    def get_tabs(self) -> list[dict[str, Any]]:
        ways = ((None, _("按组织")), *BY)
        items = [(label, self.here(by=way), self.by == (way or lines.UNIT)) for way, label in ways]
        found = [{"label": _("分行"), "items": items}]
        if self.by != lines.TIER:
            split = self.chosen("split")
            several = [(_("合计"), self.here(split=None), not split), (_("分层次"), self.here(split="1"), bool(split))]
            found.append({"label": _("每行"), "items": several})
        return found

    def get_facts(self) -> list[tuple[str, Any]]:
        """For the printed page; on the screen they open the persons."""
        total = self.total
        shares = [(str(label), str(self._share(name, total))) for name, label, *_parts in THREE]
        return [*shares, *((str(label), _number(name, total)) for name, label, _show in NUMBERS)]

    def get_charts(self) -> list[Chart]:
        """One picture for each figure, since they are never merged; the table is the same in numbers."""
        rows = [row for row in self.rows if not row.is_sub][:DRAWN]
        named = (("mandatory_share", _("必学完成率")), ("gap_share", _("补缺率")), ("hours_share", _("学时达标率")))
        if len(rows) < 2:
            return []
        return [
            chart(title, [(_line_label(row), getattr(row.totals.figures, name)) for row in rows], top=1, written=percent)
            for name, title in named
        ]

    def get_notes(self) -> list[str]:
        notes = [self.as_of_note(self._as_of())] if self.is_print else []
        notes += [*map(str, LEGEND), _("人数按人计，人次按完成和参加的次数计。")]
        if self.by == lines.POST:
            notes.append(_("兼任的学员在每个岗位下各计一次，合计只计一次。"))
        if any(self._mark(row) for row in self.rows):
            notes.append(_("进度偏慢：下半年了，必学完成还不到一半。只是提醒，不计入任何数字。"))
        return notes

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context |= {
                "as_of_note": self.as_of_note(self._as_of()),
                "shares": [(label, self._share(name, self.total)) for name, label, *_parts in THREE],
                "numbers": [
                    Part(str(label), _number(name, self.total), self._people(self.total, show)) for name, label, show in NUMBERS
                ],
                "charts": self.get_charts(),
                "drawn": DRAWN,
                "redundancy_url": link("redundancy", unit=self.choices.get("unit")),
                "more_than_drawn": len([row for row in self.rows if not row.is_sub]) > DRAWN,
            }
        return context

    def _as_of(self) -> Any:
        """Up-to-date figures hold today; otherwise the oldest day on which one was reckoned."""
        return (self.answer[1].as_of or self.period.as_of) if self.behind else self.period.as_of

    def export_row(self, item: Row) -> list[Any]:
        totals = item.totals
        return [
            item.label + (_("（本级）") if item.own else ""),
            item.code,
            item.tier_label or _("合计"),
            totals.people,
            totals.attendances,
            *figure_cells(totals.figures),
            self._mark(item),
            self._as_of(),
            self.rules,
            self.requirements,
        ]


def _line_label(row: Row) -> str:
    return row.tier_label or (f"{row.label}{_('（本级）')}" if row.own else row.label)


def _number(name: str, row: Row) -> int:
    return row.totals.figures.unassessed if name == "unassessed" else getattr(row.totals, name)
