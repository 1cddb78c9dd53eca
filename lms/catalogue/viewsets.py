"""Activities, hour targets and credit rules in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.models import Revision
from lms.people.roles import ALL_ROLES
from lms.people.viewsets import (
    ActionButtonsMixin,
    Inline,
    InlinesMixin,
    ObjectActionsMixin,
    ObjectActionView,
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

from .actions.credit import is_used, new_version
from .actions.past import keeping_past
from .circles import circle_through
from .forms import ActivityForm, CreditRuleForm, CreditVersionForm, NewVersionForm
from .models import Activity, CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget, Part, Teaches

ACTIVITY_INLINES = (
    Inline("teaches", _("所教能力"), Teaches, ("competency", "level"), "activity"),
    Inline(
        "prerequisites", _("先修"), Activity.prerequisites.through, ("to_activity",), "from_activity",
        labels={"to_activity": _("先修内容")},
    ),
    Inline("parts", _("组成部分"), Part, ("activity", "sort_order"), "whole", help_text=_("课程和学习路径由哪些内容按什么顺序组成")),
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
    inlines = ACTIVITY_INLINES

    def save_instance(self) -> Activity:
        with keeping_past([self.object.pk], self.form.cleaned_data["on"]):
            activity = super().save_instance()
            self.save_formsets(activity)
        return activity


class ActivityCopyView(InlinesMixin, ScopedCopyView):
    """The filled form is sent to the view for new activities."""

    inlines = ACTIVITY_INLINES


class ActivityInspectView(ScopedInspectView):
    select_related = ("owner_unit",)

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


class ActivityFilterSet(ScopedFilterSet):
    owner = UnitBelowFilter(field_name="owner_unit__path", label=_("归属组织"))
    form = ValuesFilter(label=_("形式"), field_name="form")
    subject = ValuesFilter(label=_("类别"))

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
    list_select_related = ("owner_unit",)
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


class NewVersionView(ObjectActionView):
    name = "new-version"
    icon = "plus"
    label = _("新建版本")
    explanation = _("新版本复制最新版本的规则，上一版本到前一日为止。建好后再修改新版本的规则。")
    done_message = _("新版本已建立。")
    form_class = NewVersionForm

    def perform(self, form: Any) -> None:
        self.created = new_version(rule_set=self.get_object(), start=form.cleaned_data["start"], by=self.request.user)

    def get_success_url(self) -> str:
        if hasattr(self, "created"):
            return reverse("lms_credit_versions:edit", args=[self.created.pk])
        return super().get_success_url()


class RuleSetInspectView(ActionButtonsMixin, ScopedInspectView):
    def get_sections(self) -> list[dict[str, Any]]:
        versions = CreditRuleVersion.objects.filter(rule_set=self.object)
        link = [{"text": str(one.number), "url": reverse("lms_credit_versions:inspect", args=[one.pk])} for one in versions]
        rows = [[url, one.start, one.end, one.places] for url, one in zip(link, versions, strict=True)]
        return [{"title": _("版本"), "headings": [_("版本"), _("起"), _("止"), _("保留小数位")], "rows": rows}]


class RuleSetViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = CreditRuleSet
    name = "lms_credit_rule_sets"
    url_prefix = "lms/credit-rule-sets"
    icon = "form"
    menu_label = _("学时认定办法")
    form_fields = ["code", "name"]
    inspect_view_class = RuleSetInspectView
    object_actions = (NewVersionView,)
    list_display = ["name", "code"]
    list_export = ["code", "name"]
    export_filename = "credit_rule_sets"
    search_fields = ("name", "code")


class VersionEditView(InlinesMixin, ScopedEditView):
    """Only a version by which nothing was counted yet can be edited."""

    inlines = (Inline("rules", _("认定规则"), CreditRule, CreditRuleForm.Meta.fields, "version", form=CreditRuleForm),)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if is_used(self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> CreditRuleVersion:
        with transaction.atomic():
            version = super().save_instance()
            self.save_formsets(version)
            Revision.bump("credit")
        return version


class VersionInspectView(ScopedInspectView):
    select_related = ("rule_set",)

    def get_sections(self) -> list[dict[str, Any]]:
        rules = CreditRule.objects.filter(version=self.object).prefetch_related("targets")
        rows = [
            [
                rule.form or _("其他"), rule.from_minutes, rule.below_minutes, rule.get_unit_display(), rule.unit_minutes, rule.value,
                rule.mode, "、".join(target.name for target in rule.targets.all()), rule.cap_day, rule.cap_year,
            ]
            for rule in rules
        ]
        headings = [
            _("形式"), _("分钟数从"), _("分钟数小于"), _("计量"), _("每单位分钟数"), _("学时"), _("方式"), _("计入指标"), _("每日上限"),
            _("每年上限"),
        ]
        return [{"title": _("认定规则"), "headings": headings, "rows": rows}]


class VersionViewSet(ScopedModelViewSet):
    model = CreditRuleVersion
    name = "lms_credit_versions"
    url_prefix = "lms/credit-versions"
    icon = "form"
    menu_label = _("认定办法版本")
    form_class = CreditVersionForm
    edit_view_class = VersionEditView
    inspect_view_class = VersionInspectView
    list_display = ["rule_set", "number", "start", "end", "places"]
    list_filter = ["rule_set"]
    list_select_related = ("rule_set",)
    list_export = ["rule_set.code", "rule_set.name", "number", "start", "end", "places"]
    export_headings = {"rule_set.code": _("编码"), "rule_set.name": _("学时认定办法")}
    export_filename = "credit_rule_versions"
    search_fields = ("rule_set__name", "rule_set__code")
    inspect_view_fields = ["rule_set", "number", "start", "end", "places"]
