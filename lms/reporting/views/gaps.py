"""能力差距: who lacks what. By competency first, then the persons, then one person."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.competencies.models import Competency
from lms.core.states import State
from lms.planning.forms import level_name

from .. import gap_queries
from ..filters import GapFilterSet, LackingFilterSet
from ..gap_queries import LEVELS, CompetencyGaps, MemberGap, Wanted
from ..tables import Cell, HeadColumn, LinkColumn, basis_name
from .base import LimitedReport, link

NUMBER = "lms-number"


class GapFrame(LimitedReport):
    """What the two views have in common: whose gaps, and in what."""

    command = "export_gaps"
    table_classname = "listing lms-stack lms-stack--figures"

    @cached_property
    def wanted(self) -> Wanted:
        return Wanted(self._competencies())

    def _competencies(self) -> frozenset[int] | None:
        if competency := self.chosen("competency"):
            return frozenset({competency.pk})
        if domain := self.chosen("domain"):
            return frozenset(Competency.objects.filter(domain=domain).values_list("pk", flat=True))
        return None

    def get_file_parts(self) -> list[str]:
        return [self.today.isoformat(), self.get_unit_word(), *[said for said in self.get_scope() if said != str(self.unit)]]

    def as_of_note(self) -> str:
        return _("截至 %(day)s，按今天的记录现算。") % {"day": self.today.isoformat()}


class GapReport(GapFrame):
    """Members who lack each competency, by the level asked of them; those never assessed apart."""

    name = "gaps"
    page_title = gettext_lazy("能力差距")
    filterset_class = GapFilterSet
    paginate_by = 100
    results_template_name = "lms_reporting/gaps_results.html"
    export_headings = {
        "code": gettext_lazy("能力编码"),
        "name": gettext_lazy("能力"),
        "domain": gettext_lazy("领域"),
        "people": gettext_lazy("缺人数"),
        "level1": gettext_lazy("要求1级"),
        "level2": gettext_lazy("要求2级"),
        "level3": gettext_lazy("要求3级"),
        "level4": gettext_lazy("要求4级"),
        "relapsed": gettext_lazy("其中需复训"),
        "unassessed": gettext_lazy("未评估（单列）"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[CompetencyGaps]:
        return [] if self.excess else gap_queries.gaps_by_competency(self.members, self.today, self.wanted)

    def get_queryset(self) -> Any:
        return self.rows

    def _people(self, row: CompetencyGaps, **which: Any) -> str:
        return link("lacking", **{**self.choices, "domain": None, "competency": row.competency.pk, **which})

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("name", label=_("能力"), accessor="competency.name", get_url=self._people),
            Cell("domain", label=_("领域"), accessor="competency.domain", classname="lms-wide"),
            self._number("people", _("缺人数"), lambda row: row.people, basis="lacking"),
            *(
                self._number(f"level{level}", _("要求%(level)s") % {"level": level_name(level)}, partial(_at, level), level=level)
                for level in LEVELS
            ),
            self._number("relapsed", _("其中需复训"), lambda row: row.relapsed, basis="lapsed"),
            self._number("unassessed", State.UNASSESSED.word, lambda row: row.unassessed, basis="none"),
        ]

    def _number(self, name: str, label: Any, accessor: Any, **which: Any) -> LinkColumn:
        def address(row: CompetencyGaps) -> str | None:
            return self._people(row, **which) if accessor(row) else None

        return LinkColumn(name, label=label, accessor=accessor, classname=NUMBER, get_url=address)

    def get_facts(self) -> list[tuple[str, Any]]:
        return [
            (_("缺项（人·能力）"), sum(row.people for row in self.rows)),
            (_("未评估（人·能力）"), sum(row.unassessed for row in self.rows)),
            (_("学员"), self.members.present().count()),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "list_url": link("lacking", **self.choices),
            "list_xlsx_url": link("lacking", **{**self.choices, "export": "xlsx"}),
        }

    def get_notes(self) -> list[str]:
        return [
            self.as_of_note(),
            _("等级低于岗位要求的学员计入缺人数，按要求的等级分列；从未评估的学员单列，不算缺项。"),
        ]

    def export_row(self, item: CompetencyGaps) -> list[Any]:
        competency = item.competency
        return [
            competency.code,
            competency.name,
            str(competency.domain or ""),
            item.people,
            *(item.lacking[level] for level in LEVELS),
            item.relapsed,
            item.unassessed,
            self.today,
        ]


def _at(level: int, row: CompetencyGaps) -> int:
    return row.lacking[level]


class LackingReport(GapFrame):
    """The members behind it: a line for each member and competency."""

    name = "lacking"
    page_title = gettext_lazy("谁缺什么")
    opened_from = ("gaps", gettext_lazy("能力差距"))
    filterset_class = LackingFilterSet
    paginate_by = 100
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "posts": gettext_lazy("岗位"),
        "competency_code": gettext_lazy("能力编码"),
        "competency": gettext_lazy("能力"),
        "required": gettext_lazy("要求等级"),
        "required_word": gettext_lazy("要求达到"),
        "current": gettext_lazy("现有等级"),
        "current_word": gettext_lazy("目前"),
        "basis": gettext_lazy("依据"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def wanted(self) -> Wanted:
        level, rung = self.chosen("level"), self.chosen("rung")
        return Wanted(
            self._competencies(), int(level) if level else None, self.chosen("basis") or "", int(rung) if rung else None
        )

    @cached_property
    def rows(self) -> list[MemberGap]:
        return [] if self.excess else gap_queries.member_gaps(self.members, self.today, self.wanted)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("member", label=_("学员"), accessor="member", get_url=self._person),
            Cell("competency", label=_("能力"), accessor="competency.name", classname="lms-wrap"),
            Cell("required", label=_("要求"), accessor=lambda row: level_name(row.required)),
            Cell("current", label=_("目前"), accessor=_now),
            Cell("basis", label=_("依据"), accessor=lambda row: basis_name(row.basis) if row.assessed else "—"),
            Cell("branch", label=_("所在党支部"), accessor="member.branch", classname="lms-wide"),
            Cell("posts", label=_("岗位"), accessor=lambda row: row.posts or "—", classname="lms-wrap"),
        ]

    def _person(self, row: MemberGap) -> str:
        return link("person", row.member.pk, **{**self.choices, "back": "lacking"}) + "#gaps"

    def get_trail(self) -> list[tuple[str, str]]:
        which = {"competency": None, "level": None, "basis": None, "rung": None}
        inner = str(self.chosen("competency").name) if self.chosen("competency") else str(self.page_title)
        return [(_("能力差距"), link("gaps", **{**self.choices, **which})), (inner, "")]

    def get_facts(self) -> list[tuple[str, Any]]:
        lacking = [row for row in self.rows if row.assessed]
        return [
            (_("缺项"), len(lacking)),
            (_("缺人数"), len({row.member.pk for row in lacking})),
            (str(State.UNASSESSED.word), len(self.rows) - len(lacking)),
        ]

    def get_notes(self) -> list[str]:
        return [self.as_of_note(), _("一人一项能力一行。从未评估的排在每个人的最后，不算缺项。点姓名看这个人的计划和记录。")]

    def export_row(self, item: MemberGap) -> list[Any]:
        member, known = item.member, item.assessed
        return [
            member.code,
            member.name,
            str(member.branch),
            item.tier,
            item.posts,
            item.competency.code,
            item.competency.name,
            item.required,
            level_name(item.required),
            item.current if known else "—",
            _now(item),
            basis_name(item.basis),
            self.today,
        ]


def _now(row: MemberGap) -> str:
    return level_name(row.current) if row.assessed else basis_name("none")
