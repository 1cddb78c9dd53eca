from __future__ import annotations

import datetime as dt

import pytest

from lms.core import clock
from lms.core.dates import add_months
from lms.desk.queries import my_abilities
from lms.people.models import Leave

pytestmark = pytest.mark.django_db


def test_what_is_asked_where_i_am_and_what_is_needed(desk):
    writing = desk.competency("DIG04", "公文写作", refresh_months=24)
    desk.ask(writing, 2)
    day = add_months(clock.today(), -1)
    desk.tell("assessed", "a", day=day, competency_id=writing.pk, kind="supervisor", level=1)
    page = my_abilities(desk.learner)
    [domain] = page.domains
    [ability] = domain.abilities
    assert domain.name == "数字与公文能力"
    assert (ability.name, ability.required_word, ability.standing.word, ability.missing) == ("公文写作", "会做", "知道", 1)
    assert (ability.standing.basis, ability.standing.day, ability.standing.until) == ("上级评定", day, add_months(day, 24))
    assert ability.required_sentence == "能做公文写作"
    assert ability.who == "组织委员"
    assert ability.steps == ["held", "needed", "beyond", "beyond"]
    assert (page.reached, page.to_raise, page.not_assessed) == (0, 1, 0)


def test_not_assessed_stands_apart_and_counts_apart(desk):
    desk.ask(desk.competency("DIG04", "公文写作"), 2)
    page = my_abilities(desk.learner)
    assert page.domains == ()
    assert [each.name for domain in page.unassessed for each in domain.abilities] == ["公文写作"]
    assert (page.reached, page.to_raise, page.not_assessed) == (0, 0, 1)


def test_level_zero_is_a_result_and_no_lack_of_one(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.ask(writing, 2)
    desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=0)
    page = my_abilities(desk.learner)
    assert (page.to_raise, page.not_assessed) == (1, 0)
    assert page.domains[0].abilities[0].standing.sentence.startswith("您目前未达到“知道”")


def test_what_has_lapsed_is_to_be_trained_again(desk):
    writing = desk.competency("DIG04", "公文写作", refresh_months=6)
    desk.ask(writing, 2)
    desk.tell("assessed", "a", day=add_months(clock.today(), -8), competency_id=writing.pk, kind="test", level=2)
    [ability] = my_abilities(desk.learner).domains[0].abilities
    assert ability.relapse
    assert not ability.reached
    assert ability.standing.word == "会做"
    assert ability.steps == ["needed", "needed", "beyond", "beyond"]


def test_nothing_is_asked_of_who_is_away(desk):
    desk.ask(desk.competency("DIG04", "公文写作"), 2)
    Leave.objects.create(member=desk.learner, start=clock.today() - dt.timedelta(days=3))
    assert my_abilities(desk.learner).away


def test_as_many_queries_for_fifty_competencies_as_for_one(desk, many_lessons, assert_same_queries):
    def ask():
        return my_abilities(desk.learner)

    def add(count: int) -> None:
        many_lessons(count)
        ask()  # requirements are read again after a change

    assert assert_same_queries(ask, add) <= 20
    assert ask().to_raise == 50
