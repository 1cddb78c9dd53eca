"""Each empty state says why there is nothing and what comes next. Only the last one congratulates."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.core import clock
from lms.core.dates import add_months
from lms.desk import wording
from lms.desk.queries import my_learning
from lms.people.models import PostHolding

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(client, desk, member_user):
    """The page as the learner sees it."""

    def ask() -> str:
        client.force_login(member_user)
        return client.get("/learn/").content.decode()

    return ask


def without_congratulation(page: str) -> bool:
    return "祝贺" not in page and "message--good" not in page


def test_no_post_names_the_contact_and_leads_to_a_request(desk, seen):
    desk.world.unit.training_contact = desk.world.other_learner
    desk.world.unit.save(update_fields=["training_contact"])
    PostHolding.objects.filter(member=desk.learner).delete()
    assert my_learning(desk.learner).empty == "no_post"
    page = seen()
    assert "您的岗位还没有登记" in page
    assert "请联系培训联络员（赵强）" in page
    assert 'href="/learn/correction/?kind=post"' in page
    assert without_congratulation(page)


def test_what_has_no_lesson_is_named_and_trainers_know(desk, seen):
    law = desk.competency("LAW01", "依法行政")
    desk.tell("assessed", "a", competency_id=law.pk, kind="self", level=1)
    desk.ask(law, 2)
    assert my_learning(desk.learner).empty == "unsupplied"
    page = seen()
    assert "“依法行政”达到“会做”" in page
    assert "教员已收到" in page
    assert 'href="/learn/abilities/"' in page
    assert without_congratulation(page)


def test_what_was_learned_and_awaits_a_look_is_not_yet_a_success(desk, seen):
    safety = desk.competency("SVC06", "岗位带教", evidence_type="observation")
    lesson = desk.lesson("K058", "带教清单", 10, (safety, 2))
    desk.tell("assessed", "a", competency_id=safety.pk, kind="self", level=1)
    desk.tell("completed", "c", activity_id=lesson.pk, success=True)
    desk.ask(safety, 2)
    assert my_learning(desk.learner).empty == "awaiting"
    page = seen()
    assert "课已学完，正等着确认" in page
    assert without_congratulation(page)


def test_a_post_that_asks_nothing_is_said_as_such(desk, seen):
    assert my_learning(desk.learner).empty == "nothing_asked"
    page = seen()
    assert "眼下没有要学的课" in page
    assert without_congratulation(page)


def test_everything_reached_congratulates_and_says_until_when(desk, seen):
    writing = desk.competency("DIG04", "公文写作", refresh_months=12)
    law = desk.competency("LAW01", "依法行政")
    for each in (writing, law):
        desk.tell("assessed", each.code, competency_id=each.pk, kind="test", level=2)
        desk.ask(each, 2)
    page = my_learning(desk.learner)
    assert (page.empty, page.until) == ("reached", wording.day(add_months(clock.today(), 12)))
    text = seen()
    assert "祝贺您，岗位所需均已达到" in text
    assert page.until in text


def test_what_never_lapses_says_so(desk, seen):
    law = desk.competency("LAW01", "依法行政")
    desk.tell("assessed", "a", competency_id=law.pk, kind="test", level=2)
    desk.ask(law, 2)
    assert my_learning(desk.learner).until == ""
    assert "眼下没有会到期的" in seen()


def test_on_a_later_day_the_lapse_brings_the_lesson_back(desk):
    writing = desk.competency("DIG04", "公文写作", refresh_months=12)
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
    desk.ask(writing, 2)
    assert my_learning(desk.learner).empty == "reached"
    later = my_learning(desk.learner, add_months(clock.today(), 12) + dt.timedelta(days=1))
    assert later.first.relapse
