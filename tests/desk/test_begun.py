"""已开始: what was begun and is not needed any more stays until it is finished or put down, and can be taken up again."""

from __future__ import annotations

import pytest

from lms.catalogue.models import Activity
from lms.core.models import Revision
from lms.desk.models import DeskState, LaidAside
from lms.desk.queries import my_learning
from lms.desk.state import lay_aside, memory_of, note_posts
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(desk) -> Activity:
    lesson = desk.lesson("K099", "读书会", 30)
    desk.tell("started", "s", activity_id=lesson.pk)
    return lesson


def test_it_can_be_put_down_and_taken_up_again(client, desk, book, member_user):
    client.force_login(member_user)
    assert client.post(f"/learn/lessons/{book.pk}/put-down/").url == "/learn/#begun"
    page = my_learning(desk.learner)
    assert not page.begun
    assert [each.title for each in page.laid_aside] == ["读书会"]
    text = client.get("/learn/").content.decode()
    assert "已放下 1 门" in text
    assert "继续学" in text
    client.post(f"/learn/lessons/{book.pk}/take-up/")
    assert [each.title for each in my_learning(desk.learner).begun.rows] == ["读书会"]


def test_what_was_put_down_twice_lies_there_once(desk, book):
    lay_aside(desk.learner, book.pk)
    lay_aside(desk.learner, book.pk)
    assert LaidAside.objects.count() == 1


def test_only_what_was_begun_can_be_put_down(client, desk, book, member_user):
    other = desk.lesson("K098", "另一课", 30)
    client.force_login(member_user)
    assert client.post(f"/learn/lessons/{other.pk}/put-down/").status_code == 404
    assert client.post("/learn/lessons/999999/put-down/").status_code == 404
    assert client.get(f"/learn/lessons/{book.pk}/put-down/").status_code == 405
    assert not LaidAside.objects.exists()


def test_a_finished_one_is_nowhere(desk, book):
    lay_aside(desk.learner, book.pk)
    desk.tell("completed", "c", activity_id=book.pk, success=True)
    page = my_learning(desk.learner)
    assert not page.begun
    assert page.laid_aside == ()


def test_it_comes_back_by_itself_when_the_plan_needs_it(desk, book):
    lay_aside(desk.learner, book.pk)
    Activity.objects.filter(pk=book.pk).update(is_required=True)
    Revision.bump("catalogue")
    assert [item.title for item in my_learning(desk.learner).mandatory.rows] == ["读书会"]
    assert my_learning(desk.learner).laid_aside == ()


def test_nothing_of_it_stays_of_an_erased_person(desk, book):
    lay_aside(desk.learner, book.pk)
    note_posts(desk.learner)
    erase_member(member=desk.learner)
    assert not DeskState.objects.exists()
    assert not LaidAside.objects.exists()


def test_two_rows_of_one_person_keep_what_either_put_down(desk, book):
    other = desk.lesson("K098", "另一课", 30)
    keep, drop = desk.world.classmate, desk.learner
    lay_aside(keep, book.pk)
    lay_aside(drop, book.pk)
    lay_aside(drop, other.pk)
    note_posts(keep)
    merge_members(keep=keep, drop=drop)
    assert set(LaidAside.objects.values_list("member_id", "activity_id")) == {(keep.pk, book.pk), (keep.pk, other.pk)}
    assert memory_of(keep).posts_noted_on
    assert DeskState.objects.count() == 1
