"""What members write for themselves: a note, a line of the reading plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.planning.reading import Planned

from . import wording_reading as wording
from .notes import LONGEST


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("内容"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("请写下内容。")},
    )


class ReadingForm(forms.Form):
    """One line of the plan; years around now."""

    title = forms.CharField(label=_("书名或文章"), max_length=100, error_messages={"required": _("请填写书名或文章。")})
    chapters = forms.CharField(label=_("章节"), max_length=100, required=False, help_text=_("如：第一至三章"))
    period = forms.ChoiceField(label=_("什么时候读"))
    due = forms.DateField(
        label=_("计划读完日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按“2026-03-31”的样子填写日期。")},
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = clock.today().year
        years = sorted({year, this, this + 1})
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (f"{each}-{quarter}", wording.period(each, quarter)) for each in years for quarter in (1, 2, 3, 4, 0)
        ]

    def planned(self) -> Planned:
        """What a valid form says."""
        data = self.cleaned_data
        year, _dash, quarter = data["period"].partition("-")
        return Planned(data["title"], int(year), int(quarter), data["chapters"], data["due"])


def current_period(today: dt.date, year: int) -> str:
    """The quarter that a new line is offered for: this one, or the first of another year."""
    return f"{year}-{(today.month + 2) // 3 if year == today.year else 1}"
