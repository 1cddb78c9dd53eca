"""完成情况: three figures per tier and unit, category or post; then the persons behind a number."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.states import State

from .. import queries
from ..filters import CompletionFilterSet, PeopleFilterSet
from ..models import MemberSummary
from ..tables import IndentedColumn, LinkColumn, percent, ratio
from .base import ScopedReport, link

FIGURE_HEADINGS = {
    "due": gettext_lazy("必学应学"),
    "due_done": gettext_lazy("必学已学"),
    "mandatory_share": gettext_lazy("必学完成率"),
    "gap_open": gettext_lazy("期初缺项"),
    "gap_added": gettext_lazy("新增缺项"),
    "gap_withdrawn": gettext_lazy("撤销缺项"),
    "gap_closed": gettext_lazy("已补缺项"),
    "gap_share": gettext_lazy("补缺率"),
    "unassessed": gettext_lazy("未评估（单列）"),
    "hours_fixed": gettext_lazy("有学时要求人数"),
    "hours_met": gettext_lazy("学时达标人数"),
    "hours_share": gettext_lazy("学时达标率"),
}
SHARES = ("mandatory_share", "gap_share", "hours_share")
LEGEND = gettext_lazy("「—」表示本期没有应完成的内容。未评估的能力单独统计，既不算缺项也不算未完成。三项数字不合并。")


def figure_cells(figures: Any) -> list[Any]:
    return [percent(getattr(figures, name)) if name in SHARES else getattr(figures, name) for name in FIGURE_HEADINGS]


class CompletionReport(ScopedReport):
    name = "completion"
    page_title = gettext_lazy("完成情况")
    filterset_class = CompletionFilterSet
    paginate_by = 200
    export_headings = {
        "label": gettext_lazy("名称"),
        "code": gettext_lazy("编码"),
        "tier": gettext_lazy("层次"),
        "people": gettext_lazy("人数"),
        "attendances": gettext_lazy("人次"),
        **FIGURE_HEADINGS,
        "as_of": gettext_lazy("统计截至"),
        "rules": gettext_lazy("学时认定办法"),
    }
    list_export = list(export_headings)

    @property
    def by(self) -> str:
        return self.chosen("by") or queries.UNIT

    @cached_property
    def answer(self) -> tuple[list[queries.Row], queries.Totals]:
        user, year, unit = self.request.user, self.year, self.unit
        self.behind  # noqa: B018 - makes the figures fresh first
        if self.by == queries.CATEGORY:
            return queries.completion_by_category(user, year, unit)
        if self.by == queries.POST:
            return queries.completion_by_post(user, year, unit, self.period.as_of)
        return queries.completion_by_unit(user, year, unit)

    @cached_property
    def rules(self) -> str:
        version = queries.rules_in_force(self.period.as_of)
        return f"{version.rule_set.name} v{version.number}" if version else "—"

    def get_queryset(self) -> Any:
        rows, total = self.answer
        return [*rows, queries.Row(str(_("合计")), "", total, unit=self.unit.pk if self.unit else None)] if rows else []

    @cached_property
    def columns(self) -> list[Column]:
        first = {queries.UNIT: _("组织"), queries.CATEGORY: _("人员类别"), queries.POST: _("岗位")}[self.by]
        return [
            IndentedColumn(
                "label", label=first, accessor=_line_label, get_url=self._deeper, is_sub=lambda row: bool(row.tier_label)
            ),
            self._number("people", _("人数"), lambda row: row.totals.people, ""),
            self._number("attendances", _("人次"), lambda row: row.totals.attendances, "attended"),
            self._number("due", _("必学 已学/应学"), _ratio("due_done", "due"), "due"),
            self._number("gap", _("补缺 已补/应补"), _ratio("gap_closed", "gap_due"), "gap"),
            self._number("unassessed", State.UNASSESSED.word, lambda row: row.totals.figures.unassessed, "unassessed"),
            self._number("hours", _("学时 达标/应达标"), _ratio("hours_met", "hours_fixed"), "hours"),
        ]

    def _number(self, name: str, label: str, accessor: Any, show: str) -> LinkColumn:
        def open_people(row: queries.Row) -> str | None:
            if accessor(row) in (0, "—"):
                return None
            return link(
                "people",
                year=self.year,
                unit=row.unit or (self.unit.pk if self.unit else None),
                own="1" if row.own else None,
                tier=_key(row.tier),
                category=_key(row.category),
                post=row.post,
                show=show,
            )

        return LinkColumn(name, label=label, accessor=accessor, classname="lms-number", get_url=open_people)

    def _deeper(self, row: queries.Row) -> str | None:
        """A unit opens its own children."""
        if self.by != queries.UNIT or row.tier_label or row.own or not row.unit or not row.code:
            return None
        return link("completion", year=self.chosen("year"), unit=row.unit)

    def get_facts(self) -> list[tuple[str, Any]]:
        total = self.answer[1]
        figures = total.figures
        return [
            (_("人数"), total.people),
            (_("人次"), total.attendances),
            (_("必学"), ratio(figures.due_done, figures.due)),
            (_("补缺"), ratio(figures.gap_closed, figures.gap_due)),
            (str(State.UNASSESSED.word), figures.unassessed),
            (_("学时"), ratio(figures.hours_met, figures.hours_fixed)),
        ]

    def get_notes(self) -> list[str]:
        notes = [self._as_of_note(), str(LEGEND)]
        if self.by == queries.POST:
            notes.append(_("兼任的学员在每个岗位下各计一次，合计只计一次。"))
        return notes

    def _as_of_note(self) -> str:
        return _("%(year)s 年，统计截至 %(day)s；学时认定办法：%(rules)s。人数按人计，人次按完成和参加的次数计。") % {
            "year": self.year,
            "day": self._as_of().isoformat(),
            "rules": self.rules,
        }

    def _as_of(self) -> Any:
        """Up-to-date figures hold today; otherwise the oldest day on which one was reckoned."""
        return (self.answer[1].as_of or self.period.as_of) if self.behind else self.period.as_of

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def export_row(self, item: queries.Row) -> list[Any]:
        totals = item.totals
        return [
            item.label + (_("（本级）") if item.own else ""),
            item.code,
            item.tier_label or _("合计"),
            totals.people,
            totals.attendances,
            *figure_cells(totals.figures),
            self._as_of(),
            self.rules,
        ]


def _line_label(row: queries.Row) -> str:
    return row.tier_label or (f"{row.label}{_('（本级）')}" if row.own else row.label)


def _ratio(part: str, whole: str) -> Any:
    return lambda row: ratio(getattr(row.totals.figures, part), getattr(row.totals.figures, whole))


def _key(value: int | None) -> str | None:
    return None if value is None else str(value)


class PeopleReport(ScopedReport):
    """The members behind a number."""

    name = "people"
    page_title = gettext_lazy("完成情况：学员")
    opened_from = ("completion", gettext_lazy("完成情况"))
    filterset_class = PeopleFilterSet
    is_searchable = True
    search_fields = ["member__name", "member__code"]
    search_backend_name = None
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "category": gettext_lazy("人员类别"),
        "attendances": gettext_lazy("人次"),
        **FIGURE_HEADINGS,
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        rows = queries.people_behind(
            self.request.user,
            self.year,
            self.unit,
            own=self.chosen("own") == "1",
            tier=self._id("tier"),
            category=self._id("category"),
            post=self._id("post"),
            day=self.period.as_of,
        )
        show = self.chosen("show")
        return rows.filter(queries.BEHIND[show]) if show else rows

    def _id(self, name: str) -> int | None:
        value = self.chosen(name)
        return None if value is None else 0 if value == "0" else value.pk

    @cached_property
    def columns(self) -> list[Column]:
        number = "lms-number"
        return [
            LinkColumn(
                "member", label=_("学员"), accessor="member", get_url=lambda row: link("person", row.member_id, year=self.year)
            ),
            Column("branch", label=_("所在党支部"), accessor="member.branch"),
            Column("tier", label=_("层次"), accessor="member.tier"),
            Column("attendances", label=_("人次"), classname=number),
            Column("due", label=_("必学 已学/应学"), accessor=lambda row: ratio(row.due_done, row.due), classname=number),
            Column(
                "gap",
                label=_("补缺 已补/应补"),
                accessor=lambda row: ratio(row.gap_closed, row.figures.gap_due),
                classname=number,
            ),
            Column("unassessed", label=State.UNASSESSED.word, classname=number),
            Column("hours", label=_("学时"), accessor=_hours_word),
        ]

    def get_notes(self) -> list[str]:
        return [self.rules_note(self.period.as_of), _("只列出目前属于您管理范围的学员；已转出的学员只计入原单位的数字。")]

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def export_row(self, item: MemberSummary) -> list[Any]:
        member = item.member
        return [
            member.code,
            member.name,
            str(member.branch),
            str(member.tier or ""),
            str(member.category or ""),
            item.attendances,
            *figure_cells(item.figures),
            item.as_of,
        ]


def _hours_word(row: MemberSummary) -> str:
    if not row.hours_fixed:
        return _("无固定要求")
    return str(State.MET.word) if row.hours_met else _("未达标")
