"""Requirement sets, their lines and the matrix in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from lms.core import clock
from lms.core.models import Revision
from lms.people.models import Member
from lms.people.queries import in_force
from lms.people.scopes import has_role
from lms.people.viewsets import (
    ActionButtonsMixin,
    ObjectActionsMixin,
    ScopedCreateView,
    ScopedEditView,
    ScopedFilterSet,
    ScopedIndexView,
    ScopedInspectView,
    ScopedModelViewSet,
    YesNoFilter,
    visible,
)

from . import signals
from .cost import audience_cost
from .forms import SetForm
from .models import Assignment, Line, RequirementSet, SetVersion
from .views.grid import MANAGERS, MatrixView
from .views.grid_history import HistoryView
from .views.lines import LinesView

SHOWN = 200


class AudienceChanged:
    """A changed audience changes who is asked: all plans concerned are out of date."""

    def save_instance(self) -> RequirementSet:
        with transaction.atomic():
            saved: RequirementSet = super().save_instance()  # type: ignore[misc]
            Revision.bump("requirements")
            signals.changed.send(sender=RequirementSet, set_ids=[saved.pk])
        return saved


class SetCreateView(AudienceChanged, ScopedCreateView):
    def get_success_url(self) -> str:
        return reverse("lms_requirement_sets:lines", args=[self.object.pk])


class SetEditView(AudienceChanged, ScopedEditView):
    """Who widens or narrows the audience of a set that asks something sees first what that does."""

    def form_valid(self, form: Any) -> Any:
        words, token = audience_cost(self.object, form)
        if words and form.cleaned_data["confirmed"] != token:
            form.data = form.data.copy()
            form.data["confirmed"] = token
            form.add_error(None, words)
            self.produced_error_message = _("还没有保存")
            return self.form_invalid(form)
        return super().form_valid(form)


def asked_by(row: RequirementSet) -> str:
    """上级指定, or the unit that asks."""
    return _("本单位：%(unit)s") % {"unit": row.owner_unit} if row.owner_unit_id else str(_("上级指定"))


def line_cells(line: Line) -> list[Any]:
    subject: Any = line.competency or line.activity or line.target
    amount = line.level or line.hours
    return [
        line.get_kind_display(), subject.code, subject, amount, line.get_priority_display(), line.due_within_months, line.due_on,
        line.recurs_months, line.since,
    ]


class SetInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("owner_unit",)

    def get_sections(self) -> list[dict[str, Any]]:
        versions = SetVersion.objects.filter(requirement_set=self.object).prefetch_related(
            "lines__competency", "lines__activity", "lines__target"
        )
        headings = [
            _("类型"), _("编码"), _("内容"), _("等级或学时"), _("重要程度"), _("完成期限（月）"), _("截止日期"),
            _("重学周期（月）"), _("自"),
        ]
        sections = [
            {
                "title": _("版本 %(number)s（%(start)s — %(end)s）")
                % {"number": version.number, "start": version.start or _("自始"), "end": version.end or _("至今")},
                "headings": headings,
                "rows": [line_cells(line) for line in version.lines.all()],
            }
            for version in versions
        ]
        named = visible(Member, self.request.user).filter(
            pk__in=Assignment.objects.filter(in_force(clock.today()), requirement_set=self.object).values("member_id")
        )
        rows = [[member.code, member.name] for member in named[:SHOWN]]
        return [*sections, {"title": _("指定到人（您的范围内）"), "headings": [_("编号"), _("姓名")], "rows": rows}]

    def get_ranks_display_value(self) -> str:
        return "、".join(self.object.ranks)


class SetViewSet(ObjectActionsMixin, ScopedModelViewSet):
    """Sets are never deleted, since they say what was asked: a set without lines asks nothing."""

    model = RequirementSet
    name = "lms_requirement_sets"
    links_to_inspect = True
    url_prefix = "lms/requirement-sets"
    icon = "tasks"
    menu_label = _("要求集")
    form_class = SetForm
    add_view_class = SetCreateView
    edit_view_class = SetEditView
    inspect_view_class = SetInspectView
    object_actions = (LinesView,)
    list_display = ["name", Column("asked_by", label=_("由谁要求"), accessor=asked_by), "code", "kind", "mode"]
    list_filter = ["kind", "mode", "posts", "tiers"]
    list_select_related = ("owner_unit",)
    list_export = ["code", "name", "kind", "source_code", "mode", "owner_unit.code"]
    export_headings = {"owner_unit.code": _("归属组织编码")}
    export_filename = "requirement_sets"
    search_fields = ("name", "code")
    inspect_view_fields = [
        "code", "name", "kind", "source_code", "mode", "posts", "tiers", "categories", "units", "ranks", "owner_unit",
    ]


class LineFilterSet(ScopedFilterSet):
    requirement_set = django_filters.ModelChoiceFilter(
        label=_("要求集"), field_name="version__requirement_set", queryset=RequirementSet.objects.all(), widget=forms.Select,
        empty_label=_("全部"),
    )
    past = YesNoFilter(
        label=_("版本"), method="which", widget=forms.Select(choices=[("", _("现行")), ("true", _("全部版本"))])
    )

    class Meta:
        model = Line
        fields = ["requirement_set", "kind", "level", "priority", "past"]

    def which(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("past") else queryset.filter(in_force(clock.today(), "version__"))


class LineIndexView(ScopedIndexView):
    default_ordering = ("version__requirement_set__code", "kind", "competency__code", "activity__code", "pk")


class LineViewSet(ScopedModelViewSet):
    """All lines in force, to search and to export; they are edited through their set."""

    model = Line
    name = "lms_requirement_lines"
    url_prefix = "lms/requirement-lines"
    icon = "list-ul"
    menu_label = _("要求明细")
    form_fields: list[str] = []
    index_view_class = LineIndexView
    list_display = ["version", "kind", "competency", "level", "activity", "target", "hours", "priority", "due_within_months"]
    list_select_related = ("version__requirement_set", "competency", "activity", "target")
    list_export = [
        "version.requirement_set.code", "version.requirement_set.name", "version.number", "kind", "competency.code",
        "competency.name", "level", "activity.code", "activity.title", "target.code", "hours", "priority", "due_within_months",
        "due_on", "recurs_months", "since",
    ]
    export_headings = {
        "version.requirement_set.code": _("要求集编码"), "version.requirement_set.name": _("要求集"), "version.number": _("版本"),
        "competency.code": _("能力编码"), "competency.name": _("能力"), "activity.code": _("学习活动编码"),
        "activity.title": _("学习活动"), "target.code": _("学时指标"),
    }
    export_filename = "requirement_lines"
    filterset_class = LineFilterSet
    search_fields = (
        "version__requirement_set__name", "competency__name", "competency__code", "activity__title", "activity__code",
    )
    inspect_view_fields = [
        "version", "kind", "competency", "level", "activity", "target", "hours", "priority", "due_within_months", "due_on",
        "recurs_months", "window_years", "since",
    ]


class MatrixMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, MANAGERS)


class MatrixViewSet(ViewSet):
    """The grid post × competency: the committee for all, unit administrators for what their unit asks beyond that."""

    name = "lms_matrix"
    url_prefix = "lms/matrix"
    icon = "table"
    menu_label = _("岗位要求")
    menu_item_class = MatrixMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", MatrixView.as_view(), name="index"),
            path("history/<int:pk>/", HistoryView.as_view(), name="history"),
        ]
