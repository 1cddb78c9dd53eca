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
from ..catch_up import Way, ways
from ..list_filters import CareFilterSet, HoursFilterSet
from ..models import HoursSummary
from ..tables import Cell, HeadColumn, percent
from .base import link
from .lists import YearlyList

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


def home_only(member: Member) -> bool:
    """Lessons go to this member rather than the member to lessons."""
    return bool(member.limited_mobility or member.home_study)


class UnderTrainedReport(YearlyList):
    name = "under_trained"
    page_title = gettext_lazy("培训不足")
    filterset_class = HoursFilterSet
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "category": gettext_lazy("人员类别"),
        "target": gettext_lazy("学时指标"),
        "year": gettext_lazy("年度"),
        "hours": gettext_lazy("已完成学时"),
        "required": gettext_lazy("应完成学时"),
        "missing": gettext_lazy("尚缺学时"),
        "share": gettext_lazy("完成比例"),
        "way": gettext_lazy("补学办法"),
        "care": gettext_lazy("特殊情形"),
    }
    list_export = list(export_headings)

    @cached_property
    def target(self) -> HoursTarget | None:
        return self.chosen("target") or hours_queries.default_target()

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        rows = hours_queries.under_trained(self.request.user, self.year, self.target, None, self.chosen("below") or "")
        return rows.filter(member__in=self.members.values("pk")).select_related("member__tier", "member__category")

    @cached_property
    def ways(self) -> dict[int, Way]:
        """For the rows of this page, or for all of a sheet."""
        rows = self.object_list if self.is_export or self.is_print else self.page_rows
        return ways({row.member_id: row.missing for row in rows}, self.target.pk, self.today) if self.target else {}

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        self.page_rows = list(rows)
        return paginator, page, self.page_rows, is_paginated

    def way(self, row: HoursSummary) -> str:
        if home_only(row.member):
            return _("送学上门")
        found = self.ways.get(row.member_id)
        if found is None:
            return _("返岗后再补")
        if not found.lessons:
            return _("线上课不够，需安排集中培训")
        return _("补学 %(count)s 课，约 %(minutes)s 分钟") % {"count": found.lessons, "minutes": found.minutes}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn(
                "member", label=_("学员"), accessor="member", get_url=lambda row: link("person", row.member_id, year=self.year)
            ),
            Cell("branch", label=_("所在党支部"), accessor="member.branch", classname="lms-wide"),
            Cell("tier", label=_("层次"), accessor="member.tier"),
            Cell("hours", label=_("已完成／应完成"), accessor=_done_of, classname=NUMBER),
            Cell("missing", label=_("尚缺"), accessor=lambda row: plain(row.missing), classname=NUMBER),
            Cell("share", label=_("完成比例"), accessor=lambda row: percent(row.reached), classname=NUMBER),
            Cell("way", label=_("补学办法"), accessor=self.way, classname="lms-wrap"),
            Cell("care", label=_("特殊情形"), accessor=lambda row: situation(row.member) or "—", classname="lms-wrap"),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [
            (_("年度"), self.year), (_("学时指标"), str(self.target or "—")),
            *self.counts_of(Member.objects.filter(pk__in=self.object_list.order_by().values("member"))),
        ]  # fmt: skip

    def get_notes(self) -> list[str]:
        return [
            *self.year_note(),
            self.rules_note(self.period.as_of),
            _("只列出有固定学时要求而未达到的学员，按所缺比例从大到小排列。没有固定要求的学员见关怀名单。"),
            _("补学办法按现在能学的线上课算，用时最少的一种；现在补学的，记在今年。"),
        ]

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def get_file_parts(self) -> list[str]:
        return [str(self.year), self.unit.name if self.unit else "", self.today.isoformat()]

    def export_row(self, item: HoursSummary) -> list[Any]:
        member = item.member
        return [
            member.code,
            member.name,
            str(member.branch),
            str(member.tier or ""),
            str(member.category or ""),
            str(item.target),
            item.year,
            item.hours,
            item.required,
            item.missing,
            percent(item.reached),
            self.way(item),
            situation(member),
        ]


class CareReport(YearlyList):
    name = "care"
    page_title = gettext_lazy("关怀名单")
    filterset_class = CareFilterSet
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "category": gettext_lazy("人员类别"),
        "care": gettext_lazy("特殊情形"),
        "suggestion": gettext_lazy("建议"),
        "fixed": gettext_lazy("学时要求"),
        "hours": gettext_lazy("本年度学时"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        self.behind  # noqa: B018 - makes the figures fresh first
        members = hours_queries.care_list(self.members).select_related("branch", "tier", "category")
        members = members.order_by("branch__path", "code")
        return hours_queries.with_hours(members, self.year)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("member", label=_("学员"), accessor=str, get_url=lambda row: link("person", row.pk, year=self.year)),
            Cell("branch", label=_("所在党支部"), accessor="branch", classname="lms-wide"),
            Cell("care", label=_("特殊情形"), accessor=situation, classname="lms-wrap"),
            Cell("suggestion", label=_("建议"), accessor=suggestion, classname="lms-wrap"),
            Cell("fixed", label=_("学时要求"), accessor=_fixed),
            Cell("hours", label=_("%(year)s 年学时") % {"year": self.year}, accessor=_hours, classname="lms-wrap"),
        ]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("年度"), self.year), *self.counts_of(self.object_list)]

    def get_notes(self) -> list[str]:
        return [
            *self.year_note(),
            self.rules_note(self.period.as_of),
            _("行动不便、流动、离退休的学员：可安排送学上门或灵活学习。没有固定要求的不计入未达标；有固定要求的同时见培训不足。"),
        ]

    def get_warnings(self) -> list[str]:
        return self.behind_warnings()

    def get_file_parts(self) -> list[str]:
        return [str(self.year), self.unit.name if self.unit else "", self.today.isoformat()]

    def export_row(self, item: Member) -> list[Any]:
        return [
            item.code, item.name, str(item.branch), str(item.tier or ""), str(item.category or ""), situation(item),
            suggestion(item), _fixed(item), _hours(item),
        ]  # fmt: skip


def _done_of(row: HoursSummary) -> str:
    return f"{plain(row.hours)}/{plain(row.required)}"


def suggestion(member: Member) -> str:
    """How learning comes to this member."""
    if home_only(member):
        return _("送学上门")
    return _("线上学，或就近参加集中学习") if member.is_mobile else _("自愿学，方便时参加")


def _fixed(member: Any) -> str:
    return _("有固定要求") if any(row.required is not None for row in member.year_hours) else _("弹性，无固定要求")


def _hours(member: Any) -> str:
    said = [
        f"{row.target} {plain(row.hours)}" + (f"/{plain(row.required)}" if row.required is not None else "")
        for row in member.year_hours
    ]
    return "；".join(said) or "0"
