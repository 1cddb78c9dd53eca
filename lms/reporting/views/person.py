"""One person: the three figures of a year, what they consist of, and the records behind them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.posted import key
from lms.core.states import State
from lms.people.models import Member
from lms.planning.queries import reading_counts
from lms.records.models import Record
from lms.records.sources import source_word

from .. import person_queries, queries
from ..filters import LackingFilterSet, PeopleFilterSet
from ..models import MemberSummary
from ..person_queries import Year
from ..tables import Cell, HeadColumn, Part, Share, ratio
from .base import ScopedReport, link
from .person_words import SHEETS, ability_cells, credits_of, how, plain_hours, plan_cells, record_url, what

#: Lists that lead here, with their names: a reader goes back to the one he came from, with the same choices.
BACK = {
    "people": gettext_lazy("学员名单"),
    "lacking": gettext_lazy("谁缺什么"),
    "under_trained": gettext_lazy("培训不足"),
    "care": gettext_lazy("关怀名单"),
}
CARRIED = {*PeopleFilterSet.base_filters, *LackingFilterSet.base_filters} - {"year"}


class PersonReport(ScopedReport):
    """One member's year."""

    name = "person"
    page_title = gettext_lazy("学员学习情况")
    opened_from = ("completion", gettext_lazy("完成情况"))
    filterset_class = None
    results_template_name = "lms_reporting/person_results.html"
    table_classname = "listing lms-stack"
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "day": gettext_lazy("日期"),
        "verb": gettext_lazy("事实"),
        "what": gettext_lazy("内容"),
        "how": gettext_lazy("方式和结果"),
        "hours": gettext_lazy("学时"),
        "unit": gettext_lazy("当时所在组织"),
        "source": gettext_lazy("来源"),
        "by": gettext_lazy("登记人"),
        "rules": gettext_lazy("学时认定办法"),
    }
    list_export = list(export_headings)

    @property
    def year(self) -> int:
        text = self.request.GET.get("year", "")
        if text and key(text) not in queries.years(self.today):
            raise Http404
        return int(text) if text else self.today.year

    @cached_property
    def member(self) -> Member:
        found = Member.objects.for_user(self.request.user).filter(pk=self.kwargs["pk"])
        member = found.select_related("branch", "tier", "category").first()
        if member is None:
            raise Http404
        return member

    @cached_property
    def choices(self) -> dict[str, str]:
        """What the list was asked from which the reader came."""
        return {name: value for name in (*sorted(CARRIED), "back") if (value := self.request.GET.get(name, ""))}

    def get_index_url(self) -> str:
        return link("person", self.member.pk)

    def get_index_results_url(self) -> str:
        return link("person_results", self.member.pk)

    def get_page_subtitle(self) -> str:
        return str(self.member)

    def get_header_title(self) -> str:
        return _("%(title)s：%(name)s") % {"title": self.page_title, "name": self.member}

    def get_queryset(self) -> Any:
        return self.records

    @cached_property
    def records(self) -> list[Record]:
        return person_queries.records_of(self.member, self.period)

    @cached_property
    def parts(self) -> Year:
        return person_queries.year_of(self.member, self.year, self.today, self.records)

    @cached_property
    def summary(self) -> MemberSummary | None:
        self.behind  # noqa: B018 - makes the figures fresh first
        return MemberSummary.objects.filter(member=self.member, year=self.year).first()

    # -- the records --

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("what", label=_("内容"), accessor=what, get_url=record_url),
            Cell("day", label=_("日期"), accessor=lambda row: row.day.isoformat(), classname="lms-day"),
            Cell("verb", label=_("事实"), accessor="get_verb_display", classname="lms-day"),
            Cell("how", label=_("方式和结果"), accessor=how),
            Cell("hours", label=_("学时"), accessor=credits_of, classname="lms-wrap"),
            Cell("source", label=_("来源"), accessor=lambda row: source_word(row.source)),
            Cell("by", label=_("登记人"), accessor=lambda row: row.recorder or "—"),
            Cell("rules", label=_("学时认定办法"), accessor=lambda row: str(row.rules or "—"), classname="lms-wrap"),
        ]

    # -- above it --

    def get_trail(self) -> list[tuple[str, str]]:
        back = self.choices.get("back", "")
        if back not in BACK:
            return [(_("完成情况"), link("completion", year=self.year)), (self.member.name, "")]
        kept = {name: value for name, value in self.choices.items() if name != "back"}
        outer = link(back, **kept, year=self.request.GET.get("year")) if back != "lacking" else link(back, **kept)
        return [(str(BACK[back]), outer), (self.member.name, "")]

    def get_tabs(self) -> list[dict[str, Any]]:
        items = [(str(year), self.here(year=year), year == self.year) for year in queries.years(self.today)[:3]]
        return [{"label": _("年度"), "items": items}]

    def get_shares(self) -> list[tuple[str, Share]]:
        figures = self.summary.figures if self.summary else None
        if figures is None:
            return []
        named = (
            (_("必学"), Part(_("已学"), figures.due_done, "#mandatory"), Part(_("应学"), figures.due, "#mandatory")),
            (_("补缺"), Part(_("已补"), figures.gap_closed, "#gaps"), Part(_("应补"), figures.gap_due, "#gaps")),
        )
        return [(label, Share(done, due)) for label, done, due in named]

    def get_numbers(self) -> list[Part]:
        if self.summary is None:
            return []
        met = State.MET.word if self.summary.hours_met else _("未达标")
        numbers = [
            Part(_("学时"), met if self.summary.hours_fixed else _("无固定要求"), "#hours"),
            Part(str(State.UNASSESSED.word), self.summary.unassessed, "#gaps"),
            Part(_("人次"), self.summary.attendances, "#records"),
        ]
        # Two numbers are all that others see of a reading plan.
        read = reading_counts([self.member.pk], self.year)[self.member.pk]
        if read.planned:
            numbers.append(Part(_("读书计划（已读 / 计划）"), f"{read.done} / {read.planned}"))
        return numbers

    def get_facts(self) -> list[tuple[str, Any]]:
        """For the printed page."""
        figures = self.summary.figures if self.summary else None
        facts: list[tuple[str, Any]] = [(_("所在党支部"), self.member.branch), (_("层次"), self.member.tier or "—")]
        if figures:
            facts += [
                (_("必学"), ratio(figures.due_done, figures.due)),
                (_("补缺"), ratio(figures.gap_closed, figures.gap_due)),
                (str(State.UNASSESSED.word), figures.unassessed),
            ]
        return facts

    def get_unit_word(self) -> str:
        return self.member.branch.name

    def get_scope(self) -> list[str]:
        said = (_("%(year)s 年") % {"year": self.year}, self.member.branch, self.member.tier, self.member.category)
        return [str(each) for each in said if each]

    def get_notes(self) -> list[str]:
        return [self.rules_note(self.period.as_of), _("只列出仍然有效的记录；更正过的旧记录不计。录入更正请点开那条记录。")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        return context | {
            "member": self.member,
            "member_url": reverse("lms_members:inspect", args=[self.member.pk]),
            "shares": self.get_shares(),
            "numbers": self.get_numbers(),
            "parts": self.parts,
            "abilities": [ability_cells(row) for row in self.parts.abilities],
            "compulsory": [(row, record_url(row.record) if row.record else "") for row in self.parts.compulsory],
            "plan": [plan_cells(row) for row in self.parts.plan or ()],
            "hours": [(row, *plain_hours(row)) for row in self.parts.hours],
            "minutes": sum(row.minutes for row in self.parts.plan or ()),
            "is_this_year": self.period.as_of == self.today,
        }

    # -- sheets --

    def get_file_title(self) -> str:
        return f"{_('学习情况')}-{self.member.name}"

    def get_file_parts(self) -> list[str]:
        return [self.member.code, str(self.year)]

    def write_xlsx(self, queryset: Any, output: BytesIO) -> None:
        """A sheet for each part of the page; the records come first."""
        from openpyxl import Workbook

        workbook = Workbook()
        first = workbook.active
        first.title = _("学习记录")
        first.append([str(self.export_headings[name]) for name in self.list_export])
        for row in queryset:
            first.append(self.export_row(row))
        for title, headings, rows in SHEETS:
            sheet = workbook.create_sheet(str(title))
            sheet.append([str(heading) for heading in headings])
            for cells in rows(self.parts):
                sheet.append(cells)
        for sheet in workbook:
            for line in sheet.iter_rows():
                for cell in line:
                    if cell.data_type == "f":  # never a formula, whatever a title begins with
                        cell.data_type = "s"
        workbook.save(output)

    def export_row(self, item: Any) -> list[Any]:
        return [
            self.member.code,
            item.day,
            str(item.get_verb_display()),
            what(item),
            how(item),
            credits_of(item),
            str(item.unit or ""),
            source_word(item.source),
            item.recorder or "",
            str(item.rules or ""),
        ]
