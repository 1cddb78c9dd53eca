"""Every report costs as many queries for one row as for fifty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.catalogue.models import HoursTarget
from lms.core import clock
from lms.people.actions.units import NewUnit, plant_units
from lms.people.models import Member, MemberCategory, PostHolding
from lms.reporting import actions
from lms.reporting import completion_queries as queries
from lms.reporting.models import HoursSummary, MemberSummary
from lms.reporting.urls import REPORTS
from tests.planning.conftest import school, tell  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db


#: No requirements and no levels here: nothing is lacking, nothing has grown.
WITHOUT_ROWS = ("gaps", "growth", "unsupplied")


@pytest.fixture
def more(world):
    """Adds members who turn up in every report: flexible, short of hours, without a post, or in a wrong one."""
    made = iter(range(1000))
    target = HoursTarget.objects.get(code="PARTY")
    world.posts["P03"].categories.add(MemberCategory.objects.get(name="群众"))

    def add(count: int) -> None:
        numbers = [next(made) for _ in range(count)]
        units = plant_units([NewUnit(f"X{at}", f"支部{at}", "党支部", world.root.code) for at in numbers])
        fields = {"tier": world.tiers["GEN"], "birth_month": dt.date(1980, 1, 1), "is_mobile": True, "category": world.category}
        Member.objects.bulk_create(
            Member(code=f"{code}{kind}", name=code, branch=unit, **fields) for code, unit in units.items() for kind in ("a", "b")
        )
        new = Member.objects.filter(branch__in=units.values())
        PostHolding.objects.bulk_create(
            PostHolding(member=member, post=world.posts["P03"]) for member in new.filter(code__endswith="b")
        )
        for year in (clock.today().year, clock.today().year - 1):
            actions.summarise(year, Member.objects.all())
            # The row of a member who was asked for hours and is short of them.
            HoursSummary.objects.filter(year=year).delete()
            HoursSummary.objects.bulk_create(
                HoursSummary(member=member, year=year, target=target, hours=1, required=32) for member in Member.objects.all()
            )

    return add


@pytest.mark.parametrize("name", [view.name for view in REPORTS] + ["people"])
def test_reports(name, client, superuser, more, assert_same_queries):
    client.force_login(superuser)
    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}"), {"export": "csv"}).getvalue(), more)
    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}_results")), more)
    if name not in WITHOUT_ROWS:
        sheet = client.get(reverse(f"lms_reporting:{name}"), {"export": "csv"}).getvalue().decode()
        assert len(sheet.splitlines()) > 50


@pytest.mark.parametrize("params", [{"by": by, "split": "1"} for by in ("tier", "category", "post")] + [{"print": "1"}])
def test_completion_by_every_axis(client, superuser, more, assert_same_queries, params):
    client.force_login(superuser)
    assert_same_queries(lambda: client.get(reverse("lms_reporting:completion"), params), more)


@pytest.mark.parametrize("name", ["lacking", "redundancy"])
def test_reports_that_are_opened(name, client, superuser, more, assert_same_queries):
    client.force_login(superuser)
    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}")), more)


def test_a_person_with_one_record_and_with_fifty(client, superuser, school, assert_same_queries):  # noqa: F811
    client.force_login(superuser)
    address = reverse("lms_reporting:person", args=[school.learner.pk])
    told = iter(range(1000))

    def more(count: int) -> None:
        for _ in range(count):
            key = str(next(told))
            tell(school.learner, "completed", key, activity_id=school.lessons.rules.pk, success=True)

        client.get(address)  # the figures are reckoned anew by the next reader, and only by him

    assert_same_queries(lambda: client.get(address), more)


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
