"""From the second half of the year: one gentle line on hours that are behind, with the shortest way to them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lms.catalogue.models import HoursTarget
from lms.core import clock
from lms.desk.catching_up import behind
from lms.desk.queries import my_learning
from lms.desk.viewmodels import TargetHours
from lms.requirements.actions import LineData

OCTOBER, JUNE = dt.date(2026, 10, 1), dt.date(2026, 6, 30)


def line(total: str, required: str | None = "40", **fields) -> TargetHours:
    wanted = Decimal(required) if required else None
    return TargetHours(1, "党员年度学时", (), Decimal(total), wanted, **fields)


def test_nobody_is_reminded_before_july():
    assert behind([line("0")], JUNE) == []


def test_what_keeps_step_with_the_year_is_not_behind():
    assert behind([line("31")], OCTOBER) == []
    assert behind([line("29")], OCTOBER) == [line("29")]


def test_flexible_members_longer_windows_and_what_is_not_asked_are_left_in_peace():
    assert behind([line("0", flexible=True), line("0", years=5), line("0", None)], OCTOBER) == []


def test_the_furthest_first():
    assert behind([line("20"), line("5")], OCTOBER) == [line("5"), line("20")]


@pytest.fixture
def autumn(desk, monkeypatch):
    """The learner needs one hour of 网络自学 this year; it is the first of October."""
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: dt.date(today.year, 10, 1))
    online = HoursTarget.objects.get(code="ONLINE")
    desk.put(LineData(kind="hours", target_id=online.pk, hours=Decimal(1)))
    return desk


@pytest.mark.django_db
def test_the_shortest_way_is_named(autumn):
    autumn.lesson("K001", "长课", 90)
    autumn.lesson("K002", "短课", 20)
    autumn.lesson("K003", "自测", 15, form="在线测试")
    hint = my_learning(autumn.learner).catch_up
    assert hint.target == "网络自学学时"
    assert hint.missing == "1"
    assert hint.enough
    assert hint.minutes == sum({"长课": 90, "短课": 20, "自测": 15}[each.title] for each in hint.lessons)


@pytest.mark.django_db
def test_what_is_on_site_is_not_for_the_member_to_choose(autumn, client, member_user):
    autumn.lesson("K001", "现场课", 120, form="现场教学")
    hint = my_learning(autumn.learner).catch_up
    assert (hint.enough, hint.lessons) == (False, ())
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    assert "集中学习由组织安排" in page
    assert "badge--alarm" not in page


@pytest.mark.django_db
def test_the_plan_itself_may_be_enough(autumn):
    autumn.lesson("K001", "必修课", 90, is_required=True)
    hint = my_learning(autumn.learner).catch_up
    assert (hint.planned, hint.enough, hint.lessons) == (True, True, ())
