"""The trainer's figures: numbers of the own scope, curves of five and more, what is out of date, what only tells."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.figures.care import stale, without_interaction
from courses.figures.curve import ENOUGH, PARTS, curves, parts_seen
from courses.models import Watching
from courses.pages.models import LessonPage
from lms.catalogue.models import Activity, Subject
from lms.records.models import Progress

from .conftest import TODAY

LIST = reverse("lms_figures:lessons")
spans = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(sorted), max_size=4)


def lesson_of(code: str, title: str, **fields):
    return Activity.objects.create(code=code, title=title, minutes=15, form="视频", **fields)


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=12))
def test_curves_are_shares_of_those_who_began(people):
    began = [each for each in people if each]
    found = curves([{"a": {"len": 1000, "seen": each}} for each in people])
    assert bool(found) == (len(began) >= ENOUGH)
    for curve in found:
        assert curve.members == len(began)
        assert all(0 <= share <= 1 for share in curve.shares)
        assert curve.shares == tuple(sum(parts_seen(1000, each)[at] for each in began) / len(began) for at in range(PARTS))


def test_the_steepest_fall_is_told():
    people = [{"a": {"len": 1000, "seen": [[0, end]]}} for end in (250, 260, 250, 1000, 1000)]
    curve = curves(people)[0]
    assert (curve.shares[0], curve.shares[-1], curve.steepest) == (1.0, 0.4, 3)


@pytest.fixture
def lesson(world):
    found = lesson_of("K1", "公文格式", has_check=True)
    for member, state in ((world.learner, "passed"), (world.classmate, "started"), (world.other_learner, "completed")):
        Progress.objects.create(member=member, activity=found, state=state)
    return found


def figures(client, user) -> list[str]:
    client.force_login(user)
    lines = b"".join(client.get(LIST + "?export=csv").streaming_content).decode().splitlines()
    return next(line for line in lines if "公文格式" in line).split(",")[6:10]


def test_numbers_lie_within_the_scope_and_name_nobody(client, world, lesson, trainer, committee_admin, branch_admin):
    assert figures(client, trainer) == ["0", "2", "1", "1"]
    assert figures(client, committee_admin) == ["0", "3", "2", "1"]
    client.force_login(trainer)
    one = client.get(reverse("lms_figures:lesson", args=[lesson.pk]))
    assert one.status_code == 200
    for member in (world.learner, world.classmate, world.other_learner):
        assert member.name not in one.content.decode()
    assert client.get(LIST, {"unit": world.other_unit.pk}).status_code == 404
    client.force_login(branch_admin)
    assert client.get(LIST).status_code in (302, 403)


def test_lessons_of_others_are_none(client, world, trainer):
    foreign = lesson_of("K2", "乙单位的课", owner_unit=world.other_unit, share_scope="unit")
    client.force_login(trainer)
    assert client.get(reverse("lms_figures:lesson", args=[foreign.pk])).status_code == 404
    assert "乙单位的课" not in client.get(LIST).content.decode()


def test_nobody_is_told_where_one_person_stopped(client, world, lesson, trainer):
    for member in (world.learner, world.classmate):
        Watching.objects.create(member=member, activity=lesson, media={"b": {"len": 1000, "seen": [[0, 400]]}})
    client.force_login(trainer)
    assert "还不到 5 人" in client.get(reverse("lms_figures:lesson", args=[lesson.pk])).content.decode()


def test_same_queries_for_1_and_20_lessons(client, world, trainer, assert_same_queries):
    client.force_login(trainer)

    def add(rows: int) -> None:
        for _each in range(rows):
            made = lesson_of(f"X{Activity.objects.count()}", "课")
            Progress.objects.create(member=world.learner, activity=made, state="started")
        client.get(LIST)  # what planning keeps in memory is read anew

    assert_same_queries(lambda: client.get(LIST), add)


def test_what_is_out_of_date_is_listed(world, client, trainer):
    lesson_of("K036", "旧政策", valid_until=dt.date(2026, 6, 30))
    lesson_of("K037", "快到期", valid_until=dt.date(2026, 12, 31))
    lesson_of("K038", "还早", valid_until=dt.date(2028, 12, 31))
    lesson_of("K039", "早已撤下", valid_until=dt.date(2020, 12, 31), published=False)
    assert [(one.activity.code, one.over) for one in stale(trainer, TODAY)] == [("K036", True), ("K037", False)]
    client.force_login(trainer)
    assert "已过期 145 天" in client.get(reverse("lms_figures:stale")).content.decode()


def page_of(activity: Activity, kind: str, **fields) -> None:
    from wagtail.models import Site

    value = {"title": "任务", "text": "<p>做一做</p>"} if kind == "task" else "<p>读一读</p>"
    body = json.dumps([{"type": kind, "value": value}])
    subject = Subject.objects.get(code="theory")
    page = LessonPage(title=activity.title, slug=activity.code.lower(), body=body, minutes=9, subject=subject, **fields)
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    Activity.objects.filter(pk=activity.pk).update(origin="page", origin_key=str(page.translation_key))


def test_review_dates_of_pages_and_lessons_without_anything_to_do(world, trainer):
    page_of(lesson_of("K1", "只讲"), "text", review_on=dt.date(2026, 12, 1))
    page_of(lesson_of("K2", "有任务"), "task")
    lesson_of("K3", "有测验", has_check=True)
    Activity.objects.create(code="K4", title="现场", minutes=60, kind="session", form="现场教学")
    assert [one.code for one in without_interaction(trainer, TODAY)] == ["K1"]
    assert [(one.activity.code, one.why) for one in stale(trainer, TODAY)] == [("K1", "review")]
