"""The page of one lesson."""

from __future__ import annotations

import pytest

from lms.core.states import State
from lms.desk import doors
from lms.desk.queries import my_lesson

pytestmark = pytest.mark.django_db


def page_of(desk, lesson):
    return my_lesson(desk.learner, 0, lesson.pk)


def test_a_planned_lesson_says_what_why_until_when_and_what_it_counts_for(desk):
    writing = desk.competency("DIG04", "公文写作", refresh_months=24)
    lesson = desk.lesson("K001", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2, due_within_months=12)
    page = page_of(desk, lesson)
    assert (page.course.title, page.course.minutes, page.course.form) == ("公文格式", 20, "视频")
    assert (page.course.place, page.course.states) == ("补缺", (State.TO_ARRANGE,))
    [taught] = page.teaches
    assert (taught.text, taught.sentence) == ("“公文写作”学到“会做”", "能做公文写作")
    assert "您目前未评估" in taught.mine
    assert "岗位要求“会做”" in taught.mine
    assert page.credit == "0.5 学时，计入党员年度学时、网络自学学时"
    assert page.item.reason == "组织委员要求“公文写作”达到“会做”，您目前未评估"
    assert "前完成" in page.item.by_when
    assert [group.title for group in page.item.why] == ["谁提出的要求", "您目前的情况", "这一课补上", "没有选用的其他课程"]
    assert page.why_not == ""


def test_the_next_step_of_a_lesson_without_a_page_names_who_arranges_it(desk):
    lesson, onsite = desk.lesson("K001", "读书会", 20), desk.lesson("K002", "现场会", 20, form="现场教学")
    assert page_of(desk, lesson).how == "由组织安排学习，学完后由所在党支部登记。"
    desk.world.branch.training_contact = desk.world.classmate
    desk.world.branch.save(update_fields=["training_contact"])
    assert page_of(desk, lesson).how == "由组织安排学习，学完后由培训联络员（王芳）登记。"
    assert page_of(desk, onsite).how == "待组织安排，请联系培训联络员（王芳）。"


def test_a_lesson_with_a_page_opens_there(client, desk, member_user):
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K001", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)

    def finder(ids):
        return {pk: f"/play/{pk}/" for pk in ids}

    doors.register(finder)
    client.force_login(member_user)
    try:
        for path in (f"/learn/lessons/{lesson.pk}/", "/learn/"):
            page = client.get(path).content.decode()
            assert f'href="/play/{lesson.pk}/">开始学习</a>' in page
            assert "由组织安排" not in page
    finally:
        doors.unregister(finder)


class TestWhyNot:
    def test_done(self, desk):
        lesson = desk.lesson("K001", "读书会", 20)
        desk.tell("completed", "c", activity_id=lesson.pk, success=True)
        page = page_of(desk, lesson)
        assert page.done
        assert page.why_not == "您已经学完这一课，眼下不必再学。"
        assert page.course.states == (State.COMPLETED,)

    def test_held(self, desk):
        writing = desk.competency("DIG04", "公文写作")
        lesson = desk.lesson("K001", "公文格式", 20, (writing, 2))
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
        assert page_of(desk, lesson).why_not == "这一课所教的，您都已经达到。"

    def test_longer(self, desk):
        writing = desk.competency("DIG04", "公文写作")
        desk.lesson("K001", "公文格式", 20, (writing, 2))
        long = desk.lesson("K002", "公文长课", 90, (writing, 2))
        desk.ask(writing, 2)
        assert page_of(desk, long).why_not == "它也能补上您所缺的内容，但换成它会让总时间变长。"

    def test_supplied_by_others(self, desk):
        writing, safety = desk.competency("DIG04", "公文写作"), desk.competency("SVC05", "应急处置")
        desk.lesson("K001", "两样都教", 20, (writing, 2), (safety, 2))
        short = desk.lesson("K002", "只教一样", 15, (writing, 2))
        desk.ask(writing, 2)
        desk.ask(safety, 2)
        assert page_of(desk, short).why_not == "它能补上的内容，您计划中的其他课已经补上。"

    def test_another_level(self, desk):
        writing = desk.competency("DIG04", "公文写作")
        desk.lesson("K001", "公文格式", 20, (writing, 2))
        high = desk.lesson("K002", "公文带教", 20, (writing, 4))
        desk.ask(writing, 2)
        assert page_of(desk, high).why_not == "它教的等级不是您眼下所缺的那一级，您所缺的另有安排。"

    def test_waiting_to_be_confirmed(self, desk):
        safety = desk.competency("SVC05", "应急处置", evidence_type="task")
        done = desk.lesson("K001", "应急要点", 20, (safety, 2))
        other = desk.lesson("K002", "应急长课", 20, (safety, 2))
        desk.tell("completed", "c", activity_id=done.pk, success=True)
        desk.ask(safety, 2)
        assert page_of(desk, other).why_not == "这一课所教的您已学过别的课，正等着确认。"

    def test_not_asked(self, desk):
        assert "有兴趣可以选学" in page_of(desk, desk.lesson("K001", "读书会", 20)).why_not


def test_prerequisites_with_own_state(desk):
    writing = desk.competency("DIG04", "公文写作")
    first, gone = desk.lesson("K001", "办公入门", 10), desk.lesson("K002", "旧课", 10)
    lesson = desk.lesson("K003", "公文格式", 20, (writing, 2))
    lesson.prerequisites.add(first, gone)
    desk.tell("completed", "c", activity_id=gone.pk, success=True)
    gone.published = False
    gone.save()
    desk.ask(writing, 2)
    before = {each.title: (bool(each.url), each.states) for each in page_of(desk, lesson).before}
    assert before == {"办公入门": (True, (State.TO_ARRANGE,)), "旧课": (False, (State.COMPLETED,))}


def test_my_own_record_with_it_and_nobody_elses(desk):
    lesson, other = desk.lesson("K001", "读书会", 20), desk.lesson("K002", "另一课", 20)
    desk.tell("completed", "c", activity_id=lesson.pk, success=True, reason="register")
    desk.tell("completed", "d", activity_id=other.pk, success=True)
    desk.tell("completed", "e", member_id=desk.world.classmate.pk, activity_id=lesson.pk, success=True)
    [entry] = page_of(desk, lesson).entries
    assert (entry.what, entry.verb, entry.entered_by) == ("读书会", "完成", "组织者签到表")
    assert entry.hours.startswith("0.5")


def test_what_is_not_on_offer_does_not_exist(client, desk, member_user):
    foreign = desk.lesson("K012", "别单位的", 10, owner_unit=desk.world.other_unit, share_scope="unit")
    hidden = desk.lesson("K010", "未发布", 10, published=False)
    client.force_login(member_user)
    for pk in (foreign.pk, hidden.pk, 10**6):
        assert client.get(f"/learn/lessons/{pk}/").status_code == 404
    assert client.get("/learn/lessons/K012/").status_code == 404


def test_as_many_queries_for_fifty_records_as_for_one(desk, many_lessons, assert_same_queries):
    lesson = desk.lesson("K001", "读书会", 20)

    def add(count: int) -> None:
        many_lessons(count)
        for at in range(count):
            desk.tell("completed", f"x{count}-{at}", activity_id=lesson.pk, success=True)
        page_of(desk, lesson)

    assert assert_same_queries(lambda: page_of(desk, lesson), add) <= 12
    assert len(page_of(desk, lesson).entries) == 50
