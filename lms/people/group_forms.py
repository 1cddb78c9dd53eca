"""The form of a group (分组): every condition on one screen, only values that the roster in sight has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core import clock

from .group_queries import Conditions, educations_in, fitting, sites_in
from .models import Member, MemberGroup, OrgUnit
from .roles import ADMIN_ROLES
from .scopes import MemberQuerySet
from .viewsets.scoped_forms import ScopedModelForm, UnitField, UnitsField

MANY = forms.CheckboxSelectMultiple


class GroupForm(ScopedModelForm):
    """What is left empty asks nothing; several ticks of one condition are alternatives."""

    scope_roles = {"owner_unit": ADMIN_ROLES, "units": ADMIN_ROLES}
    owner_unit = UnitField(
        label=_("归属组织"), queryset=OrgUnit.objects.order_by("path"),
        help_text=_("只包括这个组织和它下级的学员；管理它的人才看得到这个分组"),
    )  # fmt: skip
    units = UnitsField(
        label=_("组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip
    sites = forms.MultipleChoiceField(label=_("片区"), required=False, widget=MANY)
    educations = forms.MultipleChoiceField(label=_("学历"), required=False, widget=MANY)

    class Meta:
        model = MemberGroup
        fields = (
            "name", "owner_unit", "posts", "min_age", "max_age", "sites", "units", "tiers", "categories", "educations",
            "is_mobile",
        )  # fmt: skip
        widgets = {
            "posts": MANY, "tiers": MANY, "categories": MANY,
            "is_mobile": forms.NullBooleanSelect(),
        }  # fmt: skip
        help_texts = {"max_age": _("35 表示 35 周岁以下（含）"), "name": _("如：窗口岗 35 岁以下")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        self.fields["is_mobile"].widget.choices = [("unknown", _("不限")), ("true", _("是")), ("false", _("否"))]
        units, members = OrgUnit.objects.for_user(user), Member.objects.for_user(user)
        for name, known in (("sites", sites_in(units)), ("educations", educations_in(members))):
            kept = getattr(self.instance, name)
            self.fields[name].choices = [(value, value) for value in sorted({*known, *kept})]
        owners = self.fields["owner_unit"].queryset
        if not self.instance.pk and (first := owners.first()):
            self.initial.setdefault("owner_unit", first.pk)

    def clean(self) -> Any:
        data = super().clean()
        low, high = data.get("min_age"), data.get("max_age")
        if low is not None and high is not None and low > high:
            self.add_error("max_age", _t("最高年龄不能低于最低年龄。"))
        owner, name = data.get("owner_unit"), data.get("name")
        if owner and name and MemberGroup.objects.filter(owner_unit=owner, name=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", ValidationError(_t("这个组织已有同名的分组。")))
        return data

    def fitting(self) -> MemberQuerySet:
        """Who fits what the form says, in the user's sight. The form must be valid but for its name."""
        data = self.cleaned_data
        owner = data.get("owner_unit")
        asked = Conditions(
            owner_path=owner.path if owner else "",
            posts=[one.pk for one in data.get("posts", ())],
            tiers=[one.pk for one in data.get("tiers", ())],
            categories=[one.pk for one in data.get("categories", ())],
            unit_paths=[one.path for one in data.get("units", ())],
            sites=data.get("sites", ()),
            educations=data.get("educations", ()),
            min_age=data.get("min_age"),
            max_age=data.get("max_age"),
            is_mobile=data.get("is_mobile"),
        )
        return fitting(asked, clock.today()).for_user(self.for_user)
