"""测一测，会了就免修: offered where it proves something, never writing more than was passed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import override_settings
from django.utils.html import strip_tags

from lms.assessment.models import Attempt
from lms.catalogue.credit_rules import TEST_OUT
from lms.catalogue.models import CreditRule, CreditRuleVersion
from lms.core import clock
from lms.desk.models import Outcome
from lms.desk.outcome import url_of
from lms.desk.test_out_acts import TooEarly, after, begin, key_of
from lms.planning.queries import picture_of
from lms.records.models import CreditEntry, LevelStep, Record

from .banks import fill, offered_to, take
from .conftest import Desk

pytestmark = pytest.mark.django_db


def told() -> list[tuple[object, ...]]:
    return list(Record.objects.order_by("pk").values_list("verb", "activity__code", "competency__code", "level", "kind"))


def planned(desk: Desk) -> list[str]:
    return [row.code for row in picture_of(desk.learner).rows]


def read(client, url: str) -> str:
    """The page as it stands, and once more without marks."""
    page = client.get(url).content.decode().replace("\u2060", "").replace("\u00a0", " ")
    return page + strip_tags(page)


def test_it_is_offered_where_a_quiz_counts_and_five_questions_are_there(writing):
    fill(writing.secrets, 1)
    fill(writing.writing, 2, 4)
    assert offered_to(writing.learner).of_lesson(writing.short.pk) is None, "four are too few"
    assert offered_to(writing.learner).of_lesson(writing.long.pk) is None, "no quiz proves 保密"
    fill(writing.writing, 2, 1)
    test = offered_to(writing.learner).of_lesson(writing.short.pk)
    assert (test.pairs, test.exempts, test.questions, test.minutes) == (((writing.writing.pk, 2),), True, 5, 10)
    assert offered_to(writing.learner).levels(writing.writing.pk) == (2,)
    writing.short.must_finish = True
    writing.short.save()
    assert offered_to(writing.learner).of_lesson(writing.short.pk) is None


def test_passing_exempts_raises_the_level_and_shortens_the_plan(client, writing, member_user):
    fill(writing.writing, 2)
    assert planned(writing) == ["K002", "K001"] or planned(writing) == ["K001", "K002"]
    attempt = take(writing.learner, offered_to(writing.learner).of_lesson(writing.short.pk))
    assert told() == [("exempted", "K001", None, None, "")]
    assert LevelStep.objects.values_list("competency__code", "level", "basis").get() == ("W", 2, "learned")
    assert planned(writing) == ["K002"]
    assert not CreditEntry.objects.exists()
    client.force_login(member_user)
    text = read(client, after(attempt))
    assert "您已会，这一课免修" in text
    assert "“公文写作”：未评估 → 会做" in text
    assert "没有增加" in text


def test_failing_writes_nothing_and_may_be_tried_again_tomorrow(client, writing, member_user, monkeypatch):
    fill(writing.writing, 2)
    test = offered_to(writing.learner).of_lesson(writing.short.pk)
    attempt = take(writing.learner, test, all_wrong=True)
    assert not Record.objects.exists()
    client.force_login(member_user)
    text = read(client, after(attempt))
    assert "这次没有通过" in text
    assert "没有写入任何记录" in text
    with pytest.raises(TooEarly):
        begin(member=writing.learner, test=test, title="", by=None)
    page = f"/learn/test-out/lesson/{writing.short.pk}/"
    assert "今天已测过" in read(client, page)
    assert client.post(page).url == page
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + dt.timedelta(days=1))
    assert "开始测试" in read(client, page)


def test_passing_one_of_two_parts_is_evidence_of_that_part_only(client, writing, member_user):
    both = writing.lesson(
        "K003", "文秘综合", 40, (writing.writing, 2), (writing.competency("M", "办会", evidence_type="quiz"), 1)
    )
    taught = {each.competency.code: each.competency for each in both.teaches.select_related("competency")}
    fill(taught["W"], 2)
    fill(taught["M"], 1)
    test = offered_to(writing.learner).of_lesson(both.pk)
    assert test.exempts
    attempt = take(writing.learner, test, wrong=taught["M"])
    assert told() == [("assessed", None, "W", 2, "quiz")]
    assert not Attempt.objects.get().passed
    client.force_login(member_user)
    text = read(client, after(attempt))
    assert "通过了一部分" in text
    assert "办会（知道）：答对 0/5，没有通过" in text
    assert "写通知" in text
    assert "“公文写作”已达到“会做”，不用再学" in text


def test_a_lesson_that_also_teaches_what_no_quiz_proves_is_never_exempted(writing):
    fill(writing.writing, 1)
    test = offered_to(writing.learner).of_lesson(writing.long.pk)
    assert not test.exempts
    take(writing.learner, test)
    assert told() == [("assessed", None, "W", 1, "quiz")]
    assert "K002" in planned(writing)


def test_a_test_of_an_ability_is_evidence_of_it(client, writing, member_user):
    fill(writing.writing, 2)
    client.force_login(member_user)
    page = f"/learn/test-out/ability/{writing.writing.pk}/2/"
    assert page in read(client, "/learn/abilities/")
    text = read(client, page)
    for said in ("5 题，最多 10 分钟", "不通过不影响任何记录", "不计学时"):
        assert said in text, said
    take(writing.learner, offered_to(writing.learner).of_pair(writing.writing.pk, 2))
    assert told() == [("assessed", None, "W", 2, "quiz")]
    assert client.get(page).status_code == 404, "it is reached"


def test_the_item_of_the_plan_leads_to_the_test(client, writing, member_user):
    client.force_login(member_user)
    page = f"/learn/test-out/lesson/{writing.short.pk}/"
    assert page not in read(client, "/learn/")
    fill(writing.writing, 2)
    assert page in read(client, "/learn/")
    assert page in read(client, f"/learn/lessons/{writing.short.pk}/")
    assert "这一课免修，计划马上变短" in read(client, page)


def test_what_is_not_offered_does_not_exist(client, writing, member_user, world, stranger):
    fill(writing.writing, 2, 4)
    client.force_login(member_user)
    for page in (
        f"/learn/test-out/lesson/{writing.short.pk}/", f"/learn/test-out/ability/{writing.writing.pk}/2/",
        f"/learn/test-out/ability/{writing.writing.pk}/9/", "/learn/test-out/lesson/999999/",
    ):  # fmt: skip
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code == 404, page
    assert not Attempt.objects.exists()
    fill(writing.writing, 2, 1)
    attempt = begin(member=writing.learner, test=offered_to(writing.learner).of_pair(writing.writing.pk, 2), title="t", by=None)
    world.classmate.user = stranger
    world.classmate.save()
    client.force_login(stranger)
    assert client.get(f"/learn/quiz/{attempt.uuid}/").status_code == 404


def test_hours_are_given_only_by_a_rule_of_that_form(client, writing, member_user):
    fill(writing.writing, 2)
    version = CreditRuleVersion.objects.get(rule_set__code="tiered")
    rule = CreditRule.objects.create(version=version, form=TEST_OUT, value="0.25")
    rule.targets.set(list(CreditRule.objects.filter(version=version).last().targets.all()))
    client.force_login(member_user)
    assert "0.25 学时" in read(client, f"/learn/test-out/lesson/{writing.short.pk}/")
    attempt = take(writing.learner, offered_to(writing.learner).of_lesson(writing.short.pk))
    assert {str(each.hours) for each in CreditEntry.objects.all()} == {"0.25"}
    writing.tell("exempted", "by hand", activity_id=writing.long.pk, success=True)
    assert set(CreditEntry.objects.values_list("record__activity__code", flat=True)) == {"K001"}
    assert "+0.25（网络）" in read(client, after(attempt))


@override_settings(LMS={"TEST_OUT_EVERY_DAYS": 0})
def test_an_attempt_that_ran_out_is_handed_in_as_it_stands(writing):
    fill(writing.writing, 2)
    test = offered_to(writing.learner).of_lesson(writing.short.pk)
    old = begin(member=writing.learner, test=test, title="t", by=None)
    assert begin(member=writing.learner, test=test, title="t", by=None) == old
    Attempt.objects.update(deadline=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    new = begin(member=writing.learner, test=test, title="t", by=None)
    assert new != old
    assert url_of(writing.learner, key_of(old))
    assert not Record.objects.exists()
    assert Outcome.objects.count() == 1


def test_it_is_said_before_that_a_lower_proof_outweighs_ones_own_word(client, writing, member_user):
    fill(writing.writing, 1)
    fill(writing.secrets, 1)
    writing.tell("assessed", "self", competency_id=writing.writing.pk, kind="self", level=2)
    lesson = writing.lesson("K004", "写作入门", 10, (writing.writing, 1))
    client.force_login(member_user)
    text = read(client, f"/learn/test-out/lesson/{lesson.pk}/")
    assert "“公文写作”您自评“会做”，这里只测“知道”：通过后以测试为准。" in text
