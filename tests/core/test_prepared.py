"""A prepared query answers as its queryset does, on both engines, whatever it was compiled with."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F

from lms.core.prepared import Prepared
from lms.people.actions.members import transfer
from lms.people.models import Member, MemberPast, PostHolding

pytestmark = pytest.mark.django_db


def holdings(member: int, day: dt.date):
    rows = PostHolding.objects.filter(member_id=member, start__lte=day).order_by("start")
    return rows.values_list("member_id", "start", "is_main", "post__code")


def test_it_answers_as_the_queryset_does(world) -> None:
    ask = Prepared(holdings, int, dt.date)
    day = dt.date(2026, 3, 1)
    PostHolding.objects.create(member=world.learner, post=world.posts["P03"], start=day, is_main=False)
    PostHolding.objects.create(member=world.classmate, post=world.posts["P01"], start=day + dt.timedelta(days=1))
    for member in (world.learner, world.classmate, world.other_learner):
        for on in (day - dt.timedelta(days=1), day, day + dt.timedelta(days=1)):
            assert ask.ask(member.pk, on) == list(holdings(member.pk, on)), (member, on)
    assert ask.ask(world.learner.pk, day)[0][1:3] == (day, False)


def test_json_and_dates_come_as_python_values(world) -> None:
    transfer(member=world.learner, branch=world.other_branch, on=dt.date(2026, 3, 1))
    rows = Member.objects.annotate(end=F("past__end"), facts=F("past__facts")).values_list("pk", "end", "facts")
    ask = Prepared(lambda pk: rows.filter(pk=pk), int)
    past = MemberPast.objects.get(member=world.learner)
    assert ask.ask(world.learner.pk) == [(world.learner.pk, past.end, past.facts)]
    assert past.facts["branch"] == world.branch.pk


def test_one_query_and_nothing_built_again(world, count_queries) -> None:
    built = []

    def build(pk: int):
        built.append(pk)
        return Member.objects.filter(pk=pk).values_list("code")

    ask = Prepared(build, int)
    assert ask.ask(world.learner.pk) == [("M1",)]
    assert len(count_queries(lambda: ask.ask(world.classmate.pk))) == 1
    assert len(built) == 1
