"""Filters of the reports. They only say what was chosen; the views ask the queries accordingly."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import ModelChoiceFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import WagtailFilterSet

from lms.catalogue.models import HoursTarget
from lms.core import clock
from lms.people.models import MemberCategory, OrgUnit, Post, Tier

from . import queries
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


class ReportFilterSet(WagtailFilterSet):
    """Keeps the rows as they are: a report is computed from what was chosen, not filtered afterwards."""

    class Meta:
        model = MemberSummary
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset


class UnitFilterSet(ReportFilterSet):
    unit = UnitFilter()


class CompletionFilterSet(ReportFilterSet):
    year = YearFilter(empty_label=_("今年"))
    unit = UnitFilter()
    by = Choice(
        label=_("按什么分行"),
        empty_label=_("下级组织"),
        choices=((queries.CATEGORY, _("人员类别")), (queries.POST, _("岗位"))),
    )


SHOW = (
    ("due", _("本期有必学内容")),
    ("due_open", _("必学未完成")),
    ("gap", _("本期有缺项")),
    ("gap_open", _("缺项未补齐")),
    ("unassessed", _("有未评估的能力")),
    ("hours", _("有学时要求")),
    ("hours_short", _("学时未达标")),
    ("attended", _("本期参加过学习")),
)


class PeopleFilterSet(ReportFilterSet):
    year = YearFilter(empty_label=_("今年"))
    unit = UnitFilter()
    own = Choice(label=_("范围"), empty_label=_("本级和下级"), choices=(("1", _("仅本级")),))
    tier = Row(label=_("层次"), queryset=Tier.objects.all(), null_label=_("未定层次"), null_value="0")
    category = Row(label=_("人员类别"), queryset=MemberCategory.objects.all(), null_label=_("未填类别"), null_value="0")
    post = Row(label=_("岗位"), queryset=Post.objects.all())
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


__all__ = ["CareFilterSet", "CompletionFilterSet", "GapFilterSet", "HoursFilterSet", "PeopleFilterSet", "UnitFilterSet"]
