from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lms.catalogue.models import Activity, HoursTarget
from lms.core import clock
from lms.core.dates import add_months
from lms.core.models import ImportRun, Revision
from lms.core.states import State
from lms.desk.queries import my_learning
from lms.people.models import Leave, PostHolding
from lms.planning.awaited import awaited
from lms.planning.queries import case_of
from lms.requirements.actions import LineData, set_for_post
from lms.requirements.models import RequirementSet

pytestmark = pytest.mark.django_db


def months_ago(months: int) -> dt.date:
    return add_months(clock.today(), -months)


def test_a_lesson_says_why_how_long_until_when_and_what_it_counts_for(desk):
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz", refresh_months=24)
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.tell("assessed", "a", day=months_ago(1), competency_id=writing.pk, kind="self", level=1)
    desk.ask(writing, 2, due_within_months=12)
    [item] = my_learning(desk.learner).supplement.rows
    assert item.title == "公文格式"
    assert item.reason == f"组织委员要求“公文写作”达到“会做”，您目前“知道”（{months_ago(1):%Y-%m} 自评）"
    assert item.minutes == 20
    assert item.credit == "0.5 学时，计入党员年度学时、网络自学学时"
    assert item.due == add_months(clock.today(), 12)
    assert not item.binding
    assert item.who == "组织委员"
    assert item.teaches == ("“公文写作”学到“会做”",)


def test_the_hours_follow_the_rule_set_in_force(desk, settings):
    settings.LMS = {"CREDIT_RULES": "minutes45"}
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 45, (writing, 2))
    desk.ask(writing, 2)
    assert my_learning(desk.learner).supplement.rows[0].credit.startswith("1 学时")


def test_not_assessed_is_said_and_counted(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    page = my_learning(desk.learner)
    assert page.supplement.rows[0].reason.endswith("您目前未评估")
    assert page.unassessed == 1


def test_compulsory_lessons_stand_first_with_their_deadline(desk):
    ImportRun.objects.create(day=months_ago(24))
    rules = desk.lesson("K053", "纪律要点", 12)
    desk.put(LineData(kind="activity", activity_id=rules.pk, due_on=months_ago(1)))
    PostHolding.objects.filter(member=desk.learner).update(start=months_ago(24))
    page = my_learning(desk.learner)
    [item] = page.mandatory.rows
    assert item.reason == "组织委员要求学完这一课"
    assert (item.binding, item.due, item.overdue) == (True, months_ago(1), True)
    assert page.overdue == 1
    assert (page.count, page.minutes) == (1, 12)


def test_what_everybody_of_the_tier_must_learn(desk):
    discipline = desk.competency("SVC03", "廉洁自律")
    desk.lesson("K055", "纪律自测", 10, (discipline, 1), is_required=True)
    [item] = my_learning(desk.learner).mandatory.rows
    assert item.reason == "青年干部必修课：讲“廉洁自律”，学到“知道”；您目前未评估"
    assert item.due is None


def test_the_one_who_sets_the_day_is_named_first(desk):
    lesson = desk.lesson("K053", "纪律要点", 12, is_required=True)
    desk.put(LineData(kind="activity", activity_id=lesson.pk, due_on=add_months(clock.today(), 1)))
    [item] = my_learning(desk.learner).mandatory.rows
    assert item.reason == "组织委员要求学完这一课"
    assert item.who == "组织委员、青年干部"


def test_a_prerequisite_says_what_it_is_for(desk):
    writing, other = desk.competency("DIG04", "公文写作"), desk.competency("DIG01", "办公软件")
    first, second = desk.lesson("K001", "办公入门", 10, (other, 1)), desk.lesson("K002", "公文格式", 20, (writing, 2))
    second.prerequisites.add(first)
    desk.ask(writing, 2)
    page = my_learning(desk.learner)
    assert [item.title for item in page.supplement.rows] == ["办公入门", "公文格式"]
    assert page.supplement.rows[0].reason == "先学这一课，才能学《公文格式》"
    assert page.supplement.rows[0].who == "组织委员"


def test_lessons_of_another_tier_and_on_site_are_marked(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文点评", 60, (writing, 2), tiers="LEAD", form="现场教学")
    desk.ask(writing, 2)
    [item] = my_learning(desk.learner).supplement.rows
    assert item.other_tier
    assert item.on_site
    assert item.credit == "1 学时，计入党员年度学时、干部集中培训学时"


def test_the_contact_is_that_of_the_branch_else_of_the_nearest_unit_above(desk):
    unit, branch = desk.world.unit, desk.world.branch
    assert my_learning(desk.learner).contact == ""
    unit.training_contact = desk.world.other_learner
    unit.save(update_fields=["training_contact"])
    assert my_learning(desk.learner).contact == "赵强"
    branch.training_contact = desk.world.classmate
    branch.save(update_fields=["training_contact"])
    assert my_learning(desk.learner).contact == "王芳"


def test_what_has_no_lesson_is_reported_and_not_planned(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.ask(writing, 1)
    page = my_learning(desk.learner)
    assert page.unsupplied.rows == ("“公文写作”达到“知道”",)
    assert page.count == 0


def test_a_done_lesson_whose_level_has_not_come_awaits_confirmation(desk):
    safety = desk.competency("SVC06", "岗位带教", evidence_type="observation|task")
    lesson = desk.lesson("K058", "带教清单", 10, (safety, 2))
    desk.tell("completed", "c", activity_id=lesson.pk, success=True)
    desk.ask(safety, 2)
    page = my_learning(desk.learner)
    assert page.count == 0
    assert [each.text for each in page.awaiting.rows] == ["“岗位带教”达到“会做”"]
    assert page.awaiting.count == len(awaited(case_of(desk.learner))) == 1
    assert page.awaiting.rows[-1].ways == "现场观察、任务"
    assert page.awaiting.rows[-1].titles == ("带教清单",)
    assert page.done == 1


def test_what_was_held_once_is_marked_for_training_again(desk):
    safety = desk.competency("SVC05", "应急处置", refresh_months=12)
    desk.lesson("K056", "应急要点", 15, (safety, 2))
    desk.tell("assessed", "a", day=months_ago(14), competency_id=safety.pk, kind="test", level=2)
    desk.ask(safety, 2)
    [item] = my_learning(desk.learner).supplement.rows
    assert item.relapse
    assert item.reason == f"组织委员要求“应急处置”达到“会做”，您曾“会做”（{months_ago(2):%Y-%m} 到期），需复训"
    assert item.teaches == ("“应急处置”复训到“会做”",)


def test_a_planned_lesson_that_was_begun_says_so_and_an_unneeded_one_stands_beside(desk):
    writing = desk.competency("DIG04", "公文写作")
    planned, other = desk.lesson("K002", "公文格式", 20, (writing, 2)), desk.lesson("K099", "读书会", 30)
    desk.tell("started", "s1", activity_id=planned.pk)
    desk.tell("started", "s2", activity_id=other.pk)
    desk.ask(writing, 2)
    page = my_learning(desk.learner)
    assert [item.states for item in page.supplement.rows] == [(State.CONTINUE,)]
    assert [each.title for each in page.begun.rows] == ["读书会"]


def test_alternatives_are_named_with_the_reason(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.lesson("K003", "公文长课", 90, (writing, 2))
    desk.ask(writing, 2)
    [item] = my_learning(desk.learner).supplement.rows
    [other] = item.alternatives
    assert (other.title, other.minutes, other.reason) == ("公文长课", 90, "也能补上，但会让总时间变长")


def test_electives_leave_nothing_blank(desk):
    desk.lesson("K099", "读书会", 30)
    desk.put(LineData(kind="hours", target_id=target("ONLINE"), hours=Decimal(50)))
    [item] = my_learning(desk.learner).electives.rows
    assert item.credit == "1 学时，计入党员年度学时、网络自学学时（网络自学学时还没有学满）"
    desk.put(LineData(kind="hours", target_id=target("PARTY"), hours=Decimal(32)))
    [item] = my_learning(desk.learner).electives.rows
    assert item.credit == "1 学时，计入党员年度学时、网络自学学时（还没有学满）"
    assert item.who
    assert item.reason


def test_a_member_without_a_post_and_one_who_is_away(desk):
    PostHolding.objects.filter(member=desk.learner).delete()
    assert not my_learning(desk.learner).has_post
    Leave.objects.create(member=desk.learner, start=months_ago(1))
    page = my_learning(desk.learner)
    assert (page.away, page.failed, page.count) == (True, False, 0)


def test_as_many_queries_for_fifty_lessons_as_for_one(desk, many_lessons, assert_same_queries):
    def ask():
        return my_learning(desk.learner)

    def add(count: int) -> None:
        many_lessons(count)
        ask()  # the catalogue and the requirements are read again after a change, and the new plan is stored

    assert assert_same_queries(ask, add) <= 11
    assert my_learning(desk.learner).count == 50


def test_as_many_queries_for_five_hundred_as_for_five(desk, bulk_lessons, count_queries):
    def ask():
        return my_learning(desk.learner)

    sent = []
    for count in (5, 495):
        bulk_lessons(count)
        ask()  # what is kept in memory is read again after a change, and the new plan is stored
        sent.append(len(count_queries(ask)))
    assert sent[0] == sent[1] <= 11
    page = ask()
    assert (page.count, len(page.supplement.rows), page.supplement.more) == (500, 20, 480)
    assert [item.number for item in page.supplement.rows] == list(range(1, 21))
    assert page.minutes == 5000


def test_twenty_of_a_section_and_the_rest_behind_a_link(client, desk, bulk_lessons, member_user):
    bulk_lessons(25)
    client.force_login(member_user)
    short = client.get("/learn/").content.decode()
    assert (short.count('class="row lesson"'), "再看 5 门" in short) == (20, True)
    assert 'href="?all=supplement#supplement"' in short
    whole = client.get("/learn/", {"all": "supplement"}).content.decode()
    assert (whole.count('class="row lesson"'), "再看" in whole, "只看前 20 门" in whole) == (25, False, True)
    assert client.get("/learn/", {"all": "everything"}).content.decode().count('class="row lesson"') == 20


def test_the_first_lesson_of_the_order_is_the_next_step(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    assert my_learning(desk.learner).first.title == "公文格式"
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    page = my_learning(desk.learner)
    assert page.first.title == "纪律要点"
    assert page.how == "由组织安排学习，学完后由所在党支部登记。"


def test_a_changed_name_is_read_again(desk):
    """Names are kept in memory; saving any of them brings a new token."""
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    assert my_learning(desk.learner).first.title == "公文格式"
    lesson.title, writing.name = "公文新格式", "机关公文"
    lesson.save()
    writing.save()
    item = my_learning(desk.learner).first
    assert item.title == "公文新格式"
    assert "“机关公文”" in item.reason
    party = HoursTarget.objects.get(code="PARTY")
    party.name = "党员学时"
    party.save()
    assert "党员学时" in my_learning(desk.learner).first.credit


def test_an_import_brings_new_names(desk):
    """An import writes past the signals of the rows."""
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    assert my_learning(desk.learner).first.title == "纪律要点"
    Activity.objects.filter(code="K004").update(title="纪律新要点")
    ImportRun.objects.create()
    assert my_learning(desk.learner).first.title == "纪律新要点"


def target(code: str) -> int:
    return HoursTarget.objects.get(code=code).pk


def test_what_takes_place_somewhere_is_never_overdue_and_has_no_button(client, desk, member_user):
    ImportRun.objects.create(day=months_ago(24))
    session = desk.lesson("K053", "现场见学", 60, form="现场教学")
    desk.put(LineData(kind="activity", activity_id=session.pk, due_on=months_ago(1)))
    PostHolding.objects.filter(member=desk.learner).update(start=months_ago(24))
    desk.world.unit.training_contact = desk.world.other_learner
    desk.world.unit.save(update_fields=["training_contact"])
    page = my_learning(desk.learner)
    [item] = page.mandatory.rows
    assert (item.on_site, item.overdue, item.states, item.door) == (True, False, (State.TO_ARRANGE,), "")
    assert page.overdue == 0
    client.force_login(member_user)
    text = client.get("/learn/").content.decode()
    assert "待组织安排 · 赵强" in text
    assert "逾期" not in text
    assert "开始学习" not in text


def test_the_next_step_is_one_that_nobody_has_to_arrange(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K001", "现场见学", 60, is_required=True, form="现场教学")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    page = my_learning(desk.learner)
    assert page.first.title == "公文格式"
    assert (page.first.number, page.first.compulsory) == (1, False)


def test_three_stand_open_and_the_rest_is_folded_with_all_that_belongs_to_it(client, desk, bulk_lessons, member_user):
    bulk_lessons(8)
    part = my_learning(desk.learner).supplement
    assert (len(part.next), len(part.later), part.later_count) == (3, 5, 5)
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    folded = page[page.index("以后再学 5 课") :]
    assert page.count("为什么是这一课<span") == 8
    assert folded.count("您目前未评估") >= 5
    assert '<ol class="rows" start="4">' in folded


def test_what_is_the_same_for_a_section_is_said_once(desk, bulk_lessons):
    bulk_lessons(4)
    part = my_learning(desk.learner).supplement
    assert part.note == "各课时间不限。学时都计入党员年度学时、网络自学学时。"
    assert {item.facts for item in part.rows} == {"10\u00a0分钟\u00a0· 0.25\u00a0学时"}
    assert {item.credit for item in part.rows} == {"0.25 学时，计入党员年度学时、网络自学学时"}


def test_no_row_without_source_reason_minutes_and_credit(desk, many_lessons):
    many_lessons(3)
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    desk.lesson("K099", "读书会", 30)
    page = my_learning(desk.learner)
    rows = [*page.mandatory.rows, *page.supplement.rows, *page.electives.rows]
    assert len(rows) >= 5
    assert all(row.who and row.reason and row.minutes and row.credit for row in rows)


def test_the_source_and_the_version_of_a_requirement_stand_behind_it(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    asked = next(group for group in my_learning(desk.learner).first.why if group.title == "谁提出的要求")
    assert "上级指定" in asked.lines[0]
    assert "第 1 版" in asked.lines[0]
    assert "第 1 版" not in my_learning(desk.learner).first.reason


def test_what_a_unit_asks_of_its_own_says_so(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    set_for_post(desk.world.posts["P02"])
    RequirementSet.objects.update(owner_unit=desk.world.unit)
    Revision.bump("requirements")
    asked = next(group for group in my_learning(desk.learner).first.why if group.title == "谁提出的要求")
    assert "本单位要求" in asked.lines[0]


@pytest.mark.parametrize(("kind", "level", "offered"), [("self", 1, True), ("test", 1, False), ("", 0, True)])
def test_who_knows_it_may_say_so_where_that_counts(desk, kind, level, offered):
    """A formal assessment is not outweighed by one's own word, so it is not asked for."""
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    if kind:
        desk.tell("assessed", "a", competency_id=writing.pk, kind=kind, level=level)
    [item] = my_learning(desk.learner).supplement.rows
    assert item.check_url == (f"/learn/check/?lesson={lesson.pk}" if offered else "")
    assert item.correction_url == f"/learn/correction/?lesson={lesson.pk}"


def test_a_compulsory_lesson_is_not_done_by_a_word(desk):
    writing = desk.competency("DIG04", "公文写作")
    desk.lesson("K002", "公文格式", 20, (writing, 2), is_required=True)
    desk.ask(writing, 2)
    assert my_learning(desk.learner).mandatory.rows[0].check_url == ""


def test_the_words_are_written_anew_when_anything_they_speak_of_changes(desk):
    """What was written is kept only while all of its facts are the same."""
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 2)
    assert my_learning(desk.learner).first.reason.endswith("您目前未评估")
    desk.tell("assessed", "a", competency_id=writing.pk, kind="self", level=1)
    assert my_learning(desk.learner).first.reason.endswith(f"您目前“知道”（{clock.today():%Y-%m} 自评）")
    desk.tell("started", "s", activity_id=lesson.pk)
    assert my_learning(desk.learner).first.states == (State.CONTINUE,)
