"""师资情况, a report: where the directory is thin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column

from lms.people.roles import ALL_ROLES
from lms.reporting.tables import NOTHING, Cell, HeadColumn, LinkColumn
from lms.reporting.views.base import ScopedReport

from ..capacity import CATEGORY, DOMAIN, TOPIC, Field
from ..capacity_queries import capacity
from ..models import Lecturer
from ..states import EXPIRED, State
from ..viewsets.lecturers import ENDING, ending

NUMBER = "lms-number"
#: So many names stand in a line.
NAMED = 6


def kind_label(kind: str) -> str:
    return {CATEGORY: _("类别"), TOPIC: _("主题"), DOMAIN: _("能力领域")}[kind]


def lecturers_url(**chosen: Any) -> str:
    return f"{reverse('lms_lecturers:index')}?{urlencode(chosen)}"


class CapacityReport(ScopedReport):
    """Lecturers by category, topic and domain: how many, how loaded, whose term ends, and what hangs on one alone (F3)."""

    name = "capacity"
    namespace = "lms_lecturer_capacity"
    page_title = gettext_lazy("师资情况")
    header_icon = "group"
    roles = ALL_ROLES
    filterset_class = None
    table_classname = "listing lms-stack"
    export_headings = {
        "kind": gettext_lazy("分类"),
        "name": gettext_lazy("方向"),
        "listed": gettext_lazy("在库讲师"),
        "mark": gettext_lazy("提示"),
        "names": gettext_lazy("讲师"),
        "coming": gettext_lazy("候选和试讲"),
        "lessons": gettext_lazy("在用课程"),
        "load": gettext_lazy("每人课程"),
        "sessions": gettext_lazy("授课次数"),
        "ending": gettext_lazy("一年内届满"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Field]:
        return capacity(self.request.user, self.today)

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("name", label=_("方向"), get_url=lambda row: None, get_mark=self.mark),
            Cell("kind", label=_("分类"), accessor=lambda row: kind_label(row.kind)),
            LinkColumn(
                "listed", label=_("在库讲师"), classname=NUMBER, accessor=lambda row: len(row.listed), get_url=self._people
            ),
            Cell("names", label=_("讲师"), accessor=self.names, classname="lms-wrap"),
            Cell("coming", label=_("候选和试讲"), accessor=lambda row: len(row.coming), classname=NUMBER),
            Cell("lessons", label=_("在用课程"), classname=NUMBER),
            Cell("load", label=_("每人课程"), accessor=self.load, classname=NUMBER),
            Cell("sessions", label=_("授课次数"), classname=NUMBER),
            Cell("ending", label=_("一年内届满"), classname=NUMBER),
        ]

    def _people(self, row: Field) -> str | None:
        return None if row.kind == DOMAIN or not row.listed else lecturers_url(subjects=row.pk, standing=State.LISTED.value)

    @staticmethod
    def mark(row: Field) -> str:
        """A word where the direction is thin."""
        if not row.listed:
            return _("没有在库讲师")
        return _("单点") if row.single else ""

    @staticmethod
    def names(row: Field) -> str:
        said = "、".join(teacher.name for teacher in row.listed[:NAMED])
        more = len(row.listed) - NAMED
        if more > 0:
            said += ngettext("等 %(count)s 人", "等 %(count)s 人", len(row.listed)) % {"count": len(row.listed)}
        return said or NOTHING

    @staticmethod
    def load(row: Field) -> str:
        """Lessons for each lecturer, to one place."""
        return f"{row.lessons / len(row.listed):.1f}" if row.listed else NOTHING

    def get_facts(self) -> list[tuple[str, Any]]:
        rows = Lecturer.objects.for_user(self.request.user)
        expired = rows.filter(state=State.LISTED, term_end__lt=self.today)
        return [
            (_("在库讲师"), rows.listed().count()),
            (_("候选和试讲"), rows.filter(state__in=[State.CANDIDATE, State.TRIAL]).count()),
            (_("单点方向"), sum(row.single for row in self.rows)),
            (_("一年内聘期届满"), ending(rows).count()),
            (_("已到期待评审"), expired.count()),
        ]

    def get_tabs(self) -> list[dict[str, Any]]:
        items = [
            (_("一年内届满的讲师"), lecturers_url(standing=ENDING), False),
            (_("已到期待评审的讲师"), lecturers_url(standing=EXPIRED), False),
            (_("全部讲师"), reverse("lms_lecturers:index"), False),
        ]
        return [{"label": _("名单"), "items": items}]

    def get_notes(self) -> list[str]:
        return [
            _("截至 %(day)s。“单点”指只有一名在库讲师，一旦离开就没有人能讲。") % {"day": self.today.isoformat()},
            _("类别和主题按讲师登记统计，能力领域按在用课程的讲师统计。"),
        ]

    def export_row(self, item: Field) -> list[Any]:
        return [
            kind_label(item.kind), item.name, len(item.listed), self.mark(item), "、".join(each.name for each in item.listed),
            len(item.coming), item.lessons, self.load(item), item.sessions, item.ending, self.today,
        ]  # fmt: skip
