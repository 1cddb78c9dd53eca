"""Filters of the reports. They only say what was chosen; the views ask the queries accordingly."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import ModelChoiceFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import WagtailFilterSet

from lms.catalogue.models import HoursTarget
from lms.competencies.models import Competency, Domain, Level
from lms.core import clock
from lms.core.states import State
from lms.people.models import MemberCategory, OrgUnit, Post, Tier

from . import queries
from .completion_queries import CATEGORY, POST, TIER
from .models import MemberSummary


def units_in_sight(request: Any) -> Any:
    return OrgUnit.objects.for_user(request.user, request.lms_roles).order_by("path")


def year_choices() -> list[tuple[int, str]]:
    return [(year, _("%(year)s 年") % {"year": year}) for year in queries.years(clock.today())]


class UnitField(django_filters.fields.ModelChoiceField):
    """Units indented by their depth."""

    def label_from_instance(self, obj: OrgUnit) -> str:
        return "　" * obj.depth + obj.name


class UnitFilter(django_filters.ModelChoiceFilter):
    field_class = UnitField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=units_in_sight, label=_("组织（含下级）"), empty_label=_("权限内全部"), widget=forms.Select, **kwargs
        )


class UnitAdapter(ModelChoiceFilterAdapter):
    """The unit in force without the indent that it has in the list."""

    def get_active_filters(self) -> Any:
        for one in super().get_active_filters():
            yield one._replace(value=one.value.strip())


register_filter_adapter_class(UnitFilter, UnitAdapter)


class YearFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=year_choices, label=_("年度"), widget=forms.Select, **kwargs)


class Choice(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select, **kwargs)


class Row(django_filters.ModelChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select, empty_label=_("全部"), **kwargs)


BY = ((TIER, _("按层次")), (CATEGORY, _("按人员类别")), (POST, _("按岗位")))


class ReportFilterSet(WagtailFilterSet):
    """Keeps the rows as they are: a report is computed from what was chosen, not filtered afterwards."""

    class Meta:
        model = MemberSummary
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset


class UnitFilterSet(ReportFilterSet):
    unit = UnitFilter()


class AmongFilterSet(ReportFilterSet):
    """The year, the unit, and whom else a report of completion is about."""

    year = YearFilter(empty_label=_("今年"))
    unit = UnitFilter()
    tier = Row(label=_("层次"), queryset=Tier.objects.all(), null_label=_("未定层次"), null_value="0")
    category = Row(label=_("人员类别"), queryset=MemberCategory.objects.all(), null_label=_("未填类别"), null_value="0")
    post = Row(label=_("岗位"), queryset=Post.objects.all())
    by = Choice(label=_("分行"), empty_label=_("按组织"), choices=BY)
    split = Choice(label=_("层次分列"), empty_label=_("不分层次"), choices=(("1", _("分层次")),))


class CompletionFilterSet(AmongFilterSet):
    pass


#: What the persons behind a number have in common, by the figure that it belongs to.
SHOW = (
    ("due", _("应学")),
    ("due_done", _("已学完")),
    ("due_open", _("未学完")),
    ("due_begun", _("已学一部分或全部")),
    ("gap", _("有缺项")),
    ("gap_done", _("已补齐")),
    ("gap_open", _("未补齐")),
    ("gap_closed", _("已补一部分或全部")),
    ("unassessed", State.UNASSESSED.word),
    ("hours", _("应达标")),
    ("hours_met", _("学时达标")),
    ("hours_short", _("学时未达标")),
    ("attended", _("参加过学习")),
)


class PeopleFilterSet(AmongFilterSet):
    own = Choice(label=_("范围"), empty_label=_("本级和下级"), choices=(("1", _("仅本级")),))
    show = Choice(label=_("只看"), empty_label=_("全部学员"), choices=SHOW)


class HoursFilterSet(ReportFilterSet):
    year = YearFilter(empty_label=_("去年"))
    unit = UnitFilter()
    target = Row(label=_("学时指标"), queryset=HoursTarget.objects.all())
    below = Choice(
        label=_("程度"),
        empty_label=_("学时未达标"),
        choices=(("half", _("不足一半")), ("zero", _("没有学时"))),
    )


class CareFilterSet(ReportFilterSet):
    year = YearFilter(empty_label=_("去年"))
    unit = UnitFilter()


class GapFilterSet(ReportFilterSet):
    unit = UnitFilter()
    tier = Row(label=_("层次"), queryset=Tier.objects.all(), null_label=_("未定层次"), null_value="0")
    category = Row(label=_("人员类别"), queryset=MemberCategory.objects.all(), null_label=_("未填类别"), null_value="0")
    post = Row(label=_("岗位"), queryset=Post.objects.all())
    domain = Row(label=_("领域"), queryset=Domain.objects.all())
    competency = Row(label=_("能力"), queryset=Competency.objects.all())


LEVELS = tuple((str(level), label) for level, label in Level.choices)


class LackingFilterSet(GapFilterSet):
    level = Choice(label=_("要求等级"), empty_label=_("全部"), choices=LEVELS)
    basis = Choice(
        label=_("只看"),
        empty_label=_("缺项和未评估"),
        choices=(("lacking", _("缺项")), ("lapsed", State.RELAPSE.word), ("none", State.UNASSESSED.word)),
    )
    rung = Choice(label=_("没有课程的等级"), empty_label=_("不限"), choices=LEVELS)


class UnsuppliedFilterSet(ReportFilterSet):
    unit = UnitFilter()
    tier = Row(label=_("层次"), queryset=Tier.objects.all(), null_label=_("未定层次"), null_value="0")
    domain = Row(label=_("领域"), queryset=Domain.objects.all())


__all__ = [
    "CareFilterSet", "CompletionFilterSet", "GapFilterSet", "HoursFilterSet", "LackingFilterSet", "PeopleFilterSet",
    "UnitFilterSet", "UnsuppliedFilterSet",
]
