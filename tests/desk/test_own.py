"""笔记 and 读书计划: the member's alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lms.core import clock
from lms.desk import notes
from lms.desk.models import Note
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members
from lms.planning import reading
from lms.planning.models import ReadingItem
from lms.planning.queries import reading_counts
from lms.planning.reading import Planned, ReadingCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client, desk, member_user):
    client.force_login(member_user)
    return client


def book(member, title="《实践论》", **fields):
    return reading.add_item(member=member, item=Planned(title, fields.pop("year", clock.today().year), **fields))


class TestReading:
    def test_is_added_ticked_changed_and_deleted_without_a_script(self, enter, desk):
        year = clock.today().year
        data = {"title": "《实践论》", "chapters": "全文", "period": f"{year}-1", "due": f"{year}-03-31"}
        page = enter.post("/learn/file/reading/add/", data, follow=True).content.decode()
        item = ReadingItem.objects.get()
        assert (item.member, item.quarter, item.due) == (desk.learner, 1, dt.date(year, 3, 31))
        assert "《实践论》" in page
        assert "计划 1 项，已读完 0 项" in page
        page = enter.post(f"/learn/file/reading/{item.pk}/tick/", {"done": "1"}, follow=True).content.decode()
        assert "计划 1 项，已读完 1 项" in page
        enter.post(f"/learn/file/reading/{item.pk}/tick/", {"done": "0"})
        item.refresh_from_db()
        assert item.done_on is None
        enter.post(f"/learn/file/reading/{item.pk}/", {"title": "《矛盾论》", "period": f"{year}-0"})
        item.refresh_from_db()
        assert (item.title, item.quarter, item.due) == ("《矛盾论》", 0, None)
        enter.post(f"/learn/file/reading/{item.pk}/delete/")
        assert not ReadingItem.objects.exists()

    def test_a_missing_title_and_a_bad_day_are_said_beside_the_field(self, enter):
        data = {"title": " ", "period": f"{clock.today().year}-1", "due": "明天"}
        response = enter.post("/learn/file/reading/add/", data)
        page = response.content.decode()
        assert response.status_code == 422
        assert "请填写书名或文章。" in page
        assert "请按“2026-03-31”的样子填写日期。" in page

    def test_a_tick_keeps_its_first_day(self, desk, monkeypatch):
        item = book(desk.learner)
        reading.tick(member=desk.learner, pk=item.pk)
        first = clock.today()
        monkeypatch.setattr(clock, "today", lambda: first + dt.timedelta(days=3))
        reading.tick(member=desk.learner, pk=item.pk)
        item.refresh_from_db()
        assert item.done_on == first

    @pytest.mark.parametrize("year", [1999, 2100])
    def test_a_year_far_away_is_refused(self, desk, year):
        with pytest.raises(ValidationError):
            book(desk.learner, year=year)

    def test_a_list_has_an_end(self, desk, monkeypatch):
        monkeypatch.setattr(reading, "MOST", 1)
        book(desk.learner)
        with pytest.raises(ValidationError, match="最多列 1 项"):
            book(desk.learner)

    def test_others_know_two_numbers(self, desk, world, count_queries):
        item = book(desk.learner)
        book(desk.learner, year=clock.today().year - 1)
        reading.tick(member=desk.learner, pk=item.pk)
        asked = [desk.learner.pk, world.classmate.pk]
        found = {}
        assert len(count_queries(lambda: found.update(reading_counts(asked)))) == 1
        assert found == {desk.learner.pk: ReadingCount(2, 1), world.classmate.pk: ReadingCount(0, 0)}
        assert reading_counts(asked, clock.today().year)[desk.learner.pk] == ReadingCount(1, 1)


class TestNotes:
    def test_is_written_on_a_lesson_changed_and_deleted(self, enter, desk):
        lesson = desk.lesson("K900", "读书会", 30)
        assert f"/learn/file/notes/add/?lesson={lesson.pk}" in enter.get(f"/learn/lessons/{lesson.pk}/").content.decode()
        page = enter.post(f"/learn/file/notes/add/?lesson={lesson.pk}", {"text": "第一行\n<b>第二行</b>"}, follow=True)
        note = Note.objects.get()
        assert (note.member, note.activity) == (desk.learner, lesson)
        assert "&lt;b&gt;第二行&lt;/b&gt;" in page.content.decode()
        enter.post(f"/learn/file/notes/{note.pk}/", {"text": "改过"})
        note.refresh_from_db()
        assert (note.text, note.activity) == ("改过", lesson)
        enter.post(f"/learn/file/notes/{note.pk}/delete/")
        assert not Note.objects.exists()

    def test_an_empty_one_is_refused(self, enter):
        response = enter.post("/learn/file/notes/add/", {"text": " \n "})
        assert response.status_code == 422
        assert "请写下内容。" in response.content.decode()

    def test_about_no_lesson_that_one_does_not_see(self, enter, desk):
        assert enter.get("/learn/file/notes/add/?lesson=999999").status_code == 404
        assert enter.get("/learn/file/notes/add/?lesson=x").status_code == 404

    def test_counts_for_nothing(self, enter, desk):
        from lms.records.models import Record

        enter.post("/learn/file/notes/add/", {"text": "x"})
        assert not Record.objects.exists()

    def test_as_many_queries_for_a_page_full_as_for_one(self, enter, desk, assert_same_queries):
        lesson = desk.lesson("K900", "读书会", 30)

        def add(count: int) -> None:
            for _at in range(count):
                notes.add_note(member=desk.learner, text="x", lesson=lesson.pk)

        assert_same_queries(lambda: enter.get("/learn/file/notes/"), add, rows=20)


@pytest.mark.parametrize(
    "path", ["reading/{item}/", "reading/{item}/tick/", "reading/{item}/delete/", "notes/{note}/", "notes/{note}/delete/"]
)
def test_what_is_anothers_is_nowhere(enter, desk, world, path):
    item, note = book(world.classmate), notes.add_note(member=world.classmate, text="别人的话")
    address = "/learn/file/" + path.format(item=item.pk, note=note.pk)
    year = clock.today().year
    data = {"title": "换掉", "period": f"{year}-1", "text": "换掉", "done": "1"}
    assert enter.post(address, data).status_code == 404
    assert enter.get(address).status_code in (404, 405)
    item.refresh_from_db()
    note.refresh_from_db()
    assert (item.title, item.done_on, note.text) == ("《实践论》", None, "别人的话")


def test_both_move_when_rows_are_merged_and_go_with_the_person(world):
    book(world.classmate)
    notes.add_note(member=world.classmate, text="x")
    merge_members(keep=world.learner, drop=world.classmate)
    assert Note.objects.get().member == world.learner
    assert ReadingItem.objects.get().member == world.learner
    erase_member(member=world.learner)
    assert not Note.objects.exists()
    assert not ReadingItem.objects.exists()


def test_an_administrator_sees_two_numbers_on_the_persons_page(client, desk, unit_admin):
    item = book(desk.learner, "《只有我知道》")
    book(desk.learner, "《也只有我知道》")
    reading.tick(member=desk.learner, pk=item.pk)
    client.force_login(unit_admin)
    page = client.get(reverse("lms_reporting:person", args=[desk.learner.pk])).content.decode()
    assert "读书计划（已读 / 计划）" in page
    assert "1 / 2" in page
    assert "只有我知道" not in page
