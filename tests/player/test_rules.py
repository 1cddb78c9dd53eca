"""Begun, watched or read, completed, passed: apart in the record, each once, by the rule of the lesson."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

import bench
from courses.models import Watching
from courses.player.rules import effective
from courses.publishing import activity_of
from lms.assessment.models import Attempt
from lms.core import clock
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members
from lms.records.models import Progress, Record
from lms.requirements.actions import LineData, replace_lines
from lms.requirements.models import RequirementSet

from .conftest import FILM, LENGTH, facts, hand_in


def state(member: Any) -> str:
    return Progress.objects.get(member=member).state


def test_reading_is_confirmed_and_works_without_a_script(lesson: Any, learner: Any, world: Any):
    her = learner(lesson("read"))
    html = her.html()
    assert "我已读完" in html and "读完并确认" in html and "data-medium" not in html
    answer = her.client.post(her.at("confirm"))
    assert answer.url.startswith("/learn/after/")
    assert facts(world.learner) == [("started", None), ("completed", True)]
    assert her.client.post(her.at("confirm")).url == answer.url, "pressed twice"
    assert len(facts(world.learner)) == 2
    assert "看学习结果" in her.html() and "我已读完" not in her.html()


def test_watched_is_not_completed_and_completed_is_not_passed(lesson: Any, learner: Any, world: Any, count_queries: Any):
    her = learner(lesson("watch_check"))
    assert "看完后可以作答" in her.html() and "去做随堂测验" not in her.html()
    assert her.client.post(her.at("check")).url.endswith("#next"), "the questions are locked"
    assert not Attempt.objects.exists()
    her.begin()
    assert state(world.learner) == "started"
    assert "还没有学完" in her.client.post(her.at("finish"), follow=True).content.decode()
    her.beat([0, 1000])
    assert "还需看 2 分 18 秒" in her.html()
    assert her.beat([1000, LENGTH]).json() == {"number": 2, "left": 0, "seen": True, "url": ""}
    assert state(world.learner) == "seen"
    assert facts(world.learner) == [("started", None), ("completed", False)]
    html = her.html()
    assert "已看未测" in html and "去做随堂测验" in html and "2 题答对 1 题" in html
    assert "还可以答 3 次" in html
    first = her.client.post(her.at("check")).url
    attempt = Attempt.objects.get()
    assert first == attempt.get_absolute_url() and attempt.activity == activity_of(her.page)
    assert her.client.post(her.at("check")).url == first, "the open attempt goes on"
    hand_in(attempt, right=False)
    assert state(world.learner) == "seen" and len(facts(world.learner)) == 2
    her.client.post(her.at("check"))
    hand_in(Attempt.objects.get(state="open"), right=True)
    assert state(world.learner) == "passed"
    passed = Record.objects.get(verb="passed")
    assert passed.score == 100 and passed.success and passed.source == "lesson"
    assert len(facts(world.learner)) == 3
    assert her.client.post(her.at("finish")).url.startswith("/learn/after/")
    assert her.client.post(her.at("check")).url.endswith("#next"), "nothing is left to answer"
    assert Attempt.objects.count() == 2


def test_where_an_attempt_leads(lesson: Any, learner: Any, world: Any):
    from lms.assessment.after import where

    her = learner(lesson("check"))
    html = her.html()
    assert "去做随堂测验" in html and "可以作答" not in html
    her.client.post(her.at("check"))
    assert facts(world.learner) == [("started", None)]
    failed = hand_in(Attempt.objects.get(), right=False)
    assert where(failed) == f"{her.page.get_url()}#next"
    her.client.post(her.at("check"))
    passed = hand_in(Attempt.objects.get(state="open"), right=True)
    assert where(passed).startswith("/learn/after/")
    assert facts(world.learner) == [("started", None), ("passed", True)]


def test_the_last_attempt_can_be_left_and_taken_up_again(lesson: Any, learner: Any, world: Any):
    her = learner(lesson("check"))
    for _attempt in range(2):
        her.client.post(her.at("check"))
        hand_in(Attempt.objects.get(state=Attempt.State.OPEN), right=False)
    assert "还可以答 1 次" in her.html()
    begun = her.client.post(her.at("check")).url
    html = her.html()
    assert "继续作答" in html and "可答次数已用完" not in html
    assert her.client.post(her.at("check")).url == begun


def test_what_the_organiser_registers_is_not_begun_here(lesson: Any, learner: Any, world: Any):
    her = learner(lesson("register"))
    html = her.html()
    assert "由组织者登记参加" in html and "待组织安排" in html
    assert "button--main" not in html and "data-player" not in html
    for name in ("confirm", "check", "finish"):
        her.client.post(her.at(name))
    assert facts(world.learner) == []


def test_a_lesson_that_is_asked_for_again_is_learned_again(
    lesson: Any, learner: Any, world: Any, monkeypatch: pytest.MonkeyPatch
):
    page = lesson("read")
    her = learner(page)
    her.client.post(her.at("confirm"))
    her.client.post(her.at("begin"))
    assert len(facts(world.learner)) == 2, "looked at again, and nobody asks for it"
    asked = RequirementSet.objects.create(code="post:P02", name="组织委员", kind="post", source_code="P02")
    asked.posts.add(world.posts["P02"])
    yearly = LineData(kind="activity", activity_id=activity_of(page).pk, recurs_months=12)
    replace_lines(requirement_set=asked, lines=[yearly], on=None)
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + dt.timedelta(days=370))
    assert "我已读完" in her.html(), "a year later it is to be read once more"
    her.client.post(her.at("confirm"))
    her.client.post(her.at("confirm"))
    assert facts(world.learner) == [("started", None), ("completed", True)] * 2


def test_what_was_cancelled_can_be_earned_again(lesson: Any, learner: Any, world: Any, superuser: Any):
    from lms.records.actions import record
    from lms.records.facts import NewRecord

    her = learner(lesson("read"))
    her.client.post(her.at("confirm"))
    done = Record.objects.get(verb="completed")
    record(
        NewRecord(
            member_id=world.learner.pk, verb="completed", source="admin", key="void:1", day=clock.today(), is_void=True,
            activity_id=done.activity_id, corrects_source=done.source, corrects_key=done.key,
        ),
        by=superuser,
    )
    assert state(world.learner) == "started"
    assert "我已读完" in her.html()
    her.client.post(her.at("confirm"))
    assert state(world.learner) == "completed"


def test_rules_that_ask_for_what_is_not_there_hold_nobody_up():
    assert effective("watch_check", has_recordings=False, has_check=False) == "read"
    assert effective("watch_check", has_recordings=True, has_check=False) == "watch"
    assert effective("watch", has_recordings=False, has_check=True) == "read"
    assert effective("check", has_recordings=False, has_check=False) == "read"
    assert effective("read_check", has_recordings=False, has_check=True) == "read_check"
    assert effective("register", has_recordings=False, has_check=False) == "register"


def test_the_page_asks_as_much_for_fifty_blocks_as_for_five(
    lesson: Any, learner: Any, count_queries: Any, shelf: Any, settings: Any
):
    """And at most twelve queries more than a plain page at the same depth."""
    plain_page = str(Path(bench.__file__).parent / "templates")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [plain_page]}, *settings.TEMPLATES[1:]]

    def text(number: int) -> list[dict[str, Any]]:
        return [{"type": "text", "value": "<p>字</p>", "id": str(uuid.uuid4())} for _ in range(number)]

    few, many = lesson("watch_check", title="短", more=text(2)), lesson("watch_check", title="长", more=text(47))
    plain = shelf.add_child(instance=Page(title="一页", slug="plain"))
    her = learner(few)
    her.watch_all()  # the state in which most is asked: the questions are open

    def ask(page: Any) -> list[str]:
        her.client.get(page.get_url())
        return count_queries(lambda: her.client.get(page.get_url()))

    short = ask(few)
    assert len(ask(many)) <= len(short)
    assert len(short) - len(ask(plain)) <= 12, "\n".join(sql[:200] for sql in short)


def test_others_are_told_why_nothing_is_kept(lesson: Any, superuser: Any, client: Client):
    page = lesson("watch")
    client.force_login(superuser)
    html = client.get(page.get_url()).content.decode()
    assert "不记学习进度" in html and "data-player" not in html and "看完视频" in html


def test_working_state_goes_with_the_person_and_joins_with_the_person(lesson: Any, learner: Any, world: Any):
    page = lesson("watch")
    her = learner(page)
    her.begin()
    her.beat([0, 1000])
    media = {FILM: {"len": LENGTH, "bytes": 999, "at": 5, "seen": [[900, 2000]]}}
    Watching.objects.create(member=world.classmate, activity=activity_of(page), media=media, read_on=dt.date(2026, 1, 1))
    merge_members(keep=world.learner, drop=world.classmate)
    row = Watching.objects.get()
    assert row.member == world.learner and row.media[FILM]["seen"] == [[0, 2000]] and row.read_on == dt.date(2026, 1, 1)
    assert her.beat([1000, 1100]).status_code == 409
    erase_member(member=world.learner)
    assert not Watching.objects.exists()


def test_a_new_version_of_the_recording_is_watched_anew(lesson: Any, learner: Any, film: Any, world: Any):
    her = learner(lesson("watch"))
    her.begin()
    her.beat([0, 1000])
    film.duration = 300
    film.save()
    begun = her.begin().json()
    assert begun["media"][FILM] == {"len": 3000, "at": 0, "seen": []}
    assert facts(world.learner) == [("started", None)]
    assert reverse("lms_courses:beat") in her.html()
