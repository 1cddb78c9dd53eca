"""Forms of the administration: for whom slips are made, and confirmations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import OrgUnit
from lms.people.roles import ADMIN_ROLES
from lms.people.viewsets import ScopedForm, UnitField

WHO = (
    ("unset", _("没有账号或没设密码的")),
    ("new", _("没有账号的")),
    ("all", _("全部")),
)


class ChooseForm(ScopedForm):
    """Which members are listed to tick."""

    scope_roles = {"unit": ADMIN_ROLES}

    unit = UnitField(label=_("组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), empty_label=_("请选择"))
    who = forms.ChoiceField(label=_("发给谁"), choices=WHO, initial="unset")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].initial = self.fields["unit"].queryset.first()  # type: ignore[attr-defined]


class NothingForm(ScopedForm):
    """A deed that needs nothing but a yes."""
