"""The steps of a lecturer, each a small form with a confirmation. A step is offered only where it fits the state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.core.dates import add_months
from lms.people.viewsets.object_actions import ObjectActionView

from ..actions import moving, persons
from ..forms import DatedNoteForm, EraseForm, LeaveForm, TermForm, TrialForm, TrialResultForm
from ..models import Lecturer
from ..states import State

#: A new term is proposed for two years.
TERM_MONTHS = 24


class Deed(ObjectActionView):
    """``fits(row)``: whether the step can be taken from where the row stands."""

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return True


class SetTrialView(Deed):
    name = "set-trial"
    icon = "date"
    label = _("安排试讲")
    done_message = _("试讲已安排。")
    form_class = TrialForm

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state == State.CANDIDATE or (row.state == State.TRIAL and row.trial_passed_on is None)

    def perform(self, form: Any) -> None:
        moving.set_trial(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class TrialResultView(Deed):
    name = "trial-result"
    icon = "tick"
    label = _("登记试讲结果")
    explanation = _("试讲通过后可以聘任入库；未通过的回到候选。")
    done_message = _("试讲结果已登记。")
    form_class = TrialResultForm

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state == State.TRIAL and row.trial_passed_on is None

    def get_initial(self) -> dict[str, Any]:
        trial = self.get_object().trial_on
        return {"on": trial} if trial else {}

    def perform(self, form: Any) -> None:
        moving.record_trial(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class AdmitView(Deed):
    name = "admit"
    icon = "check"
    label = _("聘任入库")
    explanation = _("入库后在师资库中公开，聘期届满自动转为到期。")
    done_message = _("已聘任入库。")
    form_class = TermForm

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state in (State.CANDIDATE, State.TRIAL) and row.trial_passed_on is not None

    def get_initial(self) -> dict[str, Any]:
        from lms.core import clock

        return {"on": clock.today(), "term_end": add_months(clock.today(), TERM_MONTHS)}

    def perform(self, form: Any) -> None:
        moving.admit(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class RenewView(AdmitView):
    name = "renew"
    icon = "repeat"
    label = _("续聘")
    explanation = _("评审后延长聘期。")
    done_message = _("已续聘。")

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state == State.LISTED

    def get_initial(self) -> dict[str, Any]:
        from lms.core import clock

        today, end = clock.today(), self.get_object().term_end
        return {"on": today, "term_end": add_months(max(end or today, today), TERM_MONTHS)}

    def perform(self, form: Any) -> None:
        moving.renew(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class LeaveView(Deed):
    name = "leave"
    icon = "logout"
    label = _("登记退出")
    explanation = _("退出后不在师资库中公开；课程仍可学习。")
    done_message = _("已登记退出。")
    form_class = LeaveForm

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state != State.LEFT

    def perform(self, form: Any) -> None:
        moving.leave(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class TakeBackView(Deed):
    name = "take-back"
    icon = "undo"
    label = _("重新列为候选")
    explanation = _("须重新试讲。")
    done_message = _("已重新列为候选。")
    form_class = DatedNoteForm

    @staticmethod
    def fits(row: Lecturer) -> bool:
        return row.state == State.LEFT

    def perform(self, form: Any) -> None:
        moving.take_back(lecturer=self.get_object(), by=self.request.user, **form.cleaned_data)


class EraseView(Deed):
    name = "erase"
    icon = "bin"
    label = _("清除个人信息")
    explanation = _("姓名、照片、联系方式等将被清除，讲师退出师资库；课程保留，不再署名。此操作不能撤销。")
    done_message = _("个人信息已清除。")
    form_class = EraseForm
    permission_required = "erase"
    dangerous = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lecturer_code": self.get_object().code}

    def perform(self, form: Any) -> None:
        persons.erase_lecturer(lecturer=self.get_object(), by=self.request.user)

    def get_success_url(self) -> str:
        """The row cannot be looked at any more."""
        from django.urls import reverse

        if self.request.method == "POST" and not self.visible_rows().filter(pk=self.get_object().pk).exists():
            return reverse(self.index_url_name)
        return super().get_success_url()


DEEDS = (SetTrialView, TrialResultView, AdmitView, RenewView, LeaveView, TakeBackView, EraseView)
