"""Admin forms of requirements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.catalogue.models import Activity, HoursTarget
from lms.competencies.models import Competency, Level
from lms.people.roles import Role
from lms.people.scopes import has_role
from lms.people.viewsets import ScopedModelForm
from lms.people.viewsets.widgets import UnitChooser

from .actions import LineData
from .models import Line, RequirementSet

MANAGERS = (Role.COMMITTEE, Role.UNIT)
FACETS = ("posts", "tiers", "categories", "units")


class SetForm(ScopedModelForm):
    """Who is asked. A unit administrator's set belongs to a unit and asks only members of units in the scope."""

    scope_roles = {"owner_unit": MANAGERS, "units": MANAGERS}
    rank_names = forms.CharField(label=_("职级"), required=False, help_text=_("多个用“、”分开；须与学员的职务职级一致"))
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RequirementSet
        fields = ("code", "name", "kind", "source_code", "mode", "owner_unit", *FACETS)
        widgets = dict.fromkeys(FACETS[:3], forms.CheckboxSelectMultiple) | {
            "units": forms.SelectMultiple(attrs={"size": 8}), "owner_unit": UnitChooser,
        }
        help_texts = {
            "posts": _("勾选的各栏须同时符合；都不选则不要求任何人，除非指定到人"),
            "mode": _("“按需”只用于学习路径：已掌握的不再要求"),
        }

    field_order = (*Meta.fields, "rank_names")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["rank_names"] = "、".join(self.instance.ranks)
        if not has_role(self.for_user, (Role.COMMITTEE,)):
            self.fields["owner_unit"].required = True
            self.fields["units"].required = True

    def clean(self) -> Any:
        data = super().clean()
        self.instance.ranks = [name.strip() for name in (data.get("rank_names") or "").split("、") if name.strip()]
        return data


class LineForm(forms.Form):
    """One line. ``subject`` is a code: of a competency, an activity or an hours target, as ``kind`` says."""

    kind = forms.ChoiceField(label=_("类型"), choices=Line.Kind.choices)
    subject = forms.CharField(label=_("编码"), widget=forms.TextInput(attrs={"list": "lms-subjects", "autocomplete": "off"}))
    level = forms.TypedChoiceField(
        label=_("要求等级"), choices=[("", "—"), *((value, f"{value} {label}") for value, label in Level.choices)],
        coerce=int, empty_value=None, required=False,
    )
    hours = forms.DecimalField(label=_("学时"), max_digits=7, decimal_places=2, min_value=0, required=False)
    priority = forms.TypedChoiceField(
        label=_("重要程度"), choices=Line.Priority.choices, coerce=int, initial=Line.Priority.SHOULD, required=False,
        empty_value=int(Line.Priority.SHOULD),
    )
    due_within_months = forms.IntegerField(label=_("完成期限（月）"), min_value=0, max_value=600, required=False)
    due_on = forms.DateField(label=_("截止日期"), widget=AdminDateInput, required=False)
    recurs_months = forms.IntegerField(label=_("重学周期（月）"), min_value=1, max_value=600, required=False)
    window_years = forms.IntegerField(label=_("周期（年）"), min_value=1, max_value=10, initial=1, required=False)

    def __init__(self, *args: Any, subjects: dict[str, dict[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = subjects

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        kind, code = data.get("kind"), (data.get("subject") or "").strip()
        if not code or not kind:
            return data
        found = self.subjects[kind].get(code)
        if found is None:
            self.add_error("subject", _t("没有这个编码。"))
        if kind == Line.Kind.COMPETENCY and not data.get("level"):
            self.add_error("level", _t("能力须有要求等级。"))
        if kind == Line.Kind.HOURS and data.get("hours") is None:
            self.add_error("hours", _t("学时要求须有数值。"))
        data["subject_id"] = found
        return data

    def line(self) -> LineData:
        """The line as plain data, with only what its kind has."""
        data = self.cleaned_data
        due = {"due_within_months": data.get("due_within_months"), "due_on": data.get("due_on"), "priority": data["priority"]}
        if data["kind"] == Line.Kind.COMPETENCY:
            return LineData(Line.Kind.COMPETENCY, competency_id=data["subject_id"], level=data["level"], **due)
        if data["kind"] == Line.Kind.ACTIVITY:
            return LineData(
                Line.Kind.ACTIVITY, activity_id=data["subject_id"], recurs_months=data.get("recurs_months"), **due
            )
        return LineData(
            Line.Kind.HOURS, target_id=data["subject_id"], hours=data["hours"], window_years=data.get("window_years") or 1, **due
        )


LineFormSet = forms.formset_factory(LineForm, extra=5, can_delete=True, max_num=2000, absolute_max=2000)


def subjects_for(user: Any) -> dict[str, dict[str, int]]:
    """Ids by code of what a line may name, by kind. Three queries."""
    return {
        Line.Kind.COMPETENCY: dict(Competency.objects.for_user(user).values_list("code", "pk")),
        Line.Kind.ACTIVITY: dict(Activity.objects.for_user(user).values_list("code", "pk")),
        Line.Kind.HOURS: dict(HoursTarget.objects.for_user(user).values_list("code", "pk")),
    }
