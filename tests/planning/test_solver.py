"""The solver against trying every subset."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.planning.solver import closure, cover

LESSONS = range(1, 9)
suppliers = st.frozensets(st.sampled_from(list(LESSONS)), min_size=1, max_size=4)
# A lesson may only require lessons with a smaller number: no rings.
before = st.fixed_dictionaries(
    {n: st.sets(st.sampled_from(list(range(1, n)) or [1]), max_size=2) if n > 1 else st.just(set()) for n in LESSONS}
)
minutes = st.fixed_dictionaries({n: st.integers(1, 40) for n in LESSONS})


def best(sets, cost, prerequisites, have):
    found = None
    for size in range(len(LESSONS) + 1):
        for extra in combinations([n for n in LESSONS if n not in have], size):
            planned = {*have, *extra}
            closed = all(prerequisites[n] <= planned for n in extra)
            if closed and all(each & planned for each in sets):
                price = (sum(cost[n] for n in extra), size)
                found = min(found, price) if found else price
    return found


@settings(max_examples=150, deadline=None)
@given(
    sets=st.lists(suppliers, max_size=6),
    cost=minutes,
    prerequisites=before,
    have=st.sets(st.sampled_from(list(LESSONS)), max_size=3),
)
def test_least_minutes_then_fewest_lessons(sets, cost, prerequisites, have) -> None:
    have = closure(have, prerequisites)
    chosen = cover(sets, cost, prerequisites, have)
    planned = chosen | have
    assert not chosen & have
    assert all(each & planned for each in sets)
    assert all(prerequisites[n] <= planned for n in chosen)
    assert (sum(cost[n] for n in chosen), len(chosen)) == best(sets, cost, prerequisites, have)


@settings(max_examples=40, deadline=None)
@given(sets=st.lists(suppliers, max_size=6), cost=minutes, prerequisites=before)
def test_the_order_in_which_sets_come_does_not_matter(sets, cost, prerequisites) -> None:
    assert cover(sets, cost, prerequisites) == cover(list(reversed(sets)), cost, prerequisites)


def test_greedy_would_be_wrong() -> None:
    """The lesson with the most rungs for its minutes is not in the cheapest plan."""
    cost = {1: 30, 2: 16, 3: 16, 4: 1}
    sets = [frozenset({1, 2}), frozenset({1, 3}), frozenset({1, 4})]
    assert cover(sets, cost, {}) == {1}
    assert cover(sets, {**cost, 2: 14, 3: 14}, {}) == {2, 3, 4}


def test_a_prerequisite_counts_its_minutes() -> None:
    assert cover([frozenset({1, 2})], {1: 5, 2: 12, 3: 10}, {1: [3]}) == {2}
    assert cover([frozenset({1, 2})], {1: 5, 2: 12, 3: 10}, {1: [3]}, have={3}) == {1}


def test_nothing_lacking_needs_nothing() -> None:
    assert cover([], {}, {}) == set()
