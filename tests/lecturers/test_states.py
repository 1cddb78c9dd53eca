"""候选 → 试讲 → 在库 → 到期 / 退出: only these ways, each with a day and a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lecturers.actions import moving
from lecturers.models import Lecturer, LecturerStep
from lms.core import clock

from .conftest import TODAY

END = dt.date(2028, 11, 30)


def test_only_a_passed_trial_leads_into_the_directory(candidate):
    with pytest.raises(ValidationError, match="还没有试讲通过"):
        moving.admit(lecturer=candidate, on=TODAY, term_end=END)
    moving.set_trial(lecturer=candidate, on=dt.date(2026, 11, 20))
    moving.record_trial(lecturer=candidate, passed=False, on=dt.date(2026, 11, 20))
    candidate.refresh_from_db()
    assert candidate.standing_label == "候选"
    with pytest.raises(ValidationError, match="还没有试讲通过"):
        moving.admit(lecturer=candidate, on=TODAY, term_end=END)
    moving.set_trial(lecturer=candidate, on=dt.date(2026, 11, 21))
    moving.record_trial(lecturer=candidate, passed=True, on=dt.date(2026, 11, 21))
    moving.admit(lecturer=candidate, on=TODAY, term_end=END)
    candidate.refresh_from_db()
    assert (candidate.standing_label, candidate.entered_on, candidate.term_end) == ("在库", dt.date(2026, 11, 1), END)
    reasons = LecturerStep.objects.filter(lecturer=candidate).values_list("reason", flat=True)
    assert list(reasons) == ["trial_failed", "trial_passed", "trial_set", "trial_set", "listed"]


def test_a_term_passes_by_the_calendar(shared, monkeypatch):
    assert shared.standing_label == "在库"
    assert Lecturer.objects.listed().filter(pk=shared.pk).exists()
    monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 3, 31))
    assert shared.standing_label == "在库", "the last day still counts"
    monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 4, 1))
    assert shared.standing_label == "到期"
    assert not Lecturer.objects.listed().filter(pk=shared.pk).exists()
    moving.renew(lecturer=shared, on=dt.date(2027, 4, 1), term_end=dt.date(2029, 3, 31))
    shared.refresh_from_db()
    assert shared.standing_label == "在库"


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda one: moving.leave(lecturer=one, reason="bored", on=TODAY), "请选择退出的缘由"),
        (lambda one: moving.leave(lecturer=one, reason="moved", on=dt.date(2026, 12, 1)), "不能在将来"),
        (lambda one: moving.renew(lecturer=one, on=TODAY, term_end=dt.date(2027, 1, 1)), "须晚于原聘期"),
        (lambda one: moving.take_back(lecturer=one, on=TODAY), "不能这样办理"),
        (lambda one: moving.renew(lecturer=one, on=TODAY, term_end=dt.date(2226, 1, 1)), "请核对年份"),
    ],
)
def test_what_is_refused_changes_nothing(shared, deed, said):
    with pytest.raises(ValidationError, match=said):
        deed(shared)
    shared.refresh_from_db()
    assert (shared.state, shared.term_end) == ("listed", dt.date(2027, 3, 31))
    assert not LecturerStep.objects.exists()


def test_steps_are_taken_in_the_admin_by_who_looks_after_the_lecturer(client, candidate, unit_admin, other_unit_admin, trainer):
    file = reverse("lms_lecturers:inspect", args=[candidate.pk])
    step = reverse("lms_lecturers:set-trial", args=[candidate.pk])
    client.force_login(unit_admin)
    assert "安排试讲" in (shown := client.get(file).content.decode())
    assert "登记试讲结果" not in shown and "续聘" not in shown, "only what fits the state"
    assert client.post(step, {"on": "2026-12-01"}).status_code == 302
    candidate.refresh_from_db()
    assert candidate.standing_label == "试讲"
    assert "安排试讲" in client.get(file).content.decode()
    for user in (other_unit_admin, trainer):
        client.force_login(user)
        assert client.post(step, {"on": "2026-12-02"}).status_code in (302, 403, 404)
    candidate.refresh_from_db()
    assert candidate.trial_on == dt.date(2026, 12, 1)


def test_a_new_lecturer_is_a_candidate_with_a_reason(client, world, unit_admin):
    client.force_login(unit_admin)
    form = {
        "code": "T9", "name": "新老师", "reason": "unit", "owner_unit": world.unit.pk, "share_scope": "all",
        "sessions_taught": "0", "birth_month": "1980-05-17",
    }  # fmt: skip
    response = client.post(reverse("lms_lecturers:add"), form)
    assert response.status_code == 302, response.context["form"].errors
    lecturer = Lecturer.objects.get(code="T9")
    assert (lecturer.state, lecturer.birth_month) == ("candidate", dt.date(1980, 5, 1))
    assert lecturer.steps.get().reason == "unit"
    foreign = client.post(reverse("lms_lecturers:add"), {**form, "code": "T8", "owner_unit": world.other_unit.pk})
    assert foreign.status_code == 200 and not Lecturer.objects.filter(code="T8").exists()
