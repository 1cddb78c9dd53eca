"""师资库 in the admin: list, file, form and chooser."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.admin.utils import quote
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from lms.catalogue.viewsets.activities import SubjectFilter
from lms.core import clock
from lms.core.dates import add_months
from lms.people.roles import ADMIN_ROLES, ALL_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets import (
    ScopedChooserViewSet,
    ScopedCreateView,
    ScopedEditView,
    ScopedFilterSet,
    ScopedIndexView,
    ScopedInspectView,
    ScopedModelViewSet,
    UnitBelowFilter,
)
from lms.people.viewsets.object_actions import ActionButtonsMixin, ObjectActionsMixin

from ..actions.moving import nominate
from ..forms import MONTHS, LecturerForm
from ..models import Lecturer, LecturerStep
from ..queries import lessons_of
from ..sheets.cells import MODES
from ..states import EXPIRED, EXPIRED_LABEL, State
from .deeds import DEEDS

#: What trainers, who organise nothing, do not see.
PRIVATE = frozenset({"contact", "unit_contact", "rating", "birth_month"})
#: What is asked for when a term draws to its end.
ENDING = "ending"
ENDING_MONTHS = 12


def ending(rows: Any) -> Any:
    """在库, and the term ends within a year."""
    return rows.listed().filter(term_end__lte=add_months(clock.today(), ENDING_MONTHS))


class LecturerFilterSet(ScopedFilterSet):
    subjects = SubjectFilter(label=_("类别与主题"), field_name="subjects", distinct=True)
    standing = django_filters.ChoiceFilter(
        label=_("状态"), method="in_state", widget=forms.Select, empty_label=_("全部"),
        choices=[*State.choices, (EXPIRED, EXPIRED_LABEL), (ENDING, _("在库，一年内聘期届满"))],
    )
    mode = django_filters.ChoiceFilter(
        label=_("授课形式"), method="in_mode", widget=forms.Select, empty_label=_("全部"),
        choices=[(field, Lecturer._meta.get_field(field).verbose_name) for field in MODES.values()],
    )
    owner = UnitBelowFilter(field_name="owner_unit__path", label=_("推荐单位（含下级）"))

    class Meta:
        model = Lecturer
        fields = ["subjects", "standing", "mode", "is_external", "owner"]

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        if value == ENDING:
            return ending(queryset)
        if value == State.LISTED:
            return queryset.listed()
        if value == EXPIRED:
            return queryset.filter(state=State.LISTED, term_end__lt=clock.today())
        return queryset.filter(state=value)

    def in_mode(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(**{value: True})


class LecturerIndexView(ScopedIndexView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not has_role(request.user, ADMIN_ROLES):
            self.list_export = [name for name in LecturerViewSet.list_export if name not in PRIVATE]


class LecturerCreateView(ScopedCreateView):
    def save_instance(self) -> Lecturer:
        with transaction.atomic():
            lecturer: Lecturer = super().save_instance()
            nominate(lecturer=lecturer, reason=self.form.cleaned_data["reason"], by=self.request.user)
        return lecturer


class LecturerInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("owner_unit", "member", "photo")

    def get_fields(self) -> list[str]:
        fields = list(super().get_fields())
        if not has_role(self.request.user, ADMIN_ROLES):
            fields = [name for name in fields if name not in PRIVATE]
        return fields

    def get_deeds(self) -> list[dict[str, Any]]:
        """Only the steps that fit the state."""
        fitting = {reverse(name, args=[quote(self.object.pk)]) for name, view in self.object_actions if view.fits(self.object)}  # type: ignore[attr-defined]
        ours = {reverse(name, args=[quote(self.object.pk)]) for name, _view in self.object_actions}
        return [deed for deed in super().get_deeds() if deed["url"] in fitting or deed["url"] not in ours]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if field_name == "state":
            return self.object.standing_label
        if field_name == "subjects":
            return "、".join(str(subject) for subject in self.object.subjects.all()) or "—"
        if field_name == "in_class":
            return "、".join(self.object.modes) or "—"
        if field_name in MONTHS:
            day = getattr(self.object, field_name)
            return date_format(day, "YEAR_MONTH_FORMAT") if day else "—"
        if field_name == "photo" and self.object.photo is None:
            return "—"
        return super().get_field_display_value(field_name, field)

    def get_field_label(self, field_name: str, field: Any) -> Any:
        return _("授课形式") if field_name == "in_class" else super().get_field_label(field_name, field)

    def get_sections(self) -> list[dict[str, Any]]:
        lecturer = self.object
        taught = lessons_of([lecturer.code]).get(lecturer.code, [])
        sections = [
            {
                "title": _("所授课程"), "headings": [_("编码"), _("名称"), _("形式"), _("分钟")],
                "rows": [[one.code, _link(one), one.form, one.minutes] for one in taught],
            },
        ]
        if has_role(self.request.user, ADMIN_ROLES):
            steps = LecturerStep.objects.filter(lecturer=lecturer).select_related("by").order_by("-day", "-pk")
            rows = [
                [one.day, one.get_after_display(), one.get_reason_display(), one.term_end, one.note, one.by] for one in steps
            ]
            headings = [_("日期"), _("状态"), _("缘由"), _("聘期至"), _("说明"), _("经办人")]
            sections.append({"title": _("变动经过"), "headings": headings, "rows": rows})
        return sections


def _link(lesson: Any) -> dict[str, str]:
    return {"text": lesson.title, "url": reverse("lms_activities:inspect", args=[lesson.pk])}


class LecturerViewSet(ObjectActionsMixin, ScopedModelViewSet):
    """Lecturers are never deleted: they leave, with a reason; 「清除个人信息」 is an action."""

    model = Lecturer
    name = "lms_lecturers"
    links_to_inspect = True
    url_prefix = "lms/lecturers"
    icon = "user"
    menu_label = _("讲师")
    menu_name = "lms-lecturers"
    menu_order = 240
    form_class = LecturerForm
    index_view_class = LecturerIndexView
    add_view_class = LecturerCreateView
    edit_view_class = ScopedEditView
    inspect_view_class = LecturerInspectView
    object_actions = DEEDS
    list_display = [
        "name", "code",
        Column("subjects", label=_("类别与主题"), accessor=lambda row: "、".join(each.label for each in row.subjects.all())),
        Column("place", label=_("单位及职务"), accessor="place"),
        Column("modes", label=_("授课形式"), accessor=lambda row: "、".join(row.modes)),
        Column("state", label=_("状态"), accessor="standing_label"),
        "term_end",
    ]
    list_prefetch_related = ("subjects",)
    list_select_related = ("owner_unit",)
    list_export = [
        "code", "name", "sex", "work_unit", "position", "title", "education", "source", "award", "specialty", "is_external",
        "owner_unit.name", "share_scope", "standing_label", "entered_on", "reviewed_on", "term_end", "sessions_taught", "rating",
        "contact", "unit_contact",
    ]
    export_headings = {"owner_unit.name": _("推荐单位"), "standing_label": _("状态")}
    export_filename = "lecturers"
    filterset_class = LecturerFilterSet
    search_fields = ("name", "code", "work_unit", "specialty", "courses")
    inspect_view_fields = [
        "code", "name", "state", "sex", "birth_month", "photo", "work_unit", "position", "title", "education", "source", "award",
        "is_external", "member", "owner_unit", "unit_contact", "contact", "subjects", "specialty", "courses", "in_class",
        "audience", "hours", "share_scope", "trial_on", "trial_passed_on", "entered_on", "reviewed_on",
        "term_end", "sessions_taught", "rating",
    ]


class LecturerChooserViewSet(ScopedChooserViewSet):
    model = Lecturer
    name = "lms_lecturer_chooser"
    url_prefix = "lms/choose/lecturers"
    icon = "user"
    roles = ALL_ROLES
    search_fields = ("name", "code", "work_unit", "specialty")
    choose_one_text = _("选择讲师")
    choose_another_text = _("另选讲师")
    register_widget = False
