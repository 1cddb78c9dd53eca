"""The page after a lesson or test: what changed, told from the record."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.core import clock
from lms.desk import doors
from lms.desk.models import Outcome
from lms.desk.outcome import noting, url_of
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members
from lms.records.actions import record
from lms.records.facts import NewRecord

from .conftest import Desk

pytestmark = pytest.mark.django_db


def tell(desk: Desk, verb: str, activity, key: str = "k", **fields):
    with noting(desk.learner, activity, key=key) as noted:
        fact = NewRecord(
            member_id=desk.learner.pk, verb=verb, source="lesson", key=key, day=clock.today(), activity_id=activity.pk, **fields
        )
        record(fact)
    return noted.url


def test_a_passed_lesson_says_hours_level_and_what_is_left(client, writing, member_user, monkeypatch):
    monkeypatch.setattr(doors, "_finders", [lambda pks: {pk: f"/open/{pk}/" for pk in pks}])
    client.force_login(member_user)
    url = tell(writing, "passed", writing.short, success=True, score=Decimal(100))
    text = client.get(url).content.decode()
    for said in (
        "写通知",
        "通过了",
        "得分 100",
        "+0.25（网络）",
        "“公文写作”：未评估 → 会做",
        "还剩 1 课",
        "30 分钟",
        "下一课",
        "今天到此",
    ):
        assert said in text.replace("\u2060", ""), said
    assert f'href="/open/{writing.long.pk}/"' in text


def test_seen_completed_and_nothing_new_have_their_own_words(client, writing, member_user):
    client.force_login(member_user)
    seen = client.get(tell(writing, "completed", writing.short, "a", success=False)).content.decode()
    assert "看完了，还差测验" in seen
    assert "没有其他变化" in seen
    assert "没有增加" in seen
    done = client.get(tell(writing, "completed", writing.long, "b", success=True)).content.decode()
    assert "学完了" in done
    assert "“保密”达到“知道”：待确认" in done
    again = tell(writing, "completed", writing.long, "b", success=True)
    assert again == url_of(writing.learner, "b")
    assert Outcome.objects.count() == 2
    with noting(writing.learner) as noted:
        pass
    assert "没有新的变化" in client.get(noted.url).content.decode()


def test_lessons_that_are_not_needed_any_more_say_why(client, writing, member_user):
    """An exemption from the longer lesson takes nothing else; a level reached takes the shorter one out of the plan."""
    client.force_login(member_user)
    with noting(writing.learner) as noted:
        record(
            NewRecord(
                member_id=writing.learner.pk, verb="assessed", source="test", key="t", day=clock.today(), kind="quiz", level=2,
                competency_id=writing.writing.pk,
            )
        )  # fmt: skip
    text = client.get(noted.url).content.decode()
    assert "不用再学：" in text
    assert "“公文写作”已达到“会做”，不用再学" in text


def test_a_proof_below_ones_own_word_says_what_it_adds_to_the_plan(client, writing, member_user):
    """By the definitions a proof outweighs the member's own word, even a higher one."""
    client.force_login(member_user)
    writing.tell("assessed", "self", competency_id=writing.writing.pk, kind="self", level=2)
    text = client.get(tell(writing, "passed", writing.long, success=True)).content.decode()
    assert "“公文写作”：自评改以这次为准，现为“知道”" in text
    assert "新增：" in text
    assert "补上“公文写作”的“会做”" in text
    assert "这一课已从计划中去掉" in text


def test_it_is_nobody_elses(client, writing, member_user, stranger, superuser, world):
    url = tell(writing, "completed", writing.long, success=True)
    world.classmate.user = stranger
    world.classmate.save()
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302
    merge_members(keep=world.classmate, drop=writing.learner, by=superuser)
    assert Outcome.objects.get().member_id == world.classmate.pk
    erase_member(member=world.classmate, by=superuser)
    assert not Outcome.objects.exists()


def test_a_page_that_was_not_settled_after_commit_is_settled_when_it_is_read(client, writing, member_user, assert_same_queries):
    client.force_login(member_user)
    url = tell(writing, "passed", writing.short, success=True)
    assert Outcome.objects.get().said is None
    client.get(url)
    row = Outcome.objects.get()
    assert row.said["levels"]
    assert row.before == {}
