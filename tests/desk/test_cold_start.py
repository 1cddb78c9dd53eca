"""摸底: whoever has something 未评估 sees what is compulsory and one card, until it is answered or skipped."""

from __future__ import annotations

import pytest

from lms.desk.models import DeskState
from lms.desk.queries import my_learning
from lms.desk.state import skip_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(desk):
    """Nothing is known of the learner, who has not skipped anything."""
    skip_check(desk.learner, False)
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    desk.lesson("K099", "读书会", 30)
    begun = desk.lesson("K098", "旧课", 30)
    desk.tell("started", "s", activity_id=begun.pk)
    desk.ask(writing, 2)
    desk.ask(desk.competency("LAW01", "依法行政"), 1)
    return desk


def titles(part) -> list[str]:
    return [row.title for row in part.rows]


def test_only_what_is_compulsory_and_one_card(newcomer):
    page = my_learning(newcomer.learner)
    assert (page.gate.count, page.gate.minutes) == (2, 1)
    assert titles(page.mandatory) == ["纪律要点"]
    assert not page.supplement
    assert not page.electives
    assert not page.unsupplied
    assert titles(page.begun) == ["旧课"]
    assert (page.count, page.minutes, page.first, page.empty) == (1, 10, None, "")


def test_the_page_shows_one_button_and_the_way_past_it(client, newcomer, member_user):
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    assert "开始摸底" in page
    assert 'href="/learn/check/"' in page
    assert page.count("button--main") == 1
    assert "公文格式" not in page
    assert "读书会" not in page
    assert 'formaction="/learn/check/skip/"' in page


def test_skipping_opens_the_plan_and_leaves_a_small_note(client, newcomer, member_user):
    client.force_login(member_user)
    assert client.post("/learn/check/skip/").url == "/learn/"
    page = client.get("/learn/").content.decode()
    assert "公文格式" in page
    assert "开始摸底" not in page
    assert "有 2 项能力未评估" in page
    assert "去摸底" in page


def test_when_all_is_answered_the_short_plan_is_there(newcomer):
    for code in ("DIG04", "LAW01"):
        pk = newcomer.domain.competencies.get(code=code).pk
        newcomer.tell("assessed", code, competency_id=pk, kind="self", level=1)
    page = my_learning(newcomer.learner)
    assert page.gate is None
    assert titles(page.supplement) == ["公文格式"]
    assert page.unassessed == 0


def test_the_plan_is_first_taken_down_when_it_is_shown_whole(client, newcomer, member_user):
    """What 摸底 takes off the plan was never shown, so it is no loss to tell of."""
    client.force_login(member_user)
    client.get("/learn/")
    assert not DeskState.objects.get(member=newcomer.learner).seen
    client.post("/learn/check/skip/")
    client.get("/learn/")
    assert DeskState.objects.get(member=newcomer.learner).seen["lessons"]


def test_a_member_without_anything_known_is_not_congratulated(newcomer):
    newcomer.tell("completed", "c", activity_id=my_learning(newcomer.learner).mandatory.rows[0].pk, success=True)
    page = my_learning(newcomer.learner)
    assert page.gate.count == 2
    assert page.empty == ""
