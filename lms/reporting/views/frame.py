"""What 完成情况 and the persons behind its numbers have in common: whom they are about, and by which rules it was counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import queries
from ..completion import Figures
from ..tables import NOTHING, percent
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


def figure_cells(figures: Figures) -> list[Any]:
    return [percent(getattr(figures, name)) if name in SHARES else getattr(figures, name) for name in FIGURE_HEADINGS]


class CompletionFrame(ScopedReport):
    carried = ("by", "split", "own", "show")
    table_classname = "listing lms-stack lms-stack--figures"

    @cached_property
    def among(self) -> queries.Among:
        return queries.Among(self.chosen_id("tier"), self.chosen_id("category"), self.chosen_id("post"), self.period.as_of)

    def trail_of_units(self) -> list[tuple[str, str]]:
        units = queries.way_to(self.request.user, self.unit)
        at = {**self.choices, "own": None, "show": None}
        return [(unit.name, link("completion", **{**at, "unit": unit.pk})) for unit in units]

    def get_file_parts(self) -> list[str]:
        return [*self.get_scope()[:1], self.get_unit_word(), *[said for said in self.get_scope()[1:] if said != str(self.unit)]]

    @cached_property
    def rules(self) -> str:
        version = queries.rules_in_force(self.period.as_of)
        return f"{version.rule_set.name} v{version.number}" if version else NOTHING

    @cached_property
    def requirements(self) -> str:
        sets, latest = queries.requirements_in_force(self.period.as_of)
        if latest is None:
            return _("%(count)s 套") % {"count": sets}
        return _("%(count)s 套，最近一次更改 %(day)s") % {"count": sets, "day": latest.isoformat()}

    def as_of_note(self, day: dt.date) -> str:
        return _("%(year)s 年，统计截至 %(day)s。学时认定办法：%(rules)s。要求：%(sets)s。") % {
            "year": self.year, "day": day.isoformat(), "rules": self.rules, "sets": self.requirements,
        }

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()
