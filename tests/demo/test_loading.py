"""The sample: what everybody who types ``make demo`` gets, and gets once only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from cms_site.demo import accounts, profiles
from cms_site.demo.year import SOURCE
from lms.catalogue.models import Activity
from lms.core.models import ImportRun
from lms.people.models import Grant, Member, MemberEvent, PostHolding
from lms.planning.models import MemberPlan
from lms.planning.queries import pictures
from lms.records.models import CreditEntry, LevelStep, Progress, Record

DAY = dt.date(2026, 11, 21)
BASELINE = set(profiles.BASELINE)


def load(*options: str) -> None:
    call_command("load_sample_data", *options, verbosity=0)


def loaded_on(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr("lms.core.clock.today", lambda: day)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)


@pytest.fixture
def on_sample_day(db, monkeypatch):
    loaded_on(monkeypatch, DAY)


def gaps(day: dt.date) -> dict[str, list]:
    return {picture.case.person.code: picture.gaps for picture in pictures(Member.objects.all(), day)}


def counted() -> dict[str, int]:
    tables = (Record, LevelStep, Progress, CreditEntry, PostHolding, MemberEvent, ImportRun, Grant, User, MemberPlan)
    return {table.__name__: table.objects.count() for table in tables}


def test_base_gives_exactly_98_gaps(on_sample_day):
    load("--only", "base")
    assessed = {code: [gap for gap in found if gap.current.basis != "none"] for code, found in gaps(DAY).items()}
    assert sum(map(len, assessed.values())) == 98
    assert {code for code, found in assessed.items() if found} == BASELINE
    assert not Record.objects.filter(source=SOURCE).exists()


def test_year_shows_every_kind_of_member(on_sample_day):
    load()
    found = gaps(DAY)
    nothing_known = {code for code, mine in found.items() if mine and all(gap.current.basis == "none" for gap in mine)}
    assert nothing_known == set(profiles.UNASSESSED)
    assert [code for code, mine in found.items() if any(gap.current.basis == "lapsed" for gap in mine)] == [profiles.LAPSED[0]]
    assert 28 <= Record.objects.filter(source=SOURCE).values("member").distinct().count() <= 38
    known = {code: sum(gap.current.basis != "none" for gap in mine) for code, mine in found.items()}
    assert min(known[code] for code in profiles.ASSESSED) <= 3
    assert max(known[code] for code in profiles.ASSESSED) >= 18
    moved = PostHolding.objects.get(member__code=profiles.MOVED[0], end__isnull=True)
    assert (moved.post.code, moved.start) == (profiles.MOVED[1], DAY - dt.timedelta(days=7))
    assert set(CreditEntry.objects.filter(day__year=2026).values_list("target__code", flat=True)) == {"PARTY", "CADRE", "ONLINE"}
    states = set(Progress.objects.values_list("state", flat=True))
    assert states == {"started", "seen", "completed", "passed", "exempted"}


def test_second_run_writes_nothing(on_sample_day):
    load("--accounts")
    first = counted()
    load("--accounts")
    assert counted() == first


def test_second_run_in_a_later_month_writes_nothing(on_sample_day, monkeypatch):
    load()
    first = counted()
    loaded_on(monkeypatch, dt.date(2027, 1, 9))
    load()
    assert counted() == first


@pytest.mark.parametrize(
    ("day", "expired"), [(dt.date(2027, 2, 10), dt.date(2026, 9, 30)), (dt.date(2026, 8, 3), dt.date(2026, 3, 31))]
)
def test_dates_move_with_the_month_of_loading(db, monkeypatch, day, expired):
    loaded_on(monkeypatch, day)
    load()
    assert Activity.objects.get(code="K036").valid_until == expired
    assert not Record.objects.filter(day__gt=day).exists()
    assert Member.objects.get(code="S001").birth_month == dt.date(1972, 5, 1)
    lapsed = {code for code, mine in gaps(day).items() if any(gap.current.basis == "lapsed" for gap in mine)}
    assert lapsed == {profiles.LAPSED[0]}


def test_dates_stay_when_asked(db, monkeypatch):
    loaded_on(monkeypatch, dt.date(2027, 2, 10))
    load("--no-shift", "--only", "base")
    assert Activity.objects.get(code="K036").valid_until == dt.date(2026, 6, 30)
    assert set(Record.objects.filter(verb="assessed").values_list("day", flat=True)) == {dt.date(2026, 3, 15)}


def test_accounts_only_where_wanted(on_sample_day, client, capsys):
    load("--only", "base")
    assert not User.objects.exists()
    load("--only", "base", "--accounts")
    assert set(User.objects.values_list("username", flat=True)) == {each.name for each in accounts.ACCOUNTS}
    for account in accounts.ACCOUNTS:
        assert client.login(username=account.name, password=accounts.PASSWORD)
        user = User.objects.get(username=account.name)
        assert user.wagtail_userprofile.preferred_language == ""
        assert user.has_perm("wagtailadmin.access_admin") == bool(account.is_root or account.role)
        if account.member:
            assert user.lms_member.code == account.member


def test_projections_agree_with_the_record(on_sample_day):
    load()
    call_command("check_projections", verbosity=0)
