"""Admin forms of the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.competencies.models import Competency
from lms.people.roles import TEACHING_ROLES, Role
from lms.people.scopes import has_role
from lms.people.viewsets import DatedFormMixin, ScopedChooser, ScopedForm, ScopedModelForm

from .models import Activity, CreditRule, CreditRuleVersion, Subject


class ActivityChooser(ScopedChooser):
    model = Activity
    icon = "doc-full"
    choose_one_text = _("选择学习活动")
    choose_another_text = _("另选学习活动")
    chooser_modal_url_name = "lms_activity_chooser:choose"


class CompetencyChooser(ScopedChooser):
    model = Competency
    icon = "pick"
    choose_one_text = _("选择能力")
    choose_another_text = _("另选能力")
    chooser_modal_url_name = "lms_competency_chooser:choose"


#: What the page of an activity says nothing of: see ``actions.keep``.
NOT_KEPT = ("on", "is_required", "site")


class ActivityForm(DatedFormMixin, ScopedModelForm):
    """An activity belongs to the unit that publishes it; only the committee owns activities without a unit."""

    scope_roles = {"owner_unit": TEACHING_ROLES}

    class Meta:
        model = Activity
        fields = (
            "code", "title", "kind", "form", "minutes", "is_required", "must_finish", "has_check", "tiers", "subject",
            "lecturer_code", "completion_rule", "site", "share_scope", "owner_unit", "valid_until", "published",
        )
        widgets = {"tiers": forms.CheckboxSelectMultiple, "owner_unit": forms.Select, "subject": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["on"]
        elif self.instance.origin != "code":
            for name, field in self.fields.items():
                field.disabled = name not in NOT_KEPT
                field.help_text = "" if name in NOT_KEPT else _t("由页面维护，请到页面里修改。")
        if not has_role(self.for_user, (Role.COMMITTEE,)):
            self.fields["owner_unit"].required = True
            # What is compulsory for whole tiers is the committee's business.
            self.fields["is_required"].disabled = True

    def clean(self) -> Any:
        data = super().clean()
        if data.get("share_scope") == Activity.Share.UNIT and not data.get("owner_unit"):
            self.add_error("owner_unit", _t("共享范围为“本单位”时须写明归属组织。"))
        return data


class SubjectForm(ScopedModelForm):
    class Meta:
        model = Subject
        fields = ("code", "name", "parent", "sort_order")
        widgets = {"parent": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = parents.queryset.filter(parent__isnull=True).exclude(pk=self.instance.pk)


class CreditRuleForm(ScopedModelForm):
    class Meta:
        model = CreditRule
        fields = (
            "order", "form", "from_minutes", "below_minutes", "unit", "unit_minutes", "value", "mode", "targets", "cap_day",
            "cap_year",
        )
        widgets = {"targets": forms.CheckboxSelectMultiple}
        help_texts = {"form": _("留空表示其他形式。填“测试免修”的一行只用于通过“测一测”而免修的课；没有这一行，免修不计学时。")}

    def clean(self) -> Any:
        data = super().clean()
        if data.get("unit") == CreditRule.Unit.MINUTES and not data.get("unit_minutes"):
            self.add_error("unit_minutes", _t("按分钟计量时须写明每单位分钟数。"))
        low, high = data.get("from_minutes") or 0, data.get("below_minutes")
        if high is not None and high <= low:
            self.add_error("below_minutes", _t("须大于起始分钟数。"))
        return data


class CreditVersionForm(ScopedModelForm):
    class Meta:
        model = CreditRuleVersion
        fields = ("places",)


class NewVersionForm(ScopedForm):
    """From when a new version of a rule set holds; its lines are copied from the latest one."""

    start = forms.DateField(
        label=_("自何日起"), widget=AdminDateInput, required=False,
        help_text=_("第一个版本可留空，表示一直适用；以后的版本须从将来某日起"),
    )
