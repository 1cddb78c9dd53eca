"""能力变化: the persons behind a number; each opens the records."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.competencies.models import Competency
from lms.people.models import Member

from ..growth_queries import Pair
from ..tables import NOTHING, Cell, HeadColumn
from .base import link
from .growth_frame import NUMBER, GrowthFrame, GrowthPeopleFilterSet, level_on, signed_whole

#: Which pairs a number opens.
SHOWN = {
    "": lambda pair: pair.twice,
    "higher": lambda pair: pair.twice and pair.difference > 0,
    "lower": lambda pair: pair.twice and pair.difference < 0,
    "same": lambda pair: pair.twice and pair.difference == 0,
    "once": lambda pair: not pair.twice,
}


class GrowthPeopleReport(GrowthFrame):
    """The persons behind a number; each opens the records."""

    name = "growth_people"
    page_title = gettext_lazy("能力变化：学员")
    opened_from = ("growth", gettext_lazy("能力变化"))
    filterset_class = GrowthPeopleFilterSet
    carried = ("by",)
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "competency": gettext_lazy("能力"),
        "first_day": gettext_lazy("摸底日期"),
        "before": gettext_lazy("摸底等级"),
        "last_day": gettext_lazy("最近日期"),
        "after": gettext_lazy("最近等级"),
        "difference": gettext_lazy("变化"),
    }
    list_export = list(export_headings)

    def get_queryset(self) -> Any:
        fits = SHOWN[self.chosen("show") or ""]
        return sorted((pair for pair in self.pairs if fits(pair)), key=lambda pair: (pair.path, pair.member, pair.competency))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        self.page_rows = list(rows)
        return paginator, page, self.page_rows, is_paginated

    @cached_property
    def people(self) -> dict[int, Member]:
        shown = getattr(self, "page_rows", None) or self.object_list
        ids = {pair.member for pair in shown}
        return {one.pk: one for one in self.members.filter(pk__in=ids).select_related("branch")}

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(Competency.objects.values_list("pk", "name"))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("member", label=_("学员"), accessor=self._member, get_url=_records),
            Cell("branch", label=_("所在党支部"), accessor=lambda row: self._member(row).branch, classname="lms-wide"),
            Cell("competency", label=_("能力"), accessor=self._competency, classname="lms-wrap"),
            Cell("before", label=_("摸底"), accessor=lambda row: level_on(row.before, row.first_day)),
            Cell("after", label=_("最近"), accessor=lambda row: level_on(row.after, row.last_day) if row.twice else NOTHING),
            Cell("difference", label=_("变化"), accessor=signed_whole, classname=NUMBER),
        ]

    def _member(self, row: Pair) -> Member:
        return self.people[row.member]

    def _competency(self, row: Pair) -> str:
        return self.names.get(row.competency, NOTHING)

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("人数"), len({pair.member for pair in self.object_list})), (_("人·能力"), len(self.object_list))]

    def export_row(self, item: Pair) -> list[Any]:
        member = self.people[item.member]
        later = [item.last_day, item.after, item.difference] if item.twice else ["", "", ""]
        about = self.names.get(item.competency, "")
        return [member.code, member.name, str(member.branch), about, item.first_day, item.before, *later]


def _records(row: Pair) -> str:
    return link("person", row.member, year=row.last_day.year)
