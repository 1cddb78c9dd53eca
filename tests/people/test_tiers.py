"""Which tier follows from posts and age."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.tiers import RuleRow, tier_for

SHIPPED = [RuleRow("post", None, "LEAD"), RuleRow("age", 35, "YOUTH"), RuleRow("else", None, "GEN")]
DAY = dt.date(2026, 11, 21)

days = st.dates(dt.date(1940, 1, 1), dt.date(2040, 12, 31))
codes = st.sampled_from(["LEAD", "YOUTH", "GEN"])
rules = st.lists(st.builds(RuleRow, st.sampled_from(["post", "age", "else"]), st.integers(18, 60), codes), max_size=6)


@pytest.mark.parametrize(
    ("posts", "born", "tier"),
    [
        ({"LEAD"}, dt.date(2000, 1, 1), "LEAD"),
        ({"GEN", "LEAD"}, dt.date(1970, 1, 1), "LEAD"),
        ({"YOUTH"}, dt.date(1970, 1, 1), "GEN"),
        (set(), dt.date(1990, 12, 1), "YOUTH"),
        (set(), dt.date(1990, 11, 1), "GEN"),
        (set(), dt.date(1990, 12, 31), "YOUTH"),
        (set(), None, "GEN"),
    ],
)
def test_shipped_rules(posts, born, tier):
    assert tier_for(SHIPPED, posts, born, DAY) == tier


def test_the_thirty_sixth_birthday_counts_from_the_first_of_the_month():
    born = dt.date(1990, 11, 30)
    assert tier_for(SHIPPED, (), born, dt.date(2026, 10, 31)) == "YOUTH"
    assert tier_for(SHIPPED, (), born, dt.date(2026, 11, 1)) == "GEN"


def test_no_rule_fits():
    assert tier_for([RuleRow("post", None, "LEAD")], (), None, DAY) is None
    assert tier_for([], {"LEAD"}, dt.date(1990, 1, 1), DAY) is None


@given(rules, st.sets(codes), st.none() | days, days)
def test_the_first_rule_that_fits_wins(rows, posts, born, day):
    """A rule that does not fit alone can be left out; the answer is what the first fitting one says alone."""
    alone = [tier_for([row], posts, born, day) for row in rows]
    assert tier_for(rows, posts, born, day) == next((tier for tier in alone if tier is not None), None)


@given(st.sets(codes), days, days, st.integers(0, 2000))
def test_nobody_grows_younger(posts, born, day, later):
    if tier_for(SHIPPED, posts, born, day) == "GEN":
        assert tier_for(SHIPPED, posts, born, day + dt.timedelta(days=later)) == "GEN"
