"""Marking and drawing are arithmetic: true for whatever is answered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.assessment.drawing import Draw, TooFew, draw, options_order
from lms.assessment.marking import Asked, is_right, mark, normal, number, problem, share

PLACES = st.integers(0, 5)
SETS = st.frozensets(PLACES, min_size=1)


@pytest.mark.parametrize(
    ("kind", "key", "answer", "expected"),
    [
        ("text", ["中国共产党章程"], "中國共產黨　章程。", True), ("text", ["ＡＢＣ１２"], "abc12", True),
        ("text", ["二十", "20"], "２０", True), ("text", ["二十"], "", False), ("text", ["二十"], "。", False),
        ("number", ["20"], "２０", True), ("number", ["20"], "20.0", True), ("number", ["1200"], "1,200", True),
        ("number", ["3.5", "0.1"], "3.6", True), ("number", ["3.5", "0.1"], "3.61", False),
        ("number", ["0"], "NaN", False), ("number", ["0"], "1e999999", False), ("number", ["20"], "二十", False),
        ("single", [1], [1], True), ("single", [1], [0], False), ("judge", [0], None, False),
    ],
)  # fmt: skip
def test_what_is_right(kind, key, answer, expected):
    assert is_right(Asked(kind, key, 5, 1, 1, answer)) is expected


@settings(max_examples=100)
@given(SETS, st.frozensets(PLACES))
def test_several_choices_are_all_or_nothing_unless_parts_count(key, chosen):
    asked = Asked("multiple", sorted(key), 6, 1, 1, sorted(chosen))
    assert share(asked) == (chosen == key)
    part = share(asked, in_parts=True)
    assert 0 <= part <= 1 and (part == 1) == (chosen == key)
    assert (part > 0) == bool(chosen and chosen <= key)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 100), st.booleans()), max_size=12),
    st.none() | st.integers(1, 15),
    st.none() | st.integers(1, 100),
)
def test_a_result_adds_up(rows, needed, percent):
    asked = [Asked("single", [1], points, c, level, [1] if good else [0]) for c, level, points, good in rows]
    result = mark(asked, needed=needed, pass_percent=percent)
    assert result.right == sum(result.rights) == sum(part.right for part in result.parts) == sum(good for *_x, good in rows)
    assert sum(part.of for part in result.parts) == result.of == len(rows) and 0 <= result.score <= 100
    if not rows:
        assert not result.passed and result.score == 0
    elif result.right == result.of:
        assert result.passed and result.score == 100
    elif needed is None and percent is None:
        assert not result.passed
    # One more right answer never fails who had passed.
    better = mark(
        [Asked("single", [1], a.points, a.competency, a.level, [1]) for a in asked], needed=needed, pass_percent=percent
    )
    assert better.passed >= result.passed and better.score >= result.score


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_comparing_is_stable_and_never_breaks(text):
    assert normal(normal(text)) == normal(text) or normal(text)
    found = number(text)
    assert found is None or isinstance(found, Decimal)
    problem("number", [], [text]), problem("text", [], [text]), problem("single", [text, "甲"], [0])


@settings(max_examples=100)
@given(st.sets(st.integers(1, 60), min_size=6, max_size=30), st.integers(1, 5), st.text("abc", min_size=1, max_size=6), st.data())
def test_a_draw_depends_on_seed_and_pool_alone(pool, count, seed, data):
    lines, fixed = [Draw(1, 1, count)], [100, 101]
    shuffled = data.draw(st.permutations(sorted(pool)))
    drawn = draw({(1, 1): sorted(pool)}, lines, seed, fixed=fixed)
    assert drawn == draw({(1, 1): shuffled}, lines, seed, fixed=fixed)
    assert len(drawn) == len(set(drawn)) == count + 2 and set(drawn) - {100, 101} <= pool
    seen = set(drawn)
    again = set(draw({(1, 1): pool}, lines, seed + "x", seen=seen))
    assert len(again & seen) == max(0, count - len(pool - seen))
    assert sorted(options_order(count, seed, 7)) == list(range(count)) == options_order(count, seed, 7, keeps=True)


def test_too_few_questions_are_said():
    with pytest.raises(TooFew) as error:
        draw({(1, 1): [1, 2]}, [Draw(1, 1, 3)], "s")
    assert error.value.there == 2
