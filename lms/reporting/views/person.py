"""One person: the figures of a year and the records behind them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.states import State
from lms.people.models import Member
from lms.records.models import Record

from .. import queries
from ..models import HoursSummary, MemberSummary
from ..tables import ratio
from .base import ScopedReport, link


class PersonReport(ScopedReport):
    """One member's figures of a year and the records behind them."""

    name = "person"
    page_title = gettext_lazy("学习记录")
    opened_from = ("completion", gettext_lazy("完成情况"))
    filterset_class = None
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "day": gettext_lazy("日期"),
        "verb": gettext_lazy("事实"),
        "what": gettext_lazy("内容"),
        "how": gettext_lazy("方式和结果"),
        "hours": gettext_lazy("学时"),
        "unit": gettext_lazy("当时所在组织"),
    }
    list_export = list(export_headings)

    @property
    def year(self) -> int:
        text = self.request.GET.get("year", "")
        if text and (not text.isdecimal() or int(text) not in queries.years(self.today)):
            raise Http404
        return int(text) if text else self.today.year

    @cached_property
    def member(self) -> Member:
        found = Member.objects.for_user(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_index_url(self) -> str:
        return link("person", self.member.pk)

    def get_index_results_url(self) -> str:
        return link("person_results", self.member.pk)

    def get_page_subtitle(self) -> str:
        return str(self.member)

    def get_base_queryset(self) -> Any:
        mine = Q(member=self.member) | Q(member__merged_into=self.member)
        rows = Record.objects.in_force().filter(mine, day__range=(self.period.start, self.period.end))
        return (
            rows.select_related("activity", "competency", "unit")
            .prefetch_related("credits__target")
            .order_by("-occurred_at", "-pk")
        )

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("day", label=_("日期"), accessor=lambda row: row.day.isoformat()),
            Column("verb", label=_("事实"), accessor="get_verb_display"),
            Column("what", label=_("内容"), accessor=_what, classname="lms-wrap"),
            Column("how", label=_("方式和结果"), accessor=_how),
            Column("hours", label=_("学时"), accessor=_credits, classname="lms-wrap"),
            Column("unit", label=_("当时所在组织"), accessor="unit", classname="lms-wrap"),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        self.behind  # noqa: B018 - makes the figures fresh first
        row = MemberSummary.objects.filter(member=self.member, year=self.year).first()
        figures = row.figures if row else None
        facts: list[tuple[str, Any]] = [(_("年度"), self.year)]
        if figures:
            facts += [
                (_("必学"), ratio(figures.due_done, figures.due)),
                (_("补缺"), ratio(figures.gap_closed, figures.gap_due)),
                (str(State.UNASSESSED.word), figures.unassessed),
            ]
        for hours in (
            HoursSummary.objects.filter(member=self.member, year=self.year)
            .select_related("target")
            .order_by("target__sort_order")
        ):
            wanted = f"{hours.required.normalize():f}" if hours.required is not None else _("无固定要求")
            facts.append((str(hours.target), f"{hours.hours.normalize():f} / {wanted}"))
        return facts

    def get_notes(self) -> list[str]:
        return [self.rules_note(self.period.as_of), _("只列出仍然有效的记录；更正过的旧记录不计。")]

    def export_row(self, item: Record) -> list[Any]:
        return [
            self.member.code,
            item.day,
            item.get_verb_display(),
            _what(item),
            _how(item),
            _credits(item),
            str(item.unit or ""),
        ]


def _what(row: Record) -> str:
    return str(row.activity or row.competency or row.platform or "—")


def _how(row: Record) -> str:
    parts = [row.get_kind_display() if row.kind else ""]
    if row.level is not None:
        parts.append(_("等级 %(level)s") % {"level": row.level})
    if row.score is not None:
        parts.append(_("%(score)s 分") % {"score": f"{row.score.normalize():f}"})
    return " · ".join(part for part in parts if part) or "—"


def _credits(row: Record) -> str:
    return "；".join(f"{each.target} {each.hours.normalize():f}" for each in row.credits.all()) or "—"
