"""「岗位或信息不对」 as the member meets it."""

from __future__ import annotations

import pytest

from lms.core import clock
from lms.people.models import OrgUnit
from lms.records.corrections import Kind, State, answer
from lms.records.models import CorrectionRequest, Record

pytestmark = pytest.mark.django_db

PAGE, LIST = "/learn/correction/", "/learn/file/requests/"


@pytest.fixture
def enter(client, desk, member_user):
    client.force_login(member_user)
    return client


def test_a_wrong_post_is_said_in_two_taps(enter, desk):
    page = enter.get(PAGE).content.decode()
    assert "现登记：组织委员" in page
    after = enter.post(PAGE, {"kind": "post"}, follow=True).content.decode()
    assert "已交给" in after
    row = CorrectionRequest.objects.get()
    assert (row.member, row.kind, row.state, row.activity) == (desk.learner, Kind.POST, State.OPEN, None)
    assert "岗位不对" in after
    assert "待处理" in after


def test_it_says_to_whom_it_goes(enter, desk, world):
    assert "交给所在党支部的管理员核对" in enter.get(PAGE).content.decode()
    OrgUnit.objects.filter(pk=world.unit.pk).update(training_contact=world.classmate)
    assert "交给培训联络员（王芳）核对" in enter.get(PAGE).content.decode()
    assert "已交给培训联络员（王芳）" in enter.post(PAGE, {"kind": "post"}, follow=True).content.decode()


def test_the_same_twice_is_already_there(enter, desk):
    enter.post(PAGE, {"kind": "post"})
    assert "同样的申请已经在处理" in enter.post(PAGE, {"kind": "post"}, follow=True).content.decode()
    assert CorrectionRequest.objects.count() == 1


def test_about_a_lesson_a_competency_a_record_and_a_year(enter, desk):
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K001", "公文格式", 20, (writing, 2))
    desk.tell("completed", "c", activity_id=lesson.pk, success=True)
    record, year = Record.objects.get(), clock.today().year
    for query, kind, said in (
        (f"lesson={lesson.pk}", "asked", "《公文格式》"),
        (f"competency={writing.pk}", "level", "“公文写作”"),
        (f"record={record.pk}", "record", "完成 公文格式"),
        (f"year={year}", "hours", f"{year}年"),
    ):
        assert said in enter.get(f"{PAGE}?{query}").content.decode()
        assert said in enter.post(f"{PAGE}?{query}", {"kind": kind}, follow=True).content.decode()
    rows = {(row.activity_id, row.competency_id, row.record_id, row.year) for row in CorrectionRequest.objects.all()}
    assert rows == {
        (lesson.pk, None, None, None), (None, writing.pk, None, None), (None, None, record.pk, None), (None, None, None, year),
    }  # fmt: skip


def test_a_choice_may_be_made_before(enter, desk):
    assert 'value="category" required checked' in enter.get(f"{PAGE}?kind=category").content.decode()


@pytest.mark.parametrize("query", ["lesson=999999", "lesson=x", "competency=-1", "record=999999", "year=1800", "record=9" * 40])
def test_what_is_not_there_is_nowhere(enter, query):
    assert enter.get(f"{PAGE}?{query}").status_code == 404
    assert enter.post(f"{PAGE}?{query}", {"kind": "record"}).status_code == 404
    assert not CorrectionRequest.objects.exists()


def test_another_members_record_is_nowhere(enter, desk, world):
    desk.tell("credited", "x", member_id=world.classmate.pk, hours=1, mode="网络")
    record = Record.objects.get(member=world.classmate)
    assert enter.get(f"{PAGE}?record={record.pk}").status_code == 404


@pytest.mark.parametrize("kind", ["", "opinion", "asked", "level"])
def test_only_choices_that_are_offered(enter, kind):
    response = enter.post(PAGE, {"kind": kind})
    assert response.status_code == 422
    assert "请选择哪里不对" in response.content.decode()
    assert not CorrectionRequest.objects.exists()


def test_the_member_reads_the_answer_and_by_whom(enter, desk, unit_admin):
    enter.post(PAGE, {"kind": "post"})
    unit_admin.last_name, unit_admin.first_name = "孙", "联络"
    unit_admin.save()
    answer(request_ids=[CorrectionRequest.objects.get().pk], state=State.CHECKED, by=unit_admin)
    page = enter.get(LIST).content.decode()
    assert "核对无误" in page
    assert "孙联络于" in page
    assert "撤回" not in page


def test_an_open_one_can_be_taken_back_and_no_other(enter, desk, world, unit_admin):
    from lms.records.corrections import ask_for_correction

    enter.post(PAGE, {"kind": "post"})
    mine = CorrectionRequest.objects.get()
    other, _new = ask_for_correction(member=world.classmate, kind=Kind.POST)
    assert enter.post(f"{LIST}{other.pk}/withdraw/").status_code == 404
    assert enter.get(f"{LIST}{mine.pk}/withdraw/").status_code == 405
    assert "申请已撤回" in enter.post(f"{LIST}{mine.pk}/withdraw/", follow=True).content.decode()
    assert list(CorrectionRequest.objects.all()) == [other]


def test_as_many_queries_for_fifty_as_for_one(enter, desk, assert_same_queries):
    from lms.records.corrections import Subject, ask_for_correction

    years = iter(range(1950, 2020))

    def add(count: int) -> None:
        for _at in range(count):
            ask_for_correction(member=desk.learner, kind=Kind.HOURS, subject=Subject(year=next(years)))

    assert_same_queries(lambda: enter.get(LIST), add)
