"""From candidate to the directory and out again. Each step is dated, reasoned, logged and kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from ..models import Lecturer, LecturerStep
from ..states import LEAVING, NOMINATING, Reason, State

#: The longest term in years: a typing error is not a promise for a lifetime.
LONGEST_TERM = 10


def nominate(*, lecturer: Lecturer, reason: str, by: Any = None, note: str = "") -> None:
    """Begin the history of a new row: a candidate since today. ValidationError for a reason that is none of nominating."""
    if reason not in NOMINATING:
        raise ValidationError(_("请选择列为候选的缘由。"))
    with transaction.atomic():
        _step(lecturer, State.CANDIDATE, clock.today(), reason, by, note, before="")


def set_trial(*, lecturer: Lecturer, on: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """A trial lecture is arranged for ``on``, which may lie ahead. ValidationError unless 候选 or 试讲."""
    with transaction.atomic():
        row = _locked(lecturer, State.CANDIDATE, State.TRIAL)
        row.trial_on, row.trial_passed_on = on, None
        return _move(row, State.TRIAL, clock.today(), Reason.TRIAL_SET, by, note, "trial_on", "trial_passed_on")


def record_trial(*, lecturer: Lecturer, passed: bool, on: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """What came of the trial lecture held on ``on``: who passed may be taken in, who did not is a candidate again."""
    _check_past(on)
    with transaction.atomic():
        row = _locked(lecturer, State.TRIAL)
        row.trial_on, row.trial_passed_on = (on, on) if passed else (None, None)
        after = State.TRIAL if passed else State.CANDIDATE
        reason = Reason.TRIAL_PASSED if passed else Reason.TRIAL_FAILED
        return _move(row, after, on, reason, by, note, "trial_on", "trial_passed_on")


def admit(*, lecturer: Lecturer, on: dt.date, term_end: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """聘任入库 from ``on`` until ``term_end``. ValidationError without a passed trial lecture."""
    _check_past(on)
    _check_term(on, term_end)
    with transaction.atomic():
        row = _locked(lecturer, State.CANDIDATE, State.TRIAL)
        if row.trial_passed_on is None:
            raise ValidationError(_("还没有试讲通过，不能入库。请先登记试讲结果。"))
        if on < row.trial_passed_on:
            raise ValidationError(_("入库日期早于试讲通过日期（%(day)s）。") % {"day": row.trial_passed_on.isoformat()})
        row.entered_on, row.term_end = on.replace(day=1), term_end
        return _move(row, State.LISTED, on, Reason.LISTED, by, note, "entered_on", "term_end")


def renew(*, lecturer: Lecturer, on: dt.date, term_end: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """续聘: a new end of the term, later than the present one."""
    _check_past(on)
    _check_term(on, term_end)
    with transaction.atomic():
        row = _locked(lecturer, State.LISTED)
        if row.term_end is not None and term_end <= row.term_end:
            raise ValidationError(_("新的聘期须晚于原聘期（%(day)s）。") % {"day": row.term_end.isoformat()})
        row.term_end, row.reviewed_on = term_end, on.replace(day=1)
        return _move(row, State.LISTED, on, Reason.RENEWED, by, note, "term_end", "reviewed_on")


def leave(*, lecturer: Lecturer, reason: str, on: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """退出 on ``on`` for one of the fixed reasons. The lessons stay as they are."""
    if reason not in LEAVING:
        raise ValidationError(_("请选择退出的缘由。"))
    _check_past(on)
    with transaction.atomic():
        row = _locked(lecturer, State.CANDIDATE, State.TRIAL, State.LISTED)
        return _move(row, State.LEFT, on, reason, by, note)


def take_back(*, lecturer: Lecturer, on: dt.date, by: Any = None, note: str = "") -> Lecturer:
    """Who left is a candidate again, and passes a trial lecture again."""
    _check_past(on)
    with transaction.atomic():
        row = _locked(lecturer, State.LEFT)
        row.trial_on = row.trial_passed_on = None
        return _move(row, State.CANDIDATE, on, Reason.AGAIN, by, note, "trial_on", "trial_passed_on")


def _check_past(on: dt.date) -> None:
    if on > clock.today():
        raise ValidationError(_("日期不能在将来。"))


def _check_term(on: dt.date, term_end: dt.date) -> None:
    if term_end <= on:
        raise ValidationError(_("聘期须在生效日期之后结束。"))
    if term_end.year - on.year > LONGEST_TERM:
        raise ValidationError(_("聘期最长 %(years)s 年，请核对年份。") % {"years": LONGEST_TERM})


def _locked(lecturer: Lecturer, *allowed: State) -> Lecturer:
    """The row as it stands now. ValidationError when somebody else moved it on, or it was never there."""
    row: Lecturer = Lecturer.objects.select_for_update().get(pk=lecturer.pk)
    if row.erased_at is not None:
        raise ValidationError(_("这名讲师的个人信息已清除。"))
    if row.state not in allowed:
        raise ValidationError(_("现在的状态是“%(state)s”，不能这样办理。") % {"state": row.standing_label})
    return row


def _move(row: Lecturer, after: State, day: dt.date, reason: str, by: Any, note: str, *fields: str) -> Lecturer:
    before, row.state = row.state, after
    row.save(update_fields=["state", *fields])
    _step(row, after, day, reason, by, note, before=before)
    return row


def _step(row: Lecturer, after: State, day: dt.date, reason: str, by: Any, note: str, *, before: str) -> None:
    LecturerStep.objects.create(
        lecturer=row, before=before, after=after, day=day, reason=reason, note=note, by=by,
        term_end=row.term_end if after == State.LISTED else None,
    )  # fmt: skip
    log(row, "lms_lecturers.move", user=by, data={"before": str(before), "after": str(after), "reason": str(reason)})
