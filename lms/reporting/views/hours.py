"""培训不足 and 关怀名单: who is short of a fixed target, and who is looked after without one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.catalogue.models import HoursTarget
from lms.people.models import Member

from .. import hours_queries
from ..filters import CareFilterSet, HoursFilterSet
from ..models import HoursSummary
from ..tables import LinkColumn, percent
from .base import ScopedReport, link

NUMBER = "lms-number"


def plain(value: Decimal | None) -> str:
    """Hours without needless zeros."""
    return "—" if value is None else f"{value.normalize():f}"


def situation(member: Member) -> str:
    """Why the member needs care, in words."""
    flags = (
        (member.limited_mobility, _("行动不便")),
        (member.home_study, _("送学上门")),
        (member.is_mobile, _("流动")),
        (member.retired, _("离退休")),
    )
    said = [word for flag, word in flags if flag]
    if member.special_case and member.special_case not in said:
        said.append(member.special_case)
    return "、".join(said)


class UnderTrainedReport(ScopedReport):
    name = "under_trained"
    page_title = gettext_lazy("培训不足")
    filterset_class = HoursFilterSet
    default_year_offset = -1
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "target": gettext_lazy("学时指标"),
        "year": gettext_lazy("年度"),
        "hours": gettext_lazy("已完成学时"),
        "required": gettext_lazy("应完成学时"),
        "missing": gettext_lazy("尚缺学时"),
        "share": gettext_lazy("完成比例"),
        "care": gettext_lazy("特殊情形"),
    }
    list_export = list(export_headings)

    @cached_property
    def target(self) -> HoursTarget | None:
        return self.chosen("target") or hours_queries.default_target()

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        return hours_queries.under_trained(self.request.user, self.year, self.target, self.unit, self.chosen("below") or "")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            LinkColumn(
                "member", label=_("学员"), accessor="member", get_url=lambda row: link("person", row.member_id, year=self.year)
            ),
            Column("branch", label=_("所在党支部"), accessor="member.branch"),
            Column("hours", label=_("已完成学时"), accessor=lambda row: plain(row.hours), classname=NUMBER),
            Column("required", label=_("应完成"), accessor=lambda row: plain(row.required), classname=NUMBER),
            Column("missing", label=_("尚缺"), accessor=lambda row: plain(row.missing), classname=NUMBER),
            Column("share", label=_("完成比例"), accessor=lambda row: percent(row.reached), classname=NUMBER),
            Column("care", label=_("特殊情形"), accessor=lambda row: situation(row.member) or "—"),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("年度"), self.year), (_("学时指标"), str(self.target or "—")), (_("不足人数"), self.object_list.count())]

    def get_notes(self) -> list[str]:
        return [
            self.rules_note(self.period.as_of),
            _("只列出有固定学时要求而未达到的学员，按所缺比例从大到小排列。没有固定要求的学员见关怀名单。"),
        ]

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def export_row(self, item: HoursSummary) -> list[Any]:
        member = item.member
        return [
            member.code,
            member.name,
            str(member.branch),
            str(item.target),
            item.year,
            item.hours,
            item.required,
            item.missing,
            percent(item.reached),
            situation(member),
        ]


class CareReport(ScopedReport):
    name = "care"
    page_title = gettext_lazy("关怀名单")
    filterset_class = CareFilterSet
    default_year_offset = -1
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "care": gettext_lazy("特殊情形"),
        "fixed": gettext_lazy("学时要求"),
        "hours": gettext_lazy("本年度学时"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        members = hours_queries.care_list(self.members).select_related("branch").order_by("branch__path", "code")
        return hours_queries.with_hours(members, self.year)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            LinkColumn("member", label=_("学员"), accessor=str, get_url=lambda row: link("person", row.pk, year=self.year)),
            Column("branch", label=_("所在党支部"), accessor="branch"),
            Column("care", label=_("特殊情形"), accessor=situation),
            Column("fixed", label=_("学时要求"), accessor=_fixed),
            Column("hours", label=_("%(year)s 年学时") % {"year": self.year}, accessor=_hours, classname="lms-wrap"),
        ]

    def get_notes(self) -> list[str]:
        return [
            self.rules_note(self.period.as_of),
            _("行动不便、流动、离退休的学员：可安排送学上门或灵活学习。没有固定要求的不计入未达标；有固定要求的同时见培训不足。"),
        ]

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def export_row(self, item: Member) -> list[Any]:
        return [item.code, item.name, str(item.branch), situation(item), _fixed(item), _hours(item)]


def _fixed(member: Any) -> str:
    return _("有固定要求") if any(row.required is not None for row in member.year_hours) else _("弹性，无固定要求")


def _hours(member: Any) -> str:
    said = [
        f"{row.target} {plain(row.hours)}" + (f"/{plain(row.required)}" if row.required is not None else "")
        for row in member.year_hours
    ]
    return "；".join(said) or "0"
