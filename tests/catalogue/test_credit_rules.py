"""Credit arithmetic: the shipped rule sets, brackets, rounding, caps, once a year."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalogue.credit_rules import (
    CADRE,
    ONLINE,
    PARTY,
    Learning,
    Rule,
    Version,
    external_targets,
    hours,
    pick,
    round_half_up,
    year_of_learning,
)
from lms.catalogue.defaults import ensure_defaults
from lms.catalogue.models import CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget
from lms.records.projections.run import read_versions

LESSONS = Path(__file__).parent.parent / "records" / "data" / "lessons.csv"
DAY = dt.date(2026, 3, 15)


def rows() -> list[dict[str, str]]:
    with LESSONS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shipped(code: str) -> Version:
    pk = CreditRuleVersion.objects.get(rule_set__code=code).pk
    return read_versions([pk])[pk]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "column"), [("minutes45", "hours_45min"), ("tiered", "hours_tiered")])
def test_the_shipped_rule_sets_reproduce_the_sample(code, column):
    version = shipped(code)
    lessons = rows()
    assert len(lessons) == 58
    for row in lessons:
        minutes = int(row["minutes"])
        rule = pick(version.rules, row["form"], minutes)
        assert hours(rule, minutes, version.places) == Decimal(row[column]), row["code"]


@pytest.mark.django_db
def test_modes_and_targets_of_the_shipped_rules():
    codes = dict(HoursTarget.objects.values_list("pk", "code"))
    for code in ("minutes45", "tiered"):
        for rule in shipped(code).rules:
            towards = {codes[pk] for pk in rule.targets}
            expected = {"online": {PARTY, ONLINE}, "onsite": {PARTY, CADRE}, "other": {PARTY}}[rule.mode]
            assert (rule.mode == "onsite", towards) == (rule.form == "现场教学", expected)


@pytest.mark.django_db
def test_defaults_leave_alone_what_is_there():
    CreditRule.objects.filter(version__rule_set__code="tiered").delete()
    CreditRuleSet.objects.get(code="minutes45")
    before = CreditRule.objects.count(), HoursTarget.objects.count()
    ensure_defaults()
    assert (CreditRule.objects.count(), HoursTarget.objects.count()) == before


def test_brackets_and_forms():
    lines = [Rule("视频", Decimal(1), below_minutes=16), Rule("视频", Decimal(2), from_minutes=16), Rule("", Decimal(9))]
    found = [pick(lines, form, minutes) for form, minutes in (("视频", 15), ("视频", 16), ("讲座", 5), ("", 5))]
    assert [line.value for line in found] == [1, 2, 9, 9]
    assert pick(lines[:1], "视频", 16) is None
    assert pick([Rule("视频", Decimal(1), below_minutes=16), Rule("", Decimal(9))], "视频", 20) is None


@pytest.mark.parametrize(("minutes", "expected"), [(1, 4), (240, 4), (241, 8), (0, 4), (None, 4)])
def test_half_days(minutes, expected):
    assert hours(Rule("", Decimal(4), unit="half_day"), minutes) == expected


@given(st.integers(0, 10_000), st.integers(0, 2))
def test_rounding_is_half_up(minutes, places):
    exact = Decimal(minutes) / 45
    got = hours(Rule("", Decimal(1), unit="minutes", unit_minutes=45), minutes, places)
    step = Decimal(1).scaleb(-places)
    assert abs(got - exact) <= step / 2
    assert got == int(got / step) * step


def test_halves_go_up():
    found = [str(round_half_up(Decimal(text), 2)) for text in ("0.125", "0.135", "0.145")]
    assert found == ["0.13", "0.14", "0.15"]


def piece(record: int, activity: int, version: Version, day: dt.date = DAY, minutes: int = 60) -> Learning:
    return Learning(record, day, activity, "视频", minutes, version)


def test_an_activity_gives_hours_once_a_year():
    version = Version((Rule("视频", Decimal(1), targets=(1,)),))
    given_hours = year_of_learning([piece(1, 7, version), piece(2, 7, version), piece(3, 8, version)])
    assert [item.record for item in given_hours] == [1, 3]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 300)), max_size=15))
def test_caps_hold_by_day_and_by_year(pieces):
    rule = Rule("视频", Decimal(1), unit="minutes", unit_minutes=60, targets=(1, 2), cap_day=Decimal(3), cap_year=Decimal(5))
    version = Version((rule,))
    learned = [piece(n, n, version, DAY + dt.timedelta(days=day), minutes) for n, (day, minutes) in enumerate(pieces)]
    entries = year_of_learning(learned)
    for target in (1, 2):
        mine = [item for item in entries if item.target == target]
        raw = sum((hours(rule, item.minutes) for item in learned), Decimal(0))
        per_day = {day: sum(item.hours for item in mine if item.day == day) for day in {item.day for item in mine}}
        assert all(0 < total <= 3 for total in per_day.values())
        total = sum((item.hours for item in mine), Decimal(0))
        assert total <= min(Decimal(5), raw)
        days = {day for day, _ in pieces}
        by_day = [sum(hours(rule, item.minutes) for item in learned if item.day == DAY + dt.timedelta(days=day)) for day in days]
        assert total == min(Decimal(5), sum((min(Decimal(3), amount) for amount in by_day), Decimal(0)))


@pytest.mark.parametrize(
    ("mode", "targets"),
    [
        ("online", {PARTY, ONLINE}), ("网络", {PARTY, ONLINE}), ("onsite", {PARTY, CADRE}), ("集中", {PARTY, CADRE}),
        ("自学", {PARTY}),
    ],
)
def test_where_outside_hours_count(mode, targets):
    assert set(external_targets(mode)) == targets
