"""What a member's plan becomes as facts come in, through the doors of the product."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.core import clock
from lms.people.actions.posts import change_posts
from lms.planning.explain import explain
from lms.planning.models import MemberPlan
from lms.planning.queries import electives, picture_of
from lms.requirements.actions import LineData, replace_lines

from .conftest import tell

pytestmark = pytest.mark.django_db


def codes(picture) -> list[str]:
    return [row.code for row in picture.rows]


def test_compulsory_first_then_the_ladder(school) -> None:
    picture = picture_of(school.learner)
    assert codes(picture) == ["K9", "K1", "K3", "K2"]
    assert [row.section for row in picture.rows] == ["mandatory", "gap", "gap", "gap"]
    assert picture.rows[0].required_by == ["tier:YOUTH"]
    assert picture.rows[1].required_by == ["post:P02"]
    assert {gap.current.basis for gap in picture.gaps} == {"none"}


def test_what_is_held_is_not_planned(school) -> None:
    tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=2)
    assert codes(picture_of(school.learner)) == ["K9", "K3"]


def test_a_done_lesson_covers_its_rung_and_waits_for_confirmation(school) -> None:
    """The competency asks for an observation: completing the lesson does not raise the level."""
    tell(school.learner, "completed", "1", activity_id=school.lessons.safe.pk, success=True)
    picture = picture_of(school.learner)
    assert codes(picture) == ["K9", "K1", "K2"]
    assert {rung.element.competency for rung in picture.awaiting} == {school.safety.pk}


def test_a_passed_check_raises_the_level(school) -> None:
    tell(school.learner, "passed", "1", activity_id=school.lessons.write2.pk, success=True)
    picture = picture_of(school.learner)
    assert codes(picture) == ["K9", "K3"]
    assert picture.case.level(school.writing.pk).basis == "learned"


def test_only_watched_is_not_done(school) -> None:
    """The lesson has a check: watched to the end is not passed."""
    tell(school.learner, "completed", "1", activity_id=school.lessons.write1.pk, success=False)
    assert codes(picture_of(school.learner)) == ["K9", "K1", "K3", "K2"]


def test_a_done_compulsory_lesson_leaves_the_plan(school) -> None:
    tell(school.learner, "completed", "1", activity_id=school.lessons.rules.pk, success=True)
    assert codes(picture_of(school.learner)) == ["K1", "K3", "K2"]


def test_a_lapsed_level_is_one_rung(school) -> None:
    today = clock.today()
    tell(
        school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=2, day=today - dt.timedelta(days=400)
    )
    picture = picture_of(school.learner)
    assert codes(picture) == ["K9", "K3", "K2"]
    assert [each.relapse for each in picture.rows[2].supplies] == [True]
    before = picture_of(school.learner, today - dt.timedelta(days=100))
    assert codes(before) == ["K9", "K3"]


def test_a_begun_lesson_that_is_not_needed_stands_beside_the_plan(school) -> None:
    tell(school.learner, "started", "1", activity_id=school.lessons.write1.pk)
    tell(school.learner, "assessed", "2", competency_id=school.writing.pk, kind="test", level=2)
    picture = picture_of(school.learner)
    assert picture.begun == [school.lessons.write1.pk]
    assert "K1" not in codes(picture)


def test_an_assessed_level_waives_no_compulsory_lesson_but_an_exemption_does(school) -> None:
    tell(school.learner, "exempted", "1", activity_id=school.lessons.rules.pk)
    assert "K9" not in codes(picture_of(school.learner))
    school.lessons.rules.must_finish = True
    school.lessons.rules.save(update_fields=["must_finish"])
    assert "K9" in codes(picture_of(school.learner))


def test_a_compulsory_lesson_comes_back_when_it_recurs(school) -> None:
    line = LineData(kind="activity", activity_id=school.lessons.safe.pk, recurs_months=12)
    replace_lines(requirement_set=school.set, lines=[line], on=None)
    today = clock.today()
    tell(school.learner, "completed", "1", activity_id=school.lessons.safe.pk, success=True, day=today - dt.timedelta(days=300))
    assert codes(picture_of(school.learner, today)) == ["K9"]
    assert codes(picture_of(school.learner, today + dt.timedelta(days=100))) == ["K3", "K9"]


def test_a_track_on_demand_asks_only_for_what_is_lacking(school) -> None:
    from lms.requirements.models import RequirementSet

    track = RequirementSet.objects.create(code="track:T1", name="路径", kind="track", source_code="T1", mode="on_demand")
    track.tiers.add(school.world.tiers["YOUTH"])
    lines = [LineData(kind="activity", activity_id=each.pk) for each in (school.lessons.write1, school.lessons.safe)]
    replace_lines(requirement_set=track, lines=lines, on=None)
    tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=2)
    picture = picture_of(school.learner)
    assert codes(picture) == ["K3", "K9"]
    assert picture.rows[0].required_by == ["post:P02", "track:T1"]


def test_a_changed_post_plans_from_its_day_and_keeps_the_past(school) -> None:
    today = clock.today()
    change_posts(member=school.learner, posts=[(school.world.posts["P03"], True)], on=today)
    assert codes(picture_of(school.learner, today)) == ["K9"]
    assert codes(picture_of(school.learner, today - dt.timedelta(days=1))) == ["K9", "K1", "K3", "K2"]


def test_a_changed_requirement_starts_on_its_day(school) -> None:
    today = clock.today()
    replace_lines(requirement_set=school.set, lines=school.lines[1:], on=today)
    assert codes(picture_of(school.learner, today)) == ["K9", "K3"]
    assert "K1" in codes(picture_of(school.learner, today - dt.timedelta(days=1)))


def test_a_new_fact_marks_the_plan_stale_and_it_is_solved_after_commit(school, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(school.learner, "assessed", "1", competency_id=school.safety.pk, kind="test", level=2)
    link = MemberPlan.objects.select_related("plan").get(member=school.learner)
    assert not link.stale
    assert link.plan.lessons == ["K1", "K2"]
    tell(school.learner, "assessed", "2", competency_id=school.writing.pk, kind="test", level=2)
    assert MemberPlan.objects.get(member=school.learner).stale


def test_a_plan_knows_until_when_it_is_good(school, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=2, day=dt.date(2026, 3, 15))
    assert MemberPlan.objects.get(member=school.learner).good_until == dt.date(2027, 3, 14)


def test_the_explanation_names_source_evidence_and_alternatives(school) -> None:
    from lms.catalogue.models import Activity, Teaches

    longer = Activity.objects.create(code="K7", title="更长的课", minutes=60)
    longer.tiers.add(school.world.tiers["YOUTH"])
    Teaches.objects.create(activity=longer, competency=school.writing, level=2)
    tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="self", level=1)
    said = explain(picture_of(school.learner))
    item = next(each for each in said["items"] if each["activity_code"] == "K2")
    assert item["supplies"] == ["DIG04:2"]
    assert item["required_by"][0]["kind"] == "post"
    assert item["required_by"][0]["level"] == 2
    assert item["current"][0]["kind"] == "self"
    assert item["current"][0]["level"] == 1
    assert item["alternatives"] == [{"code": "K7", "minutes": 60, "reason": "more_minutes"}]


def test_electives_are_neither_planned_nor_done(school) -> None:
    tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=2)
    picture = picture_of(school.learner)
    offered = {picture.case.world.codes[pk] for pk in electives(picture)}
    assert offered == {"K1", "K2"}


def test_pictures_take_the_same_queries_for_one_and_for_many(school, assert_same_queries) -> None:
    from lms.people.models import Member
    from lms.planning.queries import pictures

    def add(count: int) -> None:
        start = Member.objects.count()
        for number in range(start, start + count):
            Member.objects.create(code=f"N{number}", name="某人", branch=school.world.branch, birth_month=dt.date(1990, 1, 1))

    assert_same_queries(lambda: list(pictures(Member.objects.all())), add)
