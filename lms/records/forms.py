"""Admin forms of the record: entering completions and corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.catalogue.forms import ActivityChooser
from lms.catalogue.models import Activity
from lms.competencies.models import Level
from lms.core import clock
from lms.people.models import Member
from lms.people.viewsets import ScopedForm

from .models import Record

#: Why an administrator enters what somebody did.
REASONS = [
    (reason.value, reason.label) for reason in Record.Reason if reason not in (Record.Reason.NONE, Record.Reason.MISTAKE)
]


def not_in_future(day: Any) -> Any:
    if day and day > clock.today():
        raise ValidationError(_t("日期不能晚于今天。"))
    return day


class CompletionForm(ScopedForm):
    """Which activity, when, how it is known, and who."""

    activity = forms.ModelChoiceField(label=_("学习活动"), queryset=Activity.objects.all(), widget=ActivityChooser)
    day = forms.DateField(label=_("日期"), widget=AdminDateInput, initial=clock.today)
    reason = forms.ChoiceField(label=_("依据"), choices=REASONS)
    members = forms.ModelMultipleChoiceField(
        label=_("学员"), queryset=Member.objects.present(), error_messages={"required": _("请至少勾选一名学员。")}
    )

    def clean_day(self) -> Any:
        return not_in_future(self.cleaned_data["day"])


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
