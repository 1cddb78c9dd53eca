"""Filters of the lists: unit, tier, category and saved group; those of hours also the year."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.catalogue.models import HoursTarget
from lms.people.models import MemberCategory, MemberGroup, Tier

from .filters import Choice, ReportFilterSet, Row, UnitFilter, YearFilter


def groups_in_sight(request: Any) -> Any:
    return MemberGroup.objects.for_user(request.user, request.lms_roles).select_related("owner_unit")


class UnitListFilterSet(ReportFilterSet):
    unit = UnitFilter()


class MemberListFilterSet(ReportFilterSet):
    unit = UnitFilter()
    tier = Row(label=_("层次"), queryset=Tier.objects.all(), null_label=_("未定层次"), null_value="0")
    category = Row(label=_("人员类别"), queryset=MemberCategory.objects.all(), null_label=_("未填类别"), null_value="0")
    group = Row(label=_("分组"), queryset=groups_in_sight)


class CareFilterSet(MemberListFilterSet):
    year = YearFilter(empty_label=_("去年"))


class HoursFilterSet(CareFilterSet):
    target = Row(label=_("学时指标"), queryset=HoursTarget.objects.all())
    below = Choice(
        label=_("程度"),
        empty_label=_("学时未达标"),
        choices=(("half", _("不足一半")), ("zero", _("没有学时"))),
    )
