"""Forms of the screens that say at which level members were seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Competency, Level
from lms.core import clock
from lms.people.models import OrgUnit
from lms.people.viewsets import ScopedForm, UnitField

#: The member stays at the level held.
PRESENT = "present"
REACHED, NOT_YET = "reached", "not_yet"


class WhoForm(ScopedForm):
    """Narrows a list of members."""

    unit = UnitField(label=_("组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), empty_label=_("全部"), required=False)
    q = forms.CharField(label=_("姓名或编号"), required=False, max_length=40)
    looked = forms.BooleanField(label=_("包括看过、暂未达到的"), required=False)


def level_name(level: int) -> str:
    return _t("还不了解") if level == 0 else str(Level(level).label)


def described(competency: Competency, level: int) -> str:
    """The level's word and what a person at this level can be seen doing."""
    sentence = competency.sentence(level)
    return _t("%(level)s：%(sentence)s") % {"level": level_name(level), "sentence": sentence} if sentence else level_name(level)


def day_field() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=_("看到的日期"), widget=widget, initial=clock.today)


class SeenForm(ScopedForm):
    """The day, and where a level was not reached, which one was seen instead. ``seen_level`` is None for the present one."""

    day = day_field()
    outcome = forms.ChoiceField(choices=((REACHED, _("确认达到")), (NOT_YET, _("暂未达到"))))
    seen = forms.ChoiceField(label=_("实际看到的是"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, competency: Competency, level: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lower = [(str(one), described(competency, one)) for one in range(level)]
        self.fields["seen"].choices = [(PRESENT, _t("各人保持目前的等级")), *lower]  # type: ignore[attr-defined]
        self.fields["seen"].initial = PRESENT
        self.fields["day"].widget.attrs["max"] = clock.today().isoformat()

    def clean_day(self) -> dt.date:
        return not_in_future(self.cleaned_data["day"])

    @property
    def seen_level(self) -> int | None:
        said = self.cleaned_data["seen"] or PRESENT
        return None if said == PRESENT else int(said)


class LevelForm(ScopedForm):
    """One member, one competency: the level seen."""

    level = forms.TypedChoiceField(label=_("看到的等级"), widget=forms.RadioSelect, coerce=int)
    day = day_field()

    def __init__(self, *args: Any, competency: Competency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level, described(competency, level)) for level in range(5)]  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs["max"] = clock.today().isoformat()

    def clean_day(self) -> dt.date:
        return not_in_future(self.cleaned_data["day"])


def not_in_future(day: dt.date) -> dt.date:
    if day > clock.today():
        raise ValidationError(_t("日期不能晚于今天。"))
    return day
