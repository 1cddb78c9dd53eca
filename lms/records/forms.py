"""Admin forms of the record: entering completions and corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.catalogue.models import Activity
from lms.catalogue.onsite import on_site_q
from lms.competencies.models import Level
from lms.core import clock
from lms.people.models import Member, OrgUnit
from lms.people.viewsets import ScopedForm, UnitField

from .models import Record

#: Why an administrator enters what somebody did.
REASONS = [
    (reason.value, reason.label) for reason in Record.Reason if reason not in (Record.Reason.NONE, Record.Reason.MISTAKE)
]


def not_in_future(day: Any) -> Any:
    if day and day > clock.today():
        raise ValidationError(_t("日期不能晚于今天。"))
    return day


#: Lessons offered in one list; of more one is found by its name.
OFFERED = 400


def lessons_to_choose(user: Any, find: str = "") -> list[tuple[Any, list[tuple[int, str]]]]:
    """Activities in groups, those that take place somewhere first. Two queries."""
    rows = Activity.objects.for_user(user).filter(published=True)
    if find:
        rows = rows.filter(Q(title__icontains=find) | Q(code__icontains=find))
    on_site = list(rows.filter(on_site_q()).order_by("title", "code").values_list("pk", "title")[:OFFERED])
    others = list(rows.exclude(on_site_q()).order_by("title", "code").values_list("pk", "title")[: OFFERED - len(on_site)])
    return [(label, found) for label, found in ((_t("现场课"), on_site), (_t("其他课程"), others)) if found]


class RegisterForm(ScopedForm):
    """Which lesson, when, and whose list: that of a unit, or of one member."""

    find = forms.CharField(required=False, max_length=40)
    activity = forms.ModelChoiceField(
        label=_("课程"), queryset=Activity.objects.all(), error_messages={"required": _("请选择课程。")}
    )
    day = forms.DateField(
        label=_("日期"), initial=clock.today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    unit = UnitField(
        label=_("组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), required=False, empty_label=_("请选择")
    )
    member = forms.ModelChoiceField(queryset=Member.objects.present(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        find = (self.data.get("find") or "").strip()[:40]
        groups = lessons_to_choose(self.for_user, find)
        self.is_cut = bool(find) or sum(len(found) for _label, found in groups) >= OFFERED
        self.fields["activity"].widget.choices = [("", _t("请选择")), *groups]  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs["max"] = clock.today().isoformat()
        self.fields["unit"].initial = self.fields["unit"].queryset.first()  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        return not_in_future(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("unit") and not data.get("member") and "unit" not in self.errors and "member" not in self.errors:
            self.add_error("unit", _t("请选择组织。"))
        return data


class EnterForm(RegisterForm):
    """With how it is known. Who is ticked is asked by the screen."""

    reason = forms.ChoiceField(label=_("依据"), choices=REASONS, initial=Record.Reason.REGISTER.value)

    def clean(self) -> dict[str, Any]:
        return forms.Form.clean(self) or {}


class CorrectionForm(ScopedForm):
    """What was right instead; the wrong row stays readable and counts no more."""

    is_void = forms.BooleanField(label=_("撤销：此事没有发生"), required=False)
    day = forms.DateField(label=_("正确的日期"), widget=AdminDateInput)
    level = forms.TypedChoiceField(
        label=_("正确的等级"), coerce=int, choices=[(0, "0"), *((value, f"{value} {label}") for value, label in Level.choices)]
    )
    hours = forms.DecimalField(label=_("正确的学时"), max_digits=7, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record.verb != Record.Verb.ASSESSED:
            del self.fields["level"]
        if record.verb not in (Record.Verb.CREDITED, Record.Verb.OPENING):
            del self.fields["hours"]

    def clean_day(self) -> Any:
        return not_in_future(self.cleaned_data["day"])
