"""能力差距 and 缺课程."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.competencies.models import Competency
from lms.core.states import State
from lms.people.models import Tier
from lms.people.roles import ALL_ROLES

from .. import gap_queries
from ..filters import GapFilterSet
from ..gap_queries import LEVELS, CompetencyGaps, MemberGap, Unsupplied
from ..tables import LinkColumn, basis_name
from .base import LimitedReport, link

NUMBER = "lms-number"


class GapReport(LimitedReport):
    """Members who lack each competency, by the level asked of them; those never assessed apart."""

    name = "gaps"
    page_title = gettext_lazy("能力差距")
    filterset_class = GapFilterSet
    command = "export_gaps"
    paginate_by = 100
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
        return [] if self.excess else gap_queries.gaps_by_competency(self.members, self.today)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        def open_people(row: CompetencyGaps) -> str | None:
            return link("lacking", row.competency.pk, unit=self.unit.pk if self.unit else None)

        levels = [
            Column(f"level{level}", label=_("要求%(level)s级") % {"level": level}, accessor=_at(level), classname=NUMBER)
            for level in LEVELS
        ]
        return [
            LinkColumn(
                "name", label=_("能力"), accessor=lambda row: f"{row.competency.code} {row.competency.name}", get_url=open_people
            ),
            LinkColumn("people", label=_("缺人数"), classname=NUMBER, get_url=open_people),
            *levels,
            Column("relapsed", label=_("其中需复训"), classname=NUMBER),
            Column("unassessed", label=State.UNASSESSED.word, classname=NUMBER),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [
            (_("学员"), self.members.present().count()),
            (_("缺项（人·能力）"), sum(row.people for row in self.rows)),
            (_("未评估（人·能力）"), sum(row.unassessed for row in self.rows)),
        ]

    def get_notes(self) -> list[str]:
        return [
            _("截至 %(day)s。等级低于岗位要求的学员计入缺人数，按要求的等级分列；从未评估的学员单列，不算缺项。")
            % {"day": self.today.isoformat()}
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


def _at(level: int) -> Any:
    return lambda row: row.lacking[level]


class LackingReport(LimitedReport):
    """The members behind one competency."""

    name = "lacking"
    page_title = gettext_lazy("能力差距：学员")
    opened_from = ("gaps", gettext_lazy("能力差距"))
    filterset_class = GapFilterSet
    command = "export_gaps"
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "competency": gettext_lazy("能力"),
        "required": gettext_lazy("要求等级"),
        "current": gettext_lazy("现有等级"),
        "basis": gettext_lazy("依据"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def competency(self) -> Competency:
        found = Competency.objects.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_index_url(self) -> str:
        return link("lacking", self.competency.pk)

    def get_index_results_url(self) -> str:
        return link("lacking_results", self.competency.pk)

    def get_page_subtitle(self) -> str:
        return f"{self.competency.code} {self.competency.name}"

    @cached_property
    def rows(self) -> list[MemberGap]:
        return [] if self.excess else gap_queries.members_lacking(self.members, self.today, self.competency)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            LinkColumn("member", label=_("学员"), accessor="member", get_url=lambda row: link("person", row.member.pk)),
            Column("branch", label=_("所在党支部"), accessor="member.branch"),
            Column("tier", label=_("层次")),
            Column("required", label=_("要求等级"), classname=NUMBER),
            Column("current", label=_("现有等级"), accessor=_current, classname=NUMBER),
            Column("basis", label=_("依据"), accessor=lambda row: basis_name(row.basis)),
        ]

    def get_notes(self) -> list[str]:
        return [_("截至 %(day)s。从未评估的学员排在最后，不算缺项。") % {"day": self.today.isoformat()}]

    def export_row(self, item: MemberGap) -> list[Any]:
        member = item.member
        return [
            member.code,
            member.name,
            str(member.branch),
            item.tier,
            str(self.competency),
            item.required,
            _current(item),
            basis_name(item.basis),
            self.today,
        ]


def _current(row: MemberGap) -> Any:
    return "—" if row.basis == "none" else row.current


class UnsuppliedReport(LimitedReport):
    """缺课程, for trainers: numbers of members, no names."""

    name = "unsupplied"
    page_title = gettext_lazy("缺课程")
    filterset_class = GapFilterSet
    roles = ALL_ROLES
    command = "export_unsupplied"
    paginate_by = 100
    export_headings = {
        "code": gettext_lazy("能力编码"),
        "name": gettext_lazy("能力"),
        "level": gettext_lazy("等级"),
        "sentence": gettext_lazy("这一级的要求"),
        "people": gettext_lazy("缺人数"),
        "tiers": gettext_lazy("按层次"),
        "unassessed": gettext_lazy("未评估（单列）"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Unsupplied]:
        return [] if self.excess else gap_queries.unsupplied(self.members, self.today)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def tiers(self) -> dict[str, str]:
        return {**dict(Tier.objects.values_list("code", "name")), "": "—"}

    def by_tier(self, row: Unsupplied) -> str:
        return "；".join(f"{name} {row.by_tier[code]}" for code, name in self.tiers.items() if row.by_tier[code]) or "—"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("name", label=_("能力"), accessor=lambda row: f"{row.competency.code} {row.competency.name}"),
            Column("level", label=_("等级"), classname=NUMBER),
            Column("people", label=_("缺人数"), classname=NUMBER),
            Column("tiers", label=_("按层次"), accessor=self.by_tier),
            Column("unassessed", label=State.UNASSESSED.word, classname=NUMBER),
            Column(
                "sentence", label=_("这一级的要求"), accessor=lambda row: row.competency.sentence(row.level), classname="lms-wrap"
            ),
        ]

    def get_notes(self) -> list[str]:
        return [
            _("截至 %(day)s。这些等级有人缺，但没有任何在用课程能补。请教员安排课程；这里只有人数，没有姓名。")
            % {"day": self.today.isoformat()}
        ]

    def export_row(self, item: Unsupplied) -> list[Any]:
        competency = item.competency
        return [
            competency.code,
            competency.name,
            item.level,
            competency.sentence(item.level),
            item.people,
            self.by_tier(item),
            item.unassessed,
            self.today,
        ]
