"""有变化: what came, what went and why, since the member last took note; what is done is told as done."""

from __future__ import annotations

import pytest

from lms.catalogue.models import Activity
from lms.core import clock
from lms.core.models import Revision
from lms.desk.changes import remember_first
from lms.desk.models import DeskState
from lms.desk.queries import my_learning
from lms.people.actions.posts import change_posts
from lms.requirements.actions import LineData, replace_lines, set_for_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(desk):
    """The learner has seen a plan of two lessons, one for each of two competencies."""
    desk.writing = desk.competency("DIG04", "公文写作", evidence_type="quiz")
    desk.law = desk.competency("LAW01", "依法行政")
    desk.lesson("K002", "公文格式", 20, (desk.writing, 2))
    desk.lesson("K003", "法律清单", 25, (desk.law, 1))
    desk.ask(desk.writing, 2)
    desk.ask(desk.law, 1)
    remember_first(desk.learner)
    assert my_learning(desk.learner).changes is None
    return desk


def told(part) -> list[tuple[str, str]]:
    return [(each.title, each.why) for each in part]


def test_the_first_visit_is_remembered_and_looking_again_writes_nothing(client, seen, member_user, count_queries):
    DeskState.objects.update(seen={})
    client.force_login(member_user)
    client.get("/learn/")
    assert [row[0] for row in DeskState.objects.get().seen["lessons"]]
    sent = count_queries(lambda: client.get("/learn/"))
    assert [sql for sql in sent if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_done_lesson_is_told_as_done(seen):
    pk = Activity.objects.get(code="K002").pk
    seen.tell("passed", "p", activity_id=pk, success=True, score=1)
    changes = my_learning(seen.learner).changes
    assert told(changes.done) == [("公文格式", "已学完")]
    assert (changes.came, changes.went) == ((), ())
    assert changes.summary == "学完 1 门"


def test_a_level_that_was_reached_otherwise(seen):
    seen.tell("assessed", "a", competency_id=seen.writing.pk, kind="test", level=2)
    assert told(my_learning(seen.learner).changes.went) == [("公文格式", "“公文写作”已达到“会做”，不用再学")]


def test_a_requirement_that_was_taken_back_and_one_that_came(seen):
    other = seen.competency("SVC05", "应急处置")
    seen.lesson("K056", "应急要点", 15, (other, 1))
    seen.lines = [line for line in seen.lines if line.competency_id != seen.law.pk]
    seen.ask(other, 1)
    changes = my_learning(seen.learner).changes
    assert told(changes.went) == [("法律清单", "岗位要求调整，不再要求“依法行政”")]
    assert told(changes.came) == [("应急要点", "岗位要求调整，新要求“应急处置”")]
    assert changes.summary == "新增 1 门、移出 1 门"


def test_a_change_of_post_is_named_as_the_reason(seen):
    other = seen.competency("SVC05", "应急处置")
    seen.lesson("K056", "应急要点", 15, (other, 1))
    asked = set_for_post(seen.world.posts["P03"])
    lines = [LineData(kind="competency", competency_id=other.pk, level=1)]
    replace_lines(requirement_set=asked, lines=lines, on=clock.today())
    change_posts(member=seen.learner, posts=[(seen.world.posts["P03"], True)], on=clock.today())
    changes = my_learning(seen.learner).post.changes
    assert told(changes.came) == [("应急要点", "岗位变化，新要求“应急处置”")]
    assert {why for _, why in told(changes.went)} == {"岗位变化，不再要求“公文写作”", "岗位变化，不再要求“依法行政”"}


def test_a_withdrawn_lesson_and_the_one_that_stands_in(seen):
    Activity.objects.filter(code="K003").update(published=False)
    seen.lesson("K004", "法律精讲", 10, (seen.law, 1))
    changes = my_learning(seen.learner).changes
    assert told(changes.went) == [("法律清单", "课程已停用")]
    assert told(changes.came) == [("法律精讲", "代替《法律清单》，总时间更短")]


def test_a_new_lesson_that_takes_fewer_minutes(seen):
    seen.lesson("K004", "法律精讲", 10, (seen.law, 1))
    changes = my_learning(seen.learner).changes
    assert told(changes.went) == [("法律清单", "由《法律精讲》补上，用时更短")]


def test_a_compulsory_lesson_that_came_and_went(seen):
    lesson = seen.lesson("K055", "纪律要点", 10, is_required=True)
    assert told(my_learning(seen.learner).changes.came) == [("纪律要点", "青年干部要求学")]
    remember = DeskState.objects.get(member=seen.learner)
    remember.seen = {}
    remember.save(update_fields=["seen"])
    remember_first(seen.learner)
    Activity.objects.filter(pk=lesson.pk).update(is_required=False)
    Revision.bump("catalogue")
    assert told(my_learning(seen.learner).changes.went) == [("纪律要点", "不再要求学")]


def test_taking_note_ends_it(client, seen, member_user):
    seen.tell("assessed", "a", competency_id=seen.writing.pk, kind="test", level=2)
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    assert "有变化：移出 1 门" in page
    mark = my_learning(seen.learner).changes.mark
    assert client.post("/learn/noted/", {"mark": mark}).url == "/learn/"
    assert my_learning(seen.learner).changes is None
    assert "有变化" not in client.get("/learn/").content.decode()


def test_what_changed_after_the_page_was_drawn_is_shown_once_more(client, seen, member_user):
    seen.tell("assessed", "a", competency_id=seen.writing.pk, kind="test", level=2)
    mark = my_learning(seen.learner).changes.mark
    seen.tell("assessed", "b", competency_id=seen.law.pk, kind="test", level=2)
    client.force_login(member_user)
    client.post("/learn/noted/", {"mark": mark})
    assert len(my_learning(seen.learner).changes.went) == 2


def test_only_a_post_writes(client, seen, member_user):
    client.force_login(member_user)
    for path in ("/learn/noted/", "/learn/noted/posts/"):
        assert client.get(path).status_code == 405
        assert client.post(path).status_code == 302
