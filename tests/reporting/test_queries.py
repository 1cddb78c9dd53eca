"""Every report costs as many queries for one row as for fifty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.core import clock
from lms.people.actions.members import create_member
from lms.people.actions.units import create_unit
from lms.people.models import Member
from lms.reporting import actions, queries
from lms.reporting.models import MemberSummary
from lms.reporting.urls import REPORTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def more(world):
    made = iter(range(1000))

    def add(count: int) -> None:
        for at in (next(made) for _ in range(count)):
            unit = create_unit(code=f"X{at}", name=f"支部{at}", kind="党支部", parent=world.root)
            create_member(code=f"X{at}", name=f"学员{at}", branch=unit, birth_month=dt.date(1980, 1, 1), is_mobile=True)
        actions.summarise(clock.today().year, Member.objects.all())
        actions.summarise(clock.today().year - 1, Member.objects.all())

    return add


@pytest.mark.parametrize("name", [view.name for view in REPORTS] + ["people"])
def test_reports(name, client, superuser, more, assert_same_queries):
    client.force_login(superuser)
    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}"), {"export": "csv"}).getvalue(), more)
    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}_results")), more)


def test_completion_is_one_group_by_without_a_join(superuser, more, count_queries):
    more(3)
    year = clock.today().year
    asked = count_queries(lambda: queries.completion_by_unit(superuser, year, None))
    sums = [sql for sql in asked if "GROUP BY" in sql]
    assert len(sums) == 1 and "JOIN" not in sums[0]
    assert len(asked) == 3
    rows, total = queries.completion_by_unit(superuser, year, None)
    assert total.people == MemberSummary.objects.filter(year=year).count()
    assert sum(row.totals.people for row in rows if not row.tier_label) == total.people
