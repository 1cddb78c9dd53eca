"""Tiers and stamps of many members."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.people import queries
from lms.people.actions.tiers import recalculate_tiers
from lms.people.models import Member, PostHolding

pytestmark = pytest.mark.django_db
D = dt.date


def test_a_birthday_moves_a_member_to_the_next_tier(world, today, told):
    learner = world.learner  # born in May 1998
    assert recalculate_tiers(day=D(2034, 4, 30)) == 0
    assert recalculate_tiers(day=D(2034, 5, 1)) == 1
    learner.refresh_from_db()
    assert learner.tier.code == "GEN"
    assert told == [[learner.pk]]
    event = learner.events.get()
    assert (event.day, event.data) == (D(2034, 5, 1), {"from": "YOUTH", "to": "GEN"})


def test_a_first_tier_is_no_event(world, today):
    Member.objects.update(tier=None)
    assert recalculate_tiers([world.learner.pk]) == 1
    assert not world.learner.events.exists()
    assert Member.objects.filter(tier=None).count() == 2


def test_rows_that_are_nobody_are_left_out(world, today):
    Member.objects.update(tier=None)
    Member.objects.filter(pk=world.classmate.pk).update(merged_into=world.learner)
    assert recalculate_tiers() == 2


def test_a_fixed_number_of_queries(world, today, assert_same_queries):
    made = []

    def add(number: int) -> None:
        rows = [Member(code=f"X{len(made) + n}", name="人", branch=world.branch) for n in range(number)]
        made.extend(Member.objects.bulk_create(rows))
        PostHolding.objects.bulk_create(PostHolding(member=row, post=world.posts["P01"]) for row in rows)

    def ask() -> None:
        Member.objects.filter(code__startswith="X").update(tier=world.tiers["GEN"])
        recalculate_tiers()
        queries.stamps([(row.pk, D(2026, 1, 1) + dt.timedelta(days=row.pk % 7)) for row in made])
        queries.tiers_on([row.pk for row in made], D(2026, 1, 1))

    assert assert_same_queries(ask, add) < 40


def test_stamps_say_where_a_member_stood_on_each_day(world, today):
    learner = world.learner
    PostHolding.objects.filter(member=learner).update(end=D(2026, 6, 30))
    PostHolding.objects.create(member=learner, post=world.posts["P01"], start=D(2026, 7, 1), is_main=False)
    PostHolding.objects.create(member=learner, post=world.posts["P03"], start=D(2026, 7, 1))
    days = [D(2026, 6, 30), D(2026, 7, 1)]
    found = queries.stamps([(learner.pk, day) for day in days])
    assert found == {
        (learner.pk, days[0]): queries.Stamp(world.branch.pk, "YOUTH", ("P02",)),
        (learner.pk, days[1]): queries.Stamp(world.branch.pk, "LEAD", ("P03", "P01")),
    }
    assert queries.stamps([]) == {}
