"""Reports of lessons to look at again: 内容更新, and 没有互动的课."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column

from lms.catalogue.models import Activity
from lms.reporting.filters import ReportFilterSet
from lms.reporting.tables import NOTHING, Cell, HeadColumn

from ..doors import pages_of
from . import care
from .care import REVIEW, Stale
from .views import NUMBER, FiguresFilterSet, FiguresReport


class CareFilterSet(ReportFilterSet):
    q = FiguresFilterSet.base_filters["q"]
    subject = FiguresFilterSet.base_filters["subject"]
    own = FiguresFilterSet.base_filters["own"]


class CareReport(FiguresReport):
    """A list of lessons; each leads to where it is mended."""

    filterset_class = CareFilterSet
    table_classname = "listing lms-stack"
    paginate_by = 100

    @cached_property
    def wanted(self) -> set[int]:
        return set(self.lessons.values_list("pk", flat=True))

    def address(self, activity: Activity) -> str:
        """The editor of its page, else its row in the catalogue."""
        page = self.pages.get(activity.pk)
        if page is not None and page.permissions_for_user(self.request.user).can_edit():
            return reverse("wagtailadmin_pages:edit", args=[page.pk])
        return reverse("lms_activities:inspect", args=[activity.pk])

    @cached_property
    def pages(self) -> dict[int, Any]:
        return dict(pages_of([self.activity_of(row).pk for row in self.get_queryset()]))

    @staticmethod
    def activity_of(row: Any) -> Activity:
        found: Activity = getattr(row, "activity", row)
        return found


class StaleReport(CareReport):
    """Lessons whose time is over or nearly so (D2)."""

    name = "stale"
    page_title = gettext_lazy("内容更新")
    header_icon = "date"
    export_headings = {
        "code": gettext_lazy("编码"),
        "title": gettext_lazy("课程"),
        "why": gettext_lazy("事项"),
        "day": gettext_lazy("日期"),
        "when": gettext_lazy("情况"),
        "lecturer": gettext_lazy("讲师编号"),
        "owner": gettext_lazy("归属组织"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Stale]:
        return [row for row in care.stale(self.request.user, self.today) if row.activity.pk in self.wanted]

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("title", label=_("课程"), accessor="activity.title", get_url=lambda row: self.address(row.activity)),
            Cell("why", label=_("事项"), accessor=why),
            Cell("day", label=_("日期"), accessor=lambda row: row.day.isoformat()),
            Cell("when", label=_("情况"), accessor=self.when),
            Cell("lecturer", label=_("讲师编号"), accessor=lambda row: row.activity.lecturer_code or NOTHING),
            Cell("owner", label=_("归属组织"), accessor=lambda row: row.activity.owner_unit or NOTHING),
        ]

    def when(self, row: Stale) -> str:
        days = (row.day - self.today).days
        if days < 0 and row.why != REVIEW:
            return ngettext("已过期 %(count)s 天", "已过期 %(count)s 天", -days) % {"count": -days}
        if days < 0:
            return ngettext("已超过 %(count)s 天", "已超过 %(count)s 天", -days) % {"count": -days}
        return ngettext("还有 %(count)s 天", "还有 %(count)s 天", days) % {"count": days} if days else _("就是今天")

    def get_facts(self) -> list[tuple[str, Any]]:
        over = sum(row.over for row in self.rows)
        return [(_("已到期"), over), (_("快到期"), len(self.rows) - over)]

    def get_notes(self) -> list[str]:
        said = {"day": self.today.isoformat(), "ahead": care.AHEAD.days}
        return [
            _("截至 %(day)s：有效期或复核日期已过，或在今后 %(ahead)s 天内。过期的课不再安排给学员。") % said,
        ]

    def export_row(self, item: Stale) -> list[Any]:
        row = item.activity
        return [
            row.code, row.title, why(item), item.day, self.when(item), row.lecturer_code, str(row.owner_unit or ""), self.today
        ]  # fmt: skip


def why(row: Stale) -> str:
    return _("复核") if row.why == REVIEW else _("有效期")


class PlainReport(CareReport):
    """Lessons that only tell (D9)."""

    name = "plain"
    page_title = gettext_lazy("没有互动的课")
    header_icon = "comment"
    export_headings = {
        "code": gettext_lazy("编码"),
        "title": gettext_lazy("课程"),
        "subject": gettext_lazy("类别与主题"),
        "form": gettext_lazy("形式"),
        "minutes": gettext_lazy("分钟"),
        "lecturer": gettext_lazy("讲师编号"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def rows(self) -> list[Activity]:
        return [row for row in care.without_interaction(self.request.user, self.today) if row.pk in self.wanted]

    def get_queryset(self) -> Any:
        return self.rows

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("title", label=_("课程"), get_url=self.address),
            Cell("subject", label=_("类别与主题"), accessor=lambda row: row.subject or NOTHING),
            Cell("form", label=_("形式")),
            Cell("minutes", label=_("分钟"), classname=NUMBER),
            Cell("lecturer", label=_("讲师编号"), accessor=lambda row: row.lecturer_code or NOTHING),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("没有互动的课"), len(self.rows))]

    def get_notes(self) -> list[str]:
        return [
            _("截至 %(day)s：在用的课里，没有随堂测验、也没有实践任务的。") % {"day": self.today.isoformat()},
            _("现场教学和测验不在其中。加一道随堂题或一项任务，就不再列出。"),
        ]

    def export_row(self, item: Activity) -> list[Any]:
        return [
            item.code, item.title, str(item.subject or ""), item.form, item.minutes, item.lecturer_code, self.today
        ]  # fmt: skip
