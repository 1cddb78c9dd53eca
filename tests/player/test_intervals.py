"""The arithmetic of what was watched, tried with made-up viewings against plain sets of tenths."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.player import intervals as iv

LENGTH = 400
span = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(lambda each: each[0] < each[1]).map(list)
spans = st.lists(span, max_size=8)


def tenths(many) -> set[int]:
    return {at for start, end in many for at in range(start, end)}


@settings(max_examples=100)
@given(spans, spans)
def test_a_union_loses_nothing_and_only_closes_small_gaps(one, other):
    both = iv.union(one, other)
    held = tenths(one) | tenths(other)
    assert held <= tenths(both)
    assert all(later[0] - earlier[1] > iv.JOIN for earlier, later in itertools.pairwise(both))
    assert all(any(abs(at - each) <= iv.JOIN for each in held) for at in tenths(both) - held)
    assert both == iv.union(other, one) == iv.union(both) == iv.union(both, one)
    assert iv.covered(both, LENGTH) == len(tenths(both))


@settings(max_examples=100)
@given(spans, st.integers(1, LENGTH))
def test_what_is_missing_ends_at_95_percent_and_never_before(seen, length):
    held = iv.covered(iv.union(seen), length)
    assert 0 <= held <= length
    assert iv.missing(iv.union(seen), length) == max(0, length * 95 // 100 - held)
    if held * 100 >= length * 95:
        assert iv.is_watched(iv.union(seen), length)
    if held * 100 < length * 94 - 100:
        assert not iv.is_watched(iv.union(seen), length)


@settings(max_examples=100)
@given(st.integers(1, 20_000), st.integers(1, 30), st.integers(1, 2))
def test_who_watches_to_the_end_is_never_stuck(length, step, speed):
    """However long the recording and however coarse the reports: what begins at 0 and goes on to the end counts as all."""
    seen, at, carried = [], 0, iv.SLACK
    while at < length:
        to = min(length, at + step * iv.SECOND * speed)
        told = [[at, to]]
        allowed = iv.allowance(step * iv.SECOND, carried)
        assert iv.playing_time(told) <= allowed
        assert not iv.problem(seen, told, length, free_jump=False)
        seen, carried, at = iv.added(seen, told, length), iv.left_over(allowed, iv.playing_time(told)), to
    assert iv.missing(seen, length) == 0
    assert seen == [[0, length]]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 900)), max_size=30))
def test_nobody_is_believed_more_than_twice_the_time_that_passed(reports):
    carried, passed, believed = iv.SLACK, 0, 0
    for elapsed, played in reports:
        passed += elapsed
        allowed = iv.allowance(elapsed, carried)
        if played <= allowed:
            believed += played
            carried = iv.left_over(allowed, played)
        else:
            passed -= elapsed  # refused: the time goes on counting from the last report that was believed
        assert believed <= iv.FASTEST * passed + iv.SLACK
        assert 0 <= carried <= iv.SLACK


@settings(max_examples=100)
@given(spans, spans)
def test_without_leave_to_jump_what_is_seen_has_no_hole(seen_freely, told):
    seen = []
    for each in told:
        if not iv.problem(seen, [each], LENGTH, free_jump=False):
            seen = iv.added(seen, [each], LENGTH)
    assert all(later[0] - earlier[1] <= iv.NEAR for earlier, later in itertools.pairwise(seen))
    # What was seen while jumping was allowed is kept, and may be seen again.
    kept = iv.union(seen_freely)
    assert all(not iv.problem(kept, [[start, end]], LENGTH, free_jump=False) for start, end in kept)
    assert not iv.problem(kept, told, LENGTH, free_jump=True)


def test_reports_that_cannot_be_true_have_a_reason():
    assert iv.problem([[0, 100]], [[90, 460]], 400, free_jump=True) == iv.BEYOND
    assert iv.problem([[0, 100]], [[130, 200]], 400, free_jump=False) == iv.JUMP
    assert iv.problem([[0, 100]], [[90, 200], [210, 402]], 400, free_jump=False) == ""
    assert iv.frontier([[0, 100], [200, 300]]) == 100
    assert iv.frontier([[200, 300]]) == 0


def test_what_a_stranger_sends_is_looked_at_closely():
    assert iv.well_formed([[0, 10], [5, 20]])
    for wrong in (None, {}, "x", 3, [[1]], [[1, 2, 3]], [["0", 5]], [[0.5, 5]], [[True, 5]], [[-1, 5]], [[5, 5]], [[0, 1]] * 61):
        assert not iv.well_formed(wrong)
