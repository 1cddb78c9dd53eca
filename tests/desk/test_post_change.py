"""The day a post changes: one note, from the dated posts alone, and put away for good by 知道了."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.competencies.models import Competency
from lms.core import clock
from lms.desk import wording
from lms.desk.changes import remember_first
from lms.desk.queries import my_learning
from lms.desk.state import note_posts, skip_check
from lms.people.actions.posts import change_posts
from lms.people.models import PostHolding
from lms.requirements.actions import LineData, replace_lines, set_for_post

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


@pytest.fixture
def moved(desk):
    """The learner was 组织委员 (公文写作 at 2, 依法行政 at 1) and is 普通党员 (公文写作 at 2, 应急处置 at 1) for ten days."""
    writing, law = desk.competency("DIG04", "公文写作"), desk.competency("LAW01", "依法行政")
    safety = desk.competency("SVC05", "应急处置")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.lesson("K003", "法律清单", 25, (law, 1))
    desk.lesson("K056", "应急要点", 15, (safety, 1))
    desk.ask(writing, 2)
    desk.ask(law, 1)
    asked = set_for_post(desk.world.posts["P03"])
    lines = [LineData(kind="competency", competency_id=pk, level=level) for pk, level in ((writing.pk, 2), (safety.pk, 1))]
    replace_lines(requirement_set=asked, lines=lines, on=clock.today())
    desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
    PostHolding.objects.filter(member=desk.learner).update(start=None, end=None)
    change_posts(member=desk.learner, posts=[(desk.world.posts["P03"], True)], on=days_ago(10))
    return desk


def test_what_the_change_adds_takes_away_and_leaves(moved):
    note = my_learning(moved.learner).post
    assert note.text == (
        f"{wording.day(days_ago(10))}起，岗位由“组织委员”变为“普通党员”："
        "新增 1 项、不再要求 1 项、已达 1 项继续有效，计划 25→15 分钟。"
    )
    assert note.note == "新增的有 1 项还没有评估，摸底以后计划可能更短。"
    assert [(group.title, group.lines[0].split("：")[0]) for group in note.groups] == [
        ("新增或提高的要求", "“应急处置”达到“知道”"), ("不再要求", "“依法行政”达到“知道”"),
        ("已达到，继续有效", "“公文写作”达到“会做”"),
    ]  # fmt: skip


def test_it_is_put_away_by_the_member_and_stays_away(client, moved, member_user):
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    assert "岗位有变化" in page
    assert client.post("/learn/noted/posts/").url == "/learn/"
    assert "岗位有变化" not in client.get("/learn/").content.decode()
    change_posts(member=moved.learner, posts=[(moved.world.posts["P02"], True)], on=clock.today() + dt.timedelta(days=1))
    tomorrow = my_learning(moved.learner, clock.today() + dt.timedelta(days=1))
    assert "由“普通党员”变为“组织委员”" in tomorrow.post.text


def test_one_tap_puts_away_the_note_and_what_it_changed_in_the_plan(client, moved, member_user):
    skip_check(moved.learner)
    client.force_login(member_user)
    client.get("/learn/")
    change_posts(member=moved.learner, posts=[(moved.world.posts["P01"], True)], on=clock.today())
    learning = my_learning(moved.learner)
    assert learning.changes is None and learning.post.changes.summary
    page = client.get("/learn/").content.decode()
    assert page.count("知道了") == 1 and f"学习安排：{learning.post.changes.summary}" in page
    client.post("/learn/noted/posts/", {"mark": learning.post.changes.mark})
    after = my_learning(moved.learner)
    assert after.post is None and after.changes is None


def test_changes_that_came_after_the_page_was_drawn_outlive_the_note(client, moved, member_user):
    skip_check(moved.learner)
    client.force_login(member_user)
    client.get("/learn/")
    change_posts(member=moved.learner, posts=[(moved.world.posts["P01"], True)], on=clock.today())
    client.post("/learn/noted/posts/", {"mark": "of another day"})
    after = my_learning(moved.learner)
    assert after.post is None and after.changes is not None


def test_before_the_self_check_the_note_tells_no_lesson_of_the_plan(client, moved, member_user):
    remember_first(moved.learner)
    client.force_login(member_user)
    skip_check(moved.learner, skipped=False)
    moved.lesson("K057", "应急短课", 5, (Competency.objects.get(code="SVC05"), 1))
    learning = my_learning(moved.learner)
    assert learning.gate and learning.post.changes
    assert "学习安排：" not in client.get("/learn/").content.decode()


def test_a_change_longer_ago_than_the_time_of_grace_is_no_news(moved, settings):
    settings.LMS = {**getattr(settings, "LMS", {}), "GRACE_DAYS": 9}
    assert my_learning(moved.learner).post is None


def test_two_changes_are_told_as_one_from_the_first_to_now(moved):
    change_posts(member=moved.learner, posts=[(moved.world.posts["P01"], True)], on=days_ago(2))
    assert f"{wording.day(days_ago(10))}起，岗位由“组织委员”变为“党支部书记”" in my_learning(moved.learner).post.text
    note_posts(moved.learner, days_ago(5))
    assert f"{wording.day(days_ago(2))}起，岗位由“普通党员”变为“党支部书记”" in my_learning(moved.learner).post.text


def test_there_and_back_again_is_no_change(moved):
    change_posts(member=moved.learner, posts=[(moved.world.posts["P02"], True)], on=days_ago(2))
    assert my_learning(moved.learner).post is None


def test_a_first_post_says_so_and_the_end_of_the_only_one(moved):
    PostHolding.objects.filter(member=moved.learner).exclude(end=None).delete()
    text = my_learning(moved.learner).post.text
    assert text.startswith(f"{wording.day(days_ago(10))}起，您的岗位登记为“普通党员”：要求 2 项能力，已达 1 项继续有效")
    change_posts(member=moved.learner, posts=[], on=clock.today())
    note_posts(moved.learner, days_ago(1))
    assert "您不再担任“普通党员”" in my_learning(moved.learner).post.text


def test_posts_without_a_day_are_no_change(desk):
    PostHolding.objects.filter(member=desk.learner).update(start=None)
    assert my_learning(desk.learner).post is None


def test_the_tier_of_the_former_post_counts_for_the_former_plan(moved):
    """党支部书记 makes a member LEAD: lessons for others then come as the way out, and the minutes say so."""
    change_posts(member=moved.learner, posts=[(moved.world.posts["P01"], True)], on=days_ago(2))
    moved.lesson("K070", "领导必修", 40, tiers="LEAD", is_required=True)
    note_posts(moved.learner, days_ago(5))
    assert my_learning(moved.learner).post.text.endswith("计划 15→40 分钟。")


def test_queries_are_the_same_for_a_long_plan(moved, bulk_lessons, count_queries):
    sent = []
    for count in (5, 100):
        bulk_lessons(count)
        my_learning(moved.learner)
        sent.append(len(count_queries(lambda: my_learning(moved.learner))))
    assert sent[0] == sent[1]


def test_a_day_before_the_change_keeps_what_was_asked_then(moved):
    """Facts of the day, never stored plans: what was asked of the former post stays what was asked."""
    assert {item.who for item in my_learning(moved.learner, days_ago(11)).supplement.rows} == {"组织委员"}
    assert {item.who for item in my_learning(moved.learner).supplement.rows} == {"普通党员"}
