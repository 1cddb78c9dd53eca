"""Holding exactly these things from a day on."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lms.people.dated import Span, change_spans, unite

FIRST = dt.date(2026, 1, 1)
THINGS = st.sets(st.integers(1, 4))
EDITS = st.lists(st.tuples(st.integers(0, 12), THINGS), max_size=8).map(sorted)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


class Book:
    """Rows in memory, changed the way the actions change tables."""

    def __init__(self) -> None:
        self.rows: dict[int, Span] = {}
        self.last = 0

    def edit(self, wanted, on, first_open=False):
        changes = change_spans(list(self.rows.values()), wanted, on, first_open=first_open)
        for pk in changes.delete:
            del self.rows[pk]
        for pk in changes.end:
            self.rows[pk] = Span(pk, self.rows[pk].what, self.rows[pk].start, on - dt.timedelta(days=1))
        for pk in changes.reopen:
            self.rows[pk] = Span(pk, self.rows[pk].what, self.rows[pk].start, None)
        for pk in changes.begin:
            self.rows[pk] = Span(pk, self.rows[pk].what, on, self.rows[pk].end)
        for what, start in changes.start:
            self.last += 1
            self.rows[self.last] = Span(self.last, what, start, None)
        return changes

    def held(self, on):
        found = [row.what for row in self.rows.values() if row.covers(on)]
        assert len(found) == len(set(found)), "held twice on one day"
        return set(found)


@given(EDITS)
def test_any_sequence_of_dated_edits_reads_back_as_the_edit_log(edits):
    book = Book()
    for number, wanted in edits:
        book.edit(wanted, day(number))
    log = dict(edits)  # the last edit of a day is what holds
    for number in range(-2, 15):
        before = [each for each in log if each <= number]
        assert book.held(day(number)) == (log[max(before)] if before else set())
    assert all(row.end is None or row.start is None or row.start <= row.end for row in book.rows.values())


@given(st.lists(st.tuples(st.integers(0, 12), THINGS), max_size=8), st.integers(0, 12), THINGS)
def test_no_day_before_changes_whatever_the_order_of_edits(edits, number, wanted):
    book = Book()
    for each, things in edits:
        book.edit(things, day(each))
    before = [book.held(day(n)) for n in range(-2, number)]
    book.edit(wanted, day(number))
    assert [book.held(day(n)) for n in range(-2, number)] == before
    assert book.held(day(number)) == wanted


@given(EDITS, st.integers(12, 20))
def test_the_same_things_change_nothing(edits, number):
    book = Book()
    for each, things in edits:
        book.edit(things, day(each))
    assert not book.edit(book.held(day(number)), day(number))


def test_what_is_first_given_holds_since_always_only_where_nothing_was():
    book = Book()
    book.edit({1}, day(5), first_open=True)
    assert book.held(day(-100)) == {1}
    book.edit({1, 2}, day(7), first_open=True)
    assert book.held(day(6)) == {1}


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=6))
def test_united_periods_hold_the_same_days(periods):
    spans = [(None if a is None else day(a), None if b is None else day(b)) for a, b in periods if None in (a, b) or a <= b]
    united = unite(spans)

    def covered(rows, at):
        return any((start is None or start <= at) and (end is None or at <= end) for start, end in rows)

    for number in range(-2, 13):
        assert covered(united, day(number)) == covered(spans, day(number))
    gaps = [(left[1], right[0]) for left, right in pairwise(united)]
    assert all(end is not None and start is not None and end + dt.timedelta(days=1) < start for end, start in gaps)
