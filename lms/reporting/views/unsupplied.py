"""缺课程, and 重复安排率: what is missing in the catalogue, and what is planned that nobody needs."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.core.states import State
from lms.people.models import Tier
from lms.people.roles import ADMIN_ROLES, ALL_ROLES
from lms.people.scopes import grant_paths, has_role, sees_all
from lms.planning.forms import level_name

from .. import gap_queries
from ..completion import share
from ..filters import UnitFilterSet, UnsuppliedFilterSet
from ..gap_queries import Redundancy, Unsupplied
from ..remedies import remedies
from ..tables import NOTHING, ButtonColumn, Cell, HeadColumn, LinkColumn, percent, ratio
from .base import LimitedReport, link

NUMBER = "lms-number"


class UnsuppliedReport(LimitedReport):
    """缺课程, for trainers: numbers of members. Administrators open the names of their own people."""

    name = "unsupplied"
    page_title = gettext_lazy("缺课程")
    filterset_class = UnsuppliedFilterSet
    roles = ALL_ROLES
    command = "export_unsupplied"
    paginate_by = 100
    table_classname = "listing lms-stack"
    export_headings = {
        "code": gettext_lazy("能力编码"),
        "name": gettext_lazy("能力"),
        "domain": gettext_lazy("领域"),
        "level": gettext_lazy("等级"),
        "sentence": gettext_lazy("这一级的要求"),
        "people": gettext_lazy("缺人数"),
        "tiers": gettext_lazy("按层次"),
        "unassessed": gettext_lazy("未评估（单列）"),
        "since": gettext_lazy("从何时起缺"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Unsupplied]:
        found = [] if self.excess else gap_queries.unsupplied(self.members, self.today)
        domain = self.chosen("domain")
        return [row for row in found if domain is None or row.competency.domain_id == domain.pk]

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def tiers(self) -> dict[str, str]:
        return {**dict(Tier.objects.values_list("code", "name")), "": "—"}

    def by_tier(self, row: Unsupplied) -> str:
        return "；".join(f"{name} {row.by_tier[code]}" for code, name in self.tiers.items() if row.by_tier[code]) or NOTHING

    @cached_property
    def names_in_sight(self) -> bool:
        return has_role(self.request.user, ADMIN_ROLES)

    @cached_property
    def unit_with_names(self) -> bool:
        user = self.request.user
        return bool(self.unit) and (sees_all(user) or any(self.unit.path.startswith(path) for path in grant_paths(user)))

    def _people(self, row: Unsupplied) -> str | None:
        if not row.people or not self.names_in_sight:
            return None
        choices = {"tier": self.choices.get("tier"), "unit": self.choices.get("unit") if self.unit_with_names else None}
        return link("lacking", **choices, competency=row.competency.pk, rung=row.level, basis="lacking")

    @cached_property
    def remedies(self) -> dict[tuple[int, int], str]:
        return {} if self.is_export or self.is_print else remedies(self.request.user, self.rows)

    def _remedy(self, row: Unsupplied) -> str | None:
        return self.remedies.get((row.competency.pk, row.level))

    @property
    def _begin(self) -> Column:
        return ButtonColumn("remedy", label=_("操作"), accessor=lambda row: _("写这一课"), get_url=self._remedy)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("name", label=_("能力"), accessor="competency.name", get_url=lambda row: None),
            *([self._begin] if self.remedies else []),
            LinkColumn("people", label=_("缺人数"), classname=NUMBER, get_url=self._people),
            Cell("level", label=_("等级"), accessor=lambda row: level_name(row.level)),
            Cell("sentence", label=_("这一级的要求"), accessor=_sentence, classname="lms-wrap"),
            Cell("tiers", label=_("按层次"), accessor=self.by_tier, classname="lms-wide"),
            Cell("unassessed", label=State.UNASSESSED.word, classname=NUMBER),
            Cell("since", label=_("从何时起缺"), accessor=lambda row: row.since.isoformat() if row.since else _("一直")),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("缺课程的等级"), len(self.rows)), (_("涉及能力"), len({row.competency.pk for row in self.rows}))]

    def get_notes(self) -> list[str]:
        notes = [_("截至 %(day)s，按今天的记录现算。这些等级有人缺，但没有在用的课程能补。") % {"day": self.today.isoformat()}]
        if not self.names_in_sight:
            notes.append(_("这里只有人数，没有姓名。"))
        return notes

    def export_row(self, item: Unsupplied) -> list[Any]:
        competency = item.competency
        return [
            competency.code,
            competency.name,
            str(competency.domain or ""),
            item.level,
            _sentence(item),
            item.people,
            self.by_tier(item),
            item.unassessed,
            item.since,
            self.today,
        ]


class RedundancyReport(LimitedReport):
    """重复安排率: how much of what is planned teaches only what the member already holds (C2)."""

    name = "redundancy"
    page_title = gettext_lazy("重复安排率")
    opened_from = ("completion", gettext_lazy("完成情况"))
    filterset_class = UnitFilterSet
    command = "export_redundancy"
    paginate_by = 200
    table_classname = "listing lms-stack"
    export_headings = {
        "unit": gettext_lazy("组织"),
        "tier": gettext_lazy("层次"),
        "assigned": gettext_lazy("安排课次"),
        "redundant": gettext_lazy("其中已掌握"),
        "share": gettext_lazy("重复安排率"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Redundancy]:
        return [] if self.excess else gap_queries.redundancy(self.members, self.today)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("unit", label=_("组织"), get_url=lambda row: None),
            Cell("tier", label=_("层次")),
            Cell("share", label=_("重复安排率"), accessor=_redundant, classname=NUMBER),
            Cell("assigned", label=_("安排课次"), classname=NUMBER),
            Cell("redundant", label=_("其中已掌握"), classname=NUMBER),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        assigned, redundant = sum(row.assigned for row in self.rows), sum(row.redundant for row in self.rows)
        return [(str(self.page_title), ratio(redundant, assigned))]

    def get_trail(self) -> list[tuple[str, str]]:
        return [(_("完成情况"), link("completion", unit=self.choices.get("unit"))), (str(self.page_title), "")]

    def get_notes(self) -> list[str]:
        said = _("截至 %(day)s，按今天的计划现算。计划里的课，所教的学员都已达到，就是重复安排；多是必学内容。")
        return [said % {"day": self.today.isoformat()}]

    def export_row(self, item: Redundancy) -> list[Any]:
        return [item.unit, item.tier, item.assigned, item.redundant, _redundant(item), self.today]


def _sentence(row: Unsupplied) -> str:
    return row.competency.sentence(row.level)


def _redundant(row: Redundancy) -> str:
    return percent(share(row.redundant, row.assigned))
