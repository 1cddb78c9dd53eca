"""What single persons are asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from lms.core.dates import holds_on
from lms.people.actions.merge import merge_members
from lms.people.models import Member
from lms.requirements.actions import assign, assign_hours, hours_set, set_for_post, unassign
from lms.requirements.models import Assignment, RequirementSet

pytestmark = pytest.mark.django_db
D = dt.date
ON = D(2026, 11, 16)


def hours_on(member, on) -> dict[str, Decimal]:
    rows = Assignment.objects.filter(member=member, requirement_set__code__startswith="hours:")
    found = {}
    for row in rows:
        if holds_on(row.start, row.end, on):
            line = row.requirement_set.versions.get().lines.get()
            assert line.target.code not in found
            found[line.target.code] = line.hours
    return found


def test_a_set_a_figure(targets):
    asked = hours_set(targets["PARTY"], Decimal("32.00"))
    assert (asked.source, asked.versions.get().start) == ("person:PARTY-32", None)
    assert hours_set(targets["PARTY"], Decimal(32)) == asked
    assert hours_set(targets["PARTY"], Decimal("7.5")).source == "person:PARTY-7.5"
    assert asked.versions.get().lines.get().window_years == 1


def test_first_hours_hold_since_always_and_others_from_their_day(world, targets, today, told):
    party, cadre = targets["PARTY"].pk, targets["CADRE"].pk
    learner = world.learner
    assert assign_hours(wanted={learner.pk: {party: Decimal(32), cadre: Decimal(90)}}, on=ON) == [learner.pk]
    assert told[-1] == ("members", [learner.pk])
    assert hours_on(learner, D(1990, 1, 1)) == {"PARTY": 32, "CADRE": 90}
    assert assign_hours(wanted={learner.pk: {party: Decimal("32.0")}}, on=ON) == []
    assert assign_hours(wanted={learner.pk: {party: Decimal(56)}}, on=ON) == [learner.pk]
    assert hours_on(learner, D(2026, 11, 15)) == {"PARTY": 32, "CADRE": 90}
    assert hours_on(learner, ON) == {"PARTY": 56, "CADRE": 90}


def test_a_figure_taken_back_on_its_day_never_was(world, targets, today):
    party = targets["PARTY"].pk
    for hours in (32, 56, 24, 32):
        assign_hours(wanted={world.learner.pk: {party: Decimal(hours)}}, on=ON)
    row = Assignment.objects.get()
    assert (row.start, row.end, row.requirement_set.source_code) == (None, None, "PARTY-32")


def test_no_hours_end_what_there_was(world, targets, today):
    party = targets["PARTY"].pk
    assert assign_hours(wanted={world.learner.pk: {party: Decimal(0)}}, on=ON) == []
    assign_hours(wanted={world.learner.pk: {party: Decimal(32)}}, on=ON)
    assign_hours(wanted={world.learner.pk: {party: Decimal(0)}}, on=ON)
    assert (hours_on(world.learner, D(2026, 11, 15)), hours_on(world.learner, ON)) == ({"PARTY": 32}, {})


def test_many_members_cost_as_much_as_one(world, targets, today, assert_same_queries):
    made: list[int] = []

    def add(number: int) -> None:
        rows = [Member(code=f"X{len(made) + n}", name="人", branch=world.branch) for n in range(number)]
        made.extend(row.pk for row in Member.objects.bulk_create(rows))

    def ask() -> None:
        for number, hours in enumerate((32, 56, 32)):
            wanted = {pk: {target.pk: Decimal(hours) for target in targets.values()} for pk in made}
            assign_hours(wanted=wanted, on=ON + dt.timedelta(days=number))
        Assignment.objects.all().delete()

    assert assert_same_queries(ask, add) < 80


def test_a_set_for_persons_from_a_day_until_a_day(world, today, told):
    asked = set_for_post(world.posts["P01"])
    ids = [world.learner.pk, world.classmate.pk]
    assert assign(requirement_set=asked, member_ids=ids, on=ON) == ids
    assert assign(requirement_set=asked, member_ids=ids, on=today) == []
    assert unassign(requirement_set=asked, member_ids=ids[:1], on=today) == ids[:1]
    assert unassign(requirement_set=asked, member_ids=ids[:1], on=today) == []
    assert list(Assignment.objects.order_by("member").values_list("start", "end")) == [(ON, D(2026, 11, 20)), (ON, None)]
    assert told == [("members", ids), ("members", ids[:1])]
    actions = ModelLogEntry.objects.for_instance(asked).values_list("action", flat=True)
    assert sorted(actions) == ["lms_requirements.assign", "lms_requirements.unassign"]


def test_a_merged_row_hands_over_what_it_was_asked(world, targets, today):
    keep, drop = world.learner, world.classmate
    party, cadre = targets["PARTY"].pk, targets["CADRE"].pk
    assign_hours(wanted={keep.pk: {party: Decimal(32)}, drop.pk: {party: Decimal(56), cadre: Decimal(90)}}, on=ON)
    asked = set_for_post(world.posts["P01"])
    assign(requirement_set=asked, member_ids=[drop.pk], on=ON)
    merge_members(keep=keep, drop=drop)
    assert hours_on(keep, ON) == {"PARTY": 32, "CADRE": 90}
    assert Assignment.objects.filter(member=keep, requirement_set=asked).exists()
    assert not Assignment.objects.filter(member=drop).exists()
    assert RequirementSet.objects.filter(code__startswith="hours:").count() == 3
