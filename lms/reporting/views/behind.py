"""The persons behind a number of 完成情况. From a person it goes on to the records."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.states import State

from .. import queries
from ..filters import SHOW, PeopleFilterSet
from ..models import MemberSummary
from ..tables import Cell, HeadColumn, LinkColumn, Part, Share, ShareColumn
from .base import link
from .frame import FIGURE_HEADINGS, CompletionFrame, figure_cells

#: The choices of the page, by figure. The others are reached from a number only.
GROUPS = (
    (gettext_lazy("必学"), ("due", "due_done", "due_open")),
    (gettext_lazy("补缺"), ("gap", "gap_done", "gap_open", "unassessed")),
    (gettext_lazy("学时"), ("hours", "hours_met", "hours_short")),
)


class PeopleReport(CompletionFrame):
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
        "rules": gettext_lazy("学时认定办法"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        own, show = self.chosen("own") == "1", self.chosen("show")
        rows = queries.people_behind(self.request.user, self.year, self.unit, own=own, among=self.among)
        return rows.filter(queries.BEHIND[show]) if show else rows

    @property
    def shown(self) -> str:
        return str(dict(SHOW).get(self.chosen("show") or "", _("全部学员")))

    def _person(self, row: MemberSummary, part: str = "") -> str:
        address = link("person", row.member_id, **{**self.choices, "year": self.year, "back": "people"})
        return f"{address}#{part}" if part else address

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("member", label=_("学员"), accessor="member", get_url=self._person),
            Cell("branch", label=_("所在党支部"), accessor="member.branch", classname="lms-wide"),
            Cell("tier", label=_("层次"), accessor="member.tier"),
            self._share("mandatory", _("必学"), ("due_done", _("已学")), ("due", _("应学")), "mandatory"),
            self._share("gap", _("补缺"), ("gap_closed", _("已补")), ("gap_due", _("应补")), "gaps"),
            LinkColumn("hours", label=_("学时"), accessor=_hours_word, get_url=lambda row: self._person(row, "hours")),
            self._number("unassessed", State.UNASSESSED.word, "gaps"),
            self._number("attendances", _("人次"), "records"),
        ]

    def _number(self, name: str, label: Any, part: str) -> LinkColumn:
        def address(row: MemberSummary) -> str | None:
            return self._person(row, part) if getattr(row, name) else None

        return LinkColumn(name, label=label, classname="lms-number", get_url=address)

    def _share(self, name: str, label: str, done: tuple[str, str], due: tuple[str, str], part: str) -> ShareColumn:
        def shares(row: MemberSummary) -> Share:
            figures, address = row.figures, self._person(row, part)
            parts = [Part(word, getattr(figures, figure), address) for figure, word in (done, due)]
            return Share(*parts)

        return ShareColumn(name, label=label, accessor=shares, classname="lms-number")

    def get_trail(self) -> list[tuple[str, str]]:
        back = {**self.choices, "own": None, "show": None, "unit": None}
        return [(_("完成情况"), link("completion", **back)), *self.trail_of_units(), (self.shown, "")]

    def get_tabs(self) -> list[dict[str, Any]]:
        show, words = self.chosen("show"), dict(SHOW)
        everybody = {"label": _("学员"), "items": [(_("全部学员"), self.here(show=None), not show)]}
        return [
            everybody,
            *(
                {"label": label, "items": [(words[key], self.here(show=key), key == show) for key in keys]}
                for label, keys in GROUPS
            ),
        ]

    def get_scope(self) -> list[str]:
        return [*super().get_scope(), *([_("仅本级")] if self.chosen("own") else [])]

    def get_file_title(self) -> str:
        return f"{_('完成情况')}-{self.shown}"

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(self.shown, _("%(count)s 人") % {"count": self.object_list.count()})]

    def get_notes(self) -> list[str]:
        return [self.as_of_note(self.period.as_of), _("只列出目前属于您管理范围的学员；已转出的学员只计入原单位的数字。")]

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
            self.rules,
        ]


def _hours_word(row: MemberSummary) -> str:
    if not row.hours_fixed:
        return _("无固定要求")
    return str(State.MET.word) if row.hours_met else _("未达标")
