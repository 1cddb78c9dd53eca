"""Admin forms of the directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.images.widgets import AdminImageChooser

from lms.core import clock
from lms.people.roles import Role
from lms.people.scopes import has_role
from lms.people.viewsets import ScopedForm, ScopedModelForm
from lms.people.viewsets.widgets import MemberChooser

from .models import Lecturer
from .scopes import MANAGING_ROLES
from .states import LEAVING, NOMINATING, Reason

NOTE = _("说明")
NOTE_HELP = _("组织者和讲师本人可以查到，可不填")
#: Form fields that stand for a month: kept as its first day.
MONTHS = ("birth_month", "entered_on", "reviewed_on")


class LecturerForm(ScopedModelForm):
    """A lecturer belongs to the unit that recommends him; only the committee owns lecturers without a unit."""

    scope_roles = {"owner_unit": MANAGING_ROLES}

    reason = forms.ChoiceField(label=_("列为候选的缘由"), choices=[(one.value, one.label) for one in NOMINATING])

    class Meta:
        model = Lecturer
        fields = (
            "code", "name", "sex", "birth_month", "photo", "work_unit", "position", "title", "education", "source", "award",
            "is_external", "member", "owner_unit", "unit_contact", "contact", "subjects", "specialty", "courses", "in_class",
            "by_video", "on_site", "audience", "hours", "share_scope", "entered_on", "reviewed_on", "sessions_taught", "rating",
        )
        widgets = {
            "subjects": forms.CheckboxSelectMultiple, "owner_unit": forms.Select, "member": MemberChooser,
            "courses": forms.Textarea(attrs={"rows": 5}), "photo": AdminImageChooser,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["reason"]
        if not has_role(self.for_user, (Role.COMMITTEE,)):
            self.fields["owner_unit"].required = True

    def clean(self) -> Any:
        data = super().clean()
        for name in MONTHS:
            if data.get(name):
                data[name] = data[name].replace(day=1)
        return data


class DatedNoteForm(ScopedForm):
    """A day, today unless said otherwise, and a note for organisers."""

    on = forms.DateField(label=_("日期"), widget=AdminDateInput, initial=clock.today)
    note = forms.CharField(label=NOTE, help_text=NOTE_HELP, max_length=200, required=False)


class TrialForm(DatedNoteForm):
    field_order = ("on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("试讲日期")


class TrialResultForm(TrialForm):
    passed = forms.TypedChoiceField(
        label=_("试讲结果"), choices=(("yes", Reason.TRIAL_PASSED.label), ("no", Reason.TRIAL_FAILED.label)),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("passed", "on", "note")


class TermForm(DatedNoteForm):
    term_end = forms.DateField(label=_("聘期至"), widget=AdminDateInput, help_text=_("当日仍在聘期内"))
    field_order = ("on", "term_end", "note")


class LeaveForm(DatedNoteForm):
    reason = forms.ChoiceField(label=_("缘由"), choices=[(one.value, one.label) for one in LEAVING])
    field_order = ("reason", "on", "note")


class EraseForm(ScopedForm):
    """The code must be typed: this cannot be undone."""

    code = forms.CharField(label=_("输入讲师编号以确认"))

    def __init__(self, *args: Any, lecturer_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lecturer_code = lecturer_code

    def clean_code(self) -> str:
        if self.cleaned_data["code"].strip() != self.lecturer_code:
            raise forms.ValidationError(_t("与讲师编号不一致。"))
        return self.lecturer_code
