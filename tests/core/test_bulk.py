"""Rows inserted as plain values are the rows that ``bulk_create`` would have written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DataError, connection, transaction

from lms.core import bulk
from lms.core.bulk import insert
from lms.people.actions.units import create_unit
from lms.people.models import Member, MemberEvent, OrgUnit

pytestmark = pytest.mark.django_db

COLUMNS = ("code", "name", "birth_month", "branch_id", "is_mobile")


@pytest.fixture
def branch():
    return create_unit(code="B1", name="一支部", kind="党支部")


def rows(branch: OrgUnit, count: int):
    born = [dt.date(1990, 1 + n % 12, 1) if n % 3 else None for n in range(count)]
    return [(f"X{n}", f"张{n}'%s\\", born[n], branch.pk, n % 2 == 0) for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_values_and_ids_come_back_in_order(branch, count, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 3)
    told = rows(branch, count)
    ids = insert(Member, COLUMNS, told)
    assert len(set(ids)) == count
    assert [Member.objects.values_list(*COLUMNS).get(pk=pk) for pk in ids] == told


def test_what_is_not_named_has_its_default(branch):
    made = insert(Member, COLUMNS, rows(branch, 2))
    plain = Member.objects.bulk_create([Member(code="Y", name="李", branch=branch)])[0]
    others = [field.attname for field in Member._meta.concrete_fields if field.attname not in (*COLUMNS, "id")]
    assert set(Member.objects.filter(pk__in=made).values_list(*others)) == {tuple(getattr(plain, name) for name in others)}


@pytest.mark.parametrize("data", [[{}, {}], [{"a": [1, "二", None]}, {"a": "'%s"}]])
def test_lists_and_objects(branch, data):
    member = insert(Member, COLUMNS, rows(branch, 1))[0]
    told = [(member, "post", dt.date(2026, 1, 1 + at), each) for at, each in enumerate(data)]
    ids = insert(MemberEvent, ("member_id", "kind", "day", "data"), told)
    found = MemberEvent.objects.in_bulk(ids)
    assert [found[pk].data for pk in ids] == data
    assert all(found[pk].recorded_at for pk in ids)


@pytest.mark.parametrize("names", [["x" * 61, "x" * 61], ["x" * 61, "y"]])
def test_postgresql_refuses_what_is_too_long_and_never_cuts(branch, names):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps what is too long")
    with pytest.raises(DataError), transaction.atomic():
        insert(Member, ("code", "name", "branch_id"), [(f"Z{at}", name, branch.pk) for at, name in enumerate(names)])


def test_decimals_are_rounded_as_the_column_says(branch):
    from lms.catalogue.models import HoursTarget
    from lms.records.models import CreditEntry, Record

    member = insert(Member, COLUMNS, rows(branch, 1))[0]
    target = HoursTarget.objects.order_by("pk").first()
    day, noon = dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, 4, tzinfo=dt.UTC)
    record = Record.objects.create(member_id=member, verb="opening", day=day, occurred_at=noon, source="s", key="k")
    told = [(member, record.pk, target.pk, "m", day, hours) for hours in (Decimal("1.5"), Decimal("2.25"))]
    ids = insert(CreditEntry, ("member_id", "record_id", "target_id", "mode", "day", "hours"), told)
    found = CreditEntry.objects.filter(pk__in=ids).order_by("pk").values_list("hours", flat=True)
    assert list(map(str, found)) == ["1.50", "2.25"]
