"""The sample: what everybody who types ``make demo`` gets, and gets once only. The whole of it is seen in test_whole.py."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import TestCase

from cms_site.demo import accounts, profiles
from cms_site.demo.year import SOURCE
from lms.catalogue.models import Activity
from lms.people.models import Member
from lms.records.models import Record

from .loading import DAY, gaps, load, on_day, without_pages

BASELINE = set(profiles.BASELINE)


class Base(TestCase):
    """The sheets and the levels, as ``--only base`` loads them."""

    @classmethod
    def setUpTestData(cls) -> None:
        with on_day(DAY):
            load("--only", "base")

    def setUp(self) -> None:
        self.enterContext(on_day(DAY))

    def test_base_gives_exactly_98_gaps(self):
        assessed = {code: [gap for gap in found if gap.current.basis != "none"] for code, found in gaps(DAY).items()}
        assert sum(map(len, assessed.values())) == 98
        assert {code for code, found in assessed.items() if found} == BASELINE
        assert not Record.objects.filter(source=SOURCE).exists()

    @pytest.mark.one_engine
    def test_accounts_only_where_wanted(self):
        assert not User.objects.exists()
        load("--only", "base", "--accounts")
        assert set(User.objects.values_list("username", flat=True)) == {each.name for each in accounts.ACCOUNTS}
        for account in accounts.ACCOUNTS:
            assert self.client.login(username=account.name, password=accounts.PASSWORD)
            user = User.objects.get(username=account.name)
            assert user.wagtail_userprofile.preferred_language == ""
            assert user.has_perm("wagtailadmin.access_admin") == bool(account.is_root or account.role)
            if account.member:
                assert user.lms_member.code == account.member


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("day", "expired"), [(dt.date(2027, 2, 10), dt.date(2026, 9, 30)), (dt.date(2026, 8, 3), dt.date(2026, 3, 31))]
)
def test_dates_move_with_the_month_of_loading(db, day, expired):
    with on_day(day), without_pages():
        load()
        lapsed = {code for code, mine in gaps(day).items() if any(gap.current.basis == "lapsed" for gap in mine)}
    assert Activity.objects.get(code="K036").valid_until == expired
    assert not Record.objects.filter(day__gt=day).exists()
    assert Member.objects.get(code="S001").birth_month == dt.date(1972, 5, 1)
    assert lapsed == {profiles.LAPSED[0]}


@pytest.mark.one_engine
def test_dates_stay_when_asked(db):
    with on_day(dt.date(2027, 2, 10)), without_pages():
        load("--no-shift", "--only", "base")
    assert Activity.objects.get(code="K036").valid_until == dt.date(2026, 6, 30)
    assert set(Record.objects.filter(verb="assessed").values_list("day", flat=True)) == {dt.date(2026, 3, 15)}
