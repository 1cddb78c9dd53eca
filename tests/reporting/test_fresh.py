"""Figures follow the facts: what changes marks them stale, and the next reader gets new ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from lms.core import clock
from lms.core.models import Revision
from lms.people.actions.members import create_member, transfer
from lms.people.actions.merge import merge_members
from lms.people.models import Leave, Member
from lms.reporting import actions
from lms.reporting.models import HoursSummary, MemberSummary, SummaryYear
from tests.planning.conftest import school, tell  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> int:
    return clock.today().year


def summary(member: Member, year: int) -> MemberSummary:
    return MemberSummary.objects.get(member=member, year=year)


def test_a_completed_lesson_shows_at_the_next_reading(school, year):  # noqa: F811
    assert actions.freshen(year) == 0
    before = summary(school.learner, year)
    assert (before.due, before.due_done, before.unassessed, before.gap_open) == (1, 0, 4, 0)
    tell(school.learner, "completed", "1", activity_id=school.lessons.rules.pk, success=True)
    assert summary(school.learner, year).stale
    actions.freshen(year)
    after = summary(school.learner, year)
    assert (after.due, after.due_done, after.attendances, after.stale) == (1, 1, 1, False)


def test_an_assessment_turns_unassessed_into_a_gap(school, year):  # noqa: F811
    actions.freshen(year)
    tell(school.learner, "assessed", "1", competency_id=school.writing.pk, kind="test", level=1)
    actions.freshen(year)
    row = summary(school.learner, year)
    assert (row.unassessed, row.gap_added, row.gap_closed) == (2, 1, 0)
    tell(school.learner, "assessed", "2", competency_id=school.writing.pk, kind="observation", level=2)
    actions.freshen(year)
    assert summary(school.learner, year).figures.gap_due == 0, "of one day the observation counts: nothing was missing"


def test_reading_twice_reckons_once(school, year, count_queries):  # noqa: F811
    actions.freshen(year)
    assert len(count_queries(lambda: actions.freshen(year))) == 2


def test_a_new_member_is_counted(world, year, django_capture_on_commit_callbacks):
    actions.freshen(year)
    with django_capture_on_commit_callbacks(execute=True):
        newcomer = create_member(code="M9", name="新人", branch=world.branch, birth_month=dt.date(1990, 1, 1))
    actions.freshen(year)
    assert summary(newcomer, year).unit_id == world.branch.pk


def test_a_merged_row_is_not_counted_twice(world, year, superuser):
    actions.freshen(year)
    merge_members(keep=world.learner, drop=world.classmate, by=superuser)
    actions.freshen(year)
    assert set(MemberSummary.objects.filter(year=year).values_list("member__code", flat=True)) == {"M1", "M3"}


def test_after_a_transfer_the_old_unit_keeps_last_years_number(client, world, year, unit_admin, other_unit_admin):
    actions.freshen(year - 1)
    actions.freshen(year)
    transfer(member=world.learner, branch=world.other_branch, on=clock.today())
    for wanted, of in ((world.branch, year - 1), (world.other_branch, year)):
        actions.freshen(of)
        assert summary(world.learner, of).unit_id == wanted.pk
    client.force_login(unit_admin)
    sheet = client.get(reverse("lms_reporting:completion"), {"year": year - 1, "export": "csv"})
    assert b"".join(sheet.streaming_content).decode().splitlines()[-1].split(",")[3] == "2"
    people = client.get(reverse("lms_reporting:people"), {"year": year - 1}).content.decode()
    assert world.learner.name not in people, "the name is not shown to the unit that was left"


def test_who_is_away_is_not_asked_and_keeps_what_was_done(school, year):  # noqa: F811
    tell(school.learner, "completed", "1", activity_id=school.lessons.rules.pk, success=True)
    Leave.objects.create(member=school.learner, start=clock.today())
    actions.freshen(year)
    row = summary(school.learner, year)
    assert (row.due, row.due_done, row.unassessed) == (1, 1, 0)
    assert row.unit_id == school.world.branch.pk


def test_more_members_than_a_reader_can_wait_for(client, world, year, superuser, settings):
    settings.LMS = {"INLINE_LIMIT": 2}
    assert actions.freshen(year) == 3
    assert SummaryYear.objects.get(year=year).dirty
    client.force_login(superuser)
    page = client.get(reverse("lms_reporting:completion")).content.decode()
    assert "正在更新" in page and f"summarise --year {year}" in page
    assert actions.summarise(year, Member.objects.all()) == 3
    assert actions.freshen(year) == 0
    gaps = client.get(reverse("lms_reporting:gaps")).content.decode()
    assert "export_gaps" in gaps


def test_hours_against_what_is_asked(world, year):
    from lms.catalogue.models import HoursTarget
    from lms.requirements.actions import assign_hours

    party = HoursTarget.objects.get(code="PARTY")
    assign_hours(wanted={world.learner.pk: {party.pk: Decimal(32)}}, on=clock.today())
    tell(world.learner, "credited", "1", hours=Decimal(20), mode="onsite")
    Revision.bump("world")
    actions.freshen(year)
    row = HoursSummary.objects.get(member=world.learner, target=party)
    assert (row.hours, row.required) == (Decimal(20), Decimal(32))
    assert (summary(world.learner, year).hours_fixed, summary(world.learner, year).hours_met) == (1, 0)
    tell(world.learner, "credited", "2", hours=Decimal(12), mode="onsite")
    actions.freshen(year)
    assert summary(world.learner, year).hours_met == 1
    assert summary(world.classmate, year).hours_fixed == 0


def test_old_rows_are_reckoned_again_when_their_time_is_over(world, year):
    actions.freshen(year)
    MemberSummary.objects.filter(member=world.learner).update(good_until=clock.today() - dt.timedelta(days=1), due=77)
    SummaryYear.objects.update(checked_on=clock.today() - dt.timedelta(days=1))
    actions.freshen(year)
    assert summary(world.learner, year).due == 0
