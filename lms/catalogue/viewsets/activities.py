"""Activities, subjects and hour targets in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.people.roles import ALL_ROLES
from lms.people.viewsets import (
    ActionButtonsMixin,
    Inline,
    InlinesMixin,
    ScopedChooserViewSet,
    ScopedCopyView,
    ScopedCreateView,
    ScopedEditView,
    ScopedFilterSet,
    ScopedInspectView,
    ScopedModelViewSet,
    UnitBelowFilter,
    ValuesFilter,
)

from ..actions.past import keeping_past
from ..circles import circle_through
from ..forms import ActivityChooser, ActivityForm, CompetencyChooser, SubjectForm
from ..models import Activity, HoursTarget, Part, Subject, Teaches

ACTIVITY_INLINES = (
    Inline(
        "teaches", _("所教能力"), Teaches, ("competency", "level"), "activity", widgets={"competency": CompetencyChooser},
    ),
    Inline(
        "prerequisites", _("先修"), Activity.prerequisites.through, ("to_activity",), "from_activity",
        labels={"to_activity": _("先修内容")}, widgets={"to_activity": ActivityChooser},
    ),
    Inline(
        "parts", _("组成部分"), Part, ("activity", "sort_order"), "whole", help_text=_("课程和学习路径由哪些内容按什么顺序组成"),
        widgets={"activity": ActivityChooser},
    ),
)


class NoCircles:
    """Nothing needs itself, over however many steps, and nothing is part of itself."""

    def is_valid(self, form: Any) -> bool:
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        if not valid or not form.instance.pk:
            return valid
        checks = (
            ("prerequisites", "to_activity", Activity.prerequisites.through, ("from_activity_id", "to_activity_id")),
            ("parts", "activity", Part, ("whole_id", "activity_id")),
        )
        for name, field, model, columns in checks:
            if name not in self.formsets:  # type: ignore[attr-defined]
                continue
            wanted = [row[field].pk for row in self.formsets[name].cleaned_data if row.get(field) and not row.get("DELETE")]  # type: ignore[attr-defined]
            needs: dict[int, list[int]] = {}
            for one, other in model.objects.values_list(*columns):
                needs.setdefault(one, []).append(other)
            if way := circle_through(form.instance.pk, wanted, needs):
                codes = dict(Activity.objects.filter(pk__in=way).values_list("pk", "code"))
                form.add_error(None, _t("成环：%(way)s") % {"way": " → ".join(codes[pk] for pk in way)})
                self.produced_error_code = "validation_error"
                self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
                valid = False
        return valid


class ActivityCreateView(NoCircles, InlinesMixin, ScopedCreateView):
    inlines = ACTIVITY_INLINES

    def save_instance(self) -> Activity:
        with keeping_past([], clock.today(), added=True):
            activity = super().save_instance()
            self.save_formsets(activity)
        return activity


class ActivityEditView(NoCircles, InlinesMixin, ScopedEditView):
    @property
    def inlines(self) -> tuple[Inline, ...]:  # type: ignore[override]
        """What a page maintains is changed on the page."""
        return ACTIVITY_INLINES if self.object.origin == "code" else ()

    def save_instance(self) -> Activity:
        with keeping_past([self.object.pk], self.form.cleaned_data["on"]):
            activity = super().save_instance()
            self.save_formsets(activity)
        return activity


class ActivityCopyView(InlinesMixin, ScopedCopyView):
    """The filled form is sent to the view for new activities."""

    inlines = ACTIVITY_INLINES


class ActivityInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("owner_unit", "subject__parent")

    def get_sections(self) -> list[dict[str, Any]]:
        activity = self.object
        visible_rows = Activity.objects.for_user(self.request.user)
        teaches = Teaches.objects.filter(activity=activity).select_related("competency")
        parts = Part.objects.filter(whole=activity).select_related("activity")
        return [
            {
                "title": _("所教能力"), "headings": [_("编码"), _("能力"), _("等级")],
                "rows": [[one.competency.code, one.competency, one.level] for one in teaches],
            },
            {
                "title": _("先修"), "headings": [_("编码"), _("名称")],
                "rows": [[one.code, activity_link(one)] for one in visible_rows.filter(required_for=activity)],
            },
            {
                "title": _("组成部分"), "headings": [_("顺序"), _("编码"), _("名称"), _("分钟")],
                "rows": [[one.sort_order, one.activity.code, one.activity, one.activity.minutes] for one in parts],
            },
        ]


def activity_link(activity: Activity) -> dict[str, str]:
    return {"text": activity.title, "url": reverse("lms_activities:inspect", args=[activity.pk])}


class SubjectFilter(django_filters.ModelChoiceFilter):
    """A category with all its topics, or one topic."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"queryset": Subject.objects.all(), "empty_label": _("全部"), "widget": forms.Select, **kwargs}
        super().__init__(*args, **kwargs)

    def filter(self, qs: Any, value: Subject | None) -> Any:
        return qs.filter(**{f"{self.field_name}__in": Subject.objects.within(value)}) if value else qs


class ActivityFilterSet(ScopedFilterSet):
    owner = UnitBelowFilter(field_name="owner_unit__path", label=_("归属组织"))
    form = ValuesFilter(label=_("形式"), field_name="form")
    subject = SubjectFilter(label=_("类别"))

    class Meta:
        model = Activity
        fields = ["kind", "form", "is_required", "tiers", "subject", "published", "owner"]


class ActivityViewSet(ScopedModelViewSet):
    """Activities are retired (「已发布」 off), never deleted: somebody may have learned them."""

    model = Activity
    name = "lms_activities"
    url_prefix = "lms/activities"
    icon = "doc-full"
    menu_label = _("学习活动")
    form_class = ActivityForm
    copy_view_enabled = True
    copy_view_class = ActivityCopyView
    add_view_class = ActivityCreateView
    edit_view_class = ActivityEditView
    inspect_view_class = ActivityInspectView
    list_display = ["title", "code", "kind", "form", "minutes", "is_required", "owner_unit", "valid_until", "published"]
    list_select_related = ("owner_unit", "subject__parent")
    list_export = [
        "code", "title", "kind", "form", "minutes", "is_required", "must_finish", "has_check", "subject", "lecturer_code",
        "completion_rule", "site", "share_scope", "owner_unit.code", "valid_until", "published",
    ]
    export_headings = {"owner_unit.code": _("归属组织编码")}
    export_filename = "activities"
    filterset_class = ActivityFilterSet
    search_fields = ("title", "code")
    inspect_view_fields = [
        "code", "title", "kind", "form", "minutes", "is_required", "must_finish", "has_check", "tiers", "subject",
        "lecturer_code", "completion_rule", "site", "share_scope", "owner_unit", "valid_until", "published",
    ]


class ActivityChooserViewSet(ScopedChooserViewSet):
    model = Activity
    name = "lms_activity_chooser"
    url_prefix = "lms/choose/activities"
    icon = "doc-full"
    roles = ALL_ROLES
    search_fields = ("title", "code")
    choose_one_text = _("选择学习活动")
    choose_another_text = _("另选学习活动")


class TargetViewSet(ScopedModelViewSet):
    model = HoursTarget
    name = "lms_hours_targets"
    url_prefix = "lms/hours-targets"
    icon = "time"
    menu_label = _("学时指标")
    form_fields = ["code", "name", "sort_order"]
    list_display = ["name", "code", "sort_order"]
    list_export = ["code", "name", "sort_order"]
    export_filename = "hours_targets"
    search_fields = ("name", "code")


class SubjectViewSet(ScopedModelViewSet):
    """类别与主题: two levels, shared by lessons and lecturers, changed by the committee."""

    model = Subject
    name = "lms_subjects"
    url_prefix = "lms/subjects"
    icon = "list-ul"
    menu_label = _("类别与主题")
    form_class = SubjectForm
    list_display = ["__str__", "code", "sort_order"]
    list_export = ["code", "name", "parent.name", "sort_order"]
    export_headings = {"parent.name": _("所属类别")}
    export_filename = "subjects"
    search_fields = ("name", "code", "parent__name")
    inspect_view_fields = ["code", "name", "parent", "sort_order"]
