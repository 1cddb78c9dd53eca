"""The level arithmetic against a slow reading of the same rules, day by day."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.core.dates import add_months
from lms.records.levels import Evidence, Step, level_on, steps_of, strength_of

START = dt.date(2026, 1, 1)


def slow(evidence: list[Evidence], months: int, day: dt.date) -> tuple[int, str] | None:
    """(level, basis) on ``day`` where evidence is valid, word for word after the rules; None where nothing is."""

    def valid(item):
        return item.day <= day and (not months or day < add_months(item.day, months))

    formal = [item for item in evidence if item.strength == "formal" and item.day <= day]
    base, since, lapsed = 0, None, True
    if formal:
        since = max(item.day for item in formal)
        of_that_day = [item for item in formal if item.day == since]
        for kind in ("observation", "test", "supervisor"):
            if any(item.kind == kind for item in of_that_day):
                latest = max((item for item in of_that_day if item.kind == kind), key=lambda item: item.level)
                break
        lapsed = not valid(latest)
        base = 0 if lapsed else latest.level
    left = [item for item in evidence if valid(item) and (since is None or item.day >= since)]
    learned = [item.level for item in left if item.strength == "learning"]
    if learned and (lapsed or max(learned) > base):
        return max(base, *learned), "learned"
    if not lapsed:
        return base, "formal"
    own = [item for item in left if item.strength == "self"]
    if own:
        last = max(item.day for item in own)
        return max(item.level for item in own if item.day == last), "self"
    return None


pieces = st.tuples(
    st.integers(0, 120),
    st.sampled_from(["observation", "test", "supervisor", "self", "quiz", "task"]),
    st.integers(0, 4),
)


def as_evidence(raw) -> list[Evidence]:
    return [
        Evidence(START + dt.timedelta(days=days), kind, strength_of(kind, False, {"quiz", "task"}), level, n, ("s", str(n)))
        for n, (days, kind, level) in enumerate(raw, start=1)
    ]


@settings(max_examples=400, deadline=None)
@given(st.lists(pieces, max_size=7), st.sampled_from([0, 1, 2, 3]))
def test_every_day_agrees_with_the_slow_reading(raw, months):
    evidence = as_evidence(raw)
    steps = steps_of(evidence, months)
    held = None
    for offset in range(-2, 230):
        day = START + dt.timedelta(days=offset)
        expected = slow(evidence, months, day)
        level, basis, last, step = level_on(steps, day)
        if expected is not None:
            held = expected[0]
            assert (level, basis, last) == (*expected, expected[0])
            assert step.record in {item.record for item in evidence}
        elif held is None:
            assert (level, basis, step) == (0, "none", None)
        else:
            assert (level, basis, last) == (0, "lapsed", held)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=7), st.sampled_from([0, 2]), st.randoms())
def test_steps_are_in_order_merged_and_whatever_the_order_of_arrival(raw, months, random):
    evidence = as_evidence(raw)
    steps = steps_of(evidence, months)
    for before, after in itertools.pairwise(steps):
        assert before.until is not None
        assert before.until <= after.start
        same = (before.level, before.basis, before.record) == (after.level, after.basis, after.record)
        assert not (same and before.until == after.start)
    random.shuffle(evidence)
    assert steps_of(evidence, months) == steps


@pytest.mark.parametrize(
    ("kind", "with_activity", "types", "strength"),
    [
        ("self", False, set(), "self"), ("test", True, set(), "formal"), ("supervisor", False, {"quiz"}, "formal"),
        ("observation", False, set(), "formal"), ("observation", True, {"observation"}, "learning"),
        ("observation", True, {"quiz"}, None), ("quiz", True, {"quiz"}, "learning"), ("quiz", True, {"task"}, None),
    ],
)
def test_what_counts_as_what(kind, with_activity, types, strength):
    assert strength_of(kind, with_activity, types) == strength


def test_level_nought_is_a_result():
    first, second = as_evidence([(0, "test", 3), (10, "observation", 0)])
    assert steps_of([first, second], 0) == [
        Step(START, second.day, 3, "formal", 1), Step(second.day, None, 0, "formal", 2),
    ]
