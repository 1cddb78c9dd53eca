"""The arithmetic of the three figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lms.reporting import tables
from lms.reporting.completion import (
    Figures,
    HoursAsked,
    Item,
    Period,
    Wanted,
    by_competency,
    hours_in,
    is_slow,
    mandatory,
    strictest,
    supplement,
)

PERIOD = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2026, 11, 21))
BEFORE, EARLY, LATE = dt.date(2025, 6, 1), dt.date(2026, 3, 1), dt.date(2026, 9, 1)
days = st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 21))


def step(day: dt.date, level: int, until: dt.date | None = None, basis: str = "formal"):
    return (level, basis, day, until, 1)


def gaps(before: int, after: int, *steps, came: dt.date | None = None) -> Figures:
    wanted = {1: Wanted(after, dict.fromkeys(range(before + 1, after + 1), came))} if after else {}
    return supplement({1: before} if before else {}, wanted, {1: steps} if steps else {}, PERIOD)


def counts(figures: Figures) -> tuple[int, int, int, int, int]:
    return figures.gap_open, figures.gap_added, figures.gap_withdrawn, figures.gap_closed, figures.unassessed


def test_a_year_is_counted_as_of_today_while_it_runs_and_of_its_last_day_afterwards():
    assert Period.year(2026, dt.date(2026, 11, 21)) == PERIOD
    assert Period.year(2025, dt.date(2026, 11, 21)).as_of == dt.date(2025, 12, 31)


def test_an_element_that_is_closed():
    assert counts(gaps(3, 3, step(BEFORE, 1), step(EARLY, 2))) == (2, 0, 0, 1, 0)


def test_never_assessed_is_neither_open_nor_added():
    figures = gaps(3, 3)
    assert counts(figures) == (0, 0, 0, 0, 3)
    assert figures.gap_share is None


def test_a_first_assessment_adds_what_it_finds_missing():
    assert counts(gaps(3, 3, step(EARLY, 1))) == (0, 2, 0, 0, 0)
    assert counts(gaps(3, 3, step(EARLY, 1), step(LATE, 3))) == (0, 2, 0, 2, 0)
    assert counts(gaps(3, 3, step(EARLY, 3))) == (0, 0, 0, 0, 0)


def test_a_new_requirement_adds_what_is_missing_on_the_day_it_comes():
    assert counts(gaps(0, 3, step(BEFORE, 1), came=EARLY)) == (0, 2, 0, 0, 0)
    assert counts(gaps(0, 3, step(BEFORE, 1), step(LATE, 3), came=EARLY)) == (0, 2, 0, 2, 0)
    assert counts(gaps(0, 3, step(BEFORE, 1), step(EARLY, 3), came=LATE)) == (0, 0, 0, 0, 0)
    assert counts(gaps(2, 3, step(BEFORE, 1), came=EARLY)) == (1, 1, 0, 0, 0)


def test_what_is_no_longer_asked_is_withdrawn():
    assert counts(gaps(3, 0, step(BEFORE, 1))) == (2, 0, 2, 0, 0)
    assert counts(gaps(3, 2, step(BEFORE, 1), step(EARLY, 2))) == (2, 0, 1, 1, 0)


def test_a_level_that_lapses_is_one_element_to_train_again():
    lapsed = step(BEFORE, 3, until=EARLY)
    assert counts(gaps(3, 3, lapsed)) == (0, 1, 0, 0, 0)
    assert counts(gaps(3, 3, lapsed, step(LATE, 3))) == (0, 0, 0, 0, 0)
    long_ago = step(dt.date(2024, 1, 1), 3, until=BEFORE)
    assert counts(gaps(3, 3, long_ago)) == (1, 0, 0, 0, 0)
    assert counts(gaps(3, 3, long_ago, step(EARLY, 3))) == (1, 0, 0, 1, 0)
    assert counts(gaps(3, 2, long_ago)) == (1, 0, 0, 0, 0)
    assert counts(gaps(3, 3, long_ago, step(EARLY, 1))) == (1, 0, 0, 0, 0)


def test_a_level_that_was_won_and_lost_again_is_not_closed():
    assert counts(gaps(3, 3, step(BEFORE, 2), step(EARLY, 3), step(LATE, 2))) == (1, 0, 0, 0, 0)


@st.composite
def histories(draw):
    starts = sorted(draw(st.sets(days, max_size=5)))
    steps = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else None
        lapse = draw(st.one_of(st.none(), st.dates(start + dt.timedelta(days=1), dt.date(2027, 6, 1))))
        until = min((day for day in (end, lapse) if day), default=None)
        steps.append(step(start, draw(st.integers(0, 4)), until))
    return steps


@given(histories(), st.integers(0, 4), st.integers(0, 4), st.one_of(st.none(), days))
def test_figures_never_say_more_than_all(steps, before, after, came):
    figures = gaps(before, after, *steps, came=came)
    assert 0 <= figures.gap_closed <= figures.gap_due
    assert figures.gap_withdrawn <= figures.gap_open
    assert figures.gap_share is None or 0 <= figures.gap_share <= 1
    assert figures.unassessed == (0 if steps else after)


@given(histories(), st.integers(0, 4), st.integers(0, 4), st.one_of(st.none(), days), st.integers(0, 4))
def test_more_evidence_never_lowers_what_is_closed(steps, before, after, came, reached):
    """Evidence of the day of counting that raises the level, for a competency that was assessed before."""
    earlier = [each for each in steps if each[2] < PERIOD.as_of]
    if not earlier or (came and came >= PERIOD.as_of):
        return
    level, basis, start, until, record = earlier[-1]
    now = level if until is None or until > PERIOD.as_of else 0
    cut = (level, basis, start, min(until or PERIOD.as_of, PERIOD.as_of), record)
    more = [*earlier[:-1], cut, step(PERIOD.as_of, max(now, reached), basis="learned")]
    assert gaps(before, after, *more, came=came).gap_closed >= gaps(before, after, *earlier, came=came).gap_closed


def test_compulsory_items():
    def one(**fields) -> tuple[int, int]:
        return mandatory([Item(**{"due": None, "done": (), "asked": True, **fields})], PERIOD)

    assert one() == (1, 0)
    assert one(done=(EARLY,)) == (1, 1)
    assert one(done=(EARLY,), asked=False) == (1, 1), "what is done counts even if it was withdrawn"
    assert one(asked=False) == (0, 0)
    assert one(done=(BEFORE,)) == (0, 0), "done before, once and for all"
    assert one(done=(BEFORE,), recurs_months=12) == (1, 0)
    assert one(done=(BEFORE,), recurs_months=24) == (0, 0)
    assert one(due=dt.date(2026, 12, 31)) == (1, 0)
    assert one(due=dt.date(2025, 12, 31)) == (1, 0), "overdue and still open"
    assert one(due=dt.date(2027, 1, 1)) == (0, 0)
    assert one(due=dt.date(2027, 1, 1), done=(EARLY,)) == (1, 1)
    assert one(done=(dt.date(2026, 12, 1),)) == (1, 0), "after the day of counting"


@given(
    st.lists(
        st.builds(
            Item, due=st.one_of(st.none(), days), done=st.lists(days, max_size=3).map(tuple), asked=st.booleans(),
            recurs_months=st.one_of(st.none(), st.integers(1, 36)),
        )
    ),
    days,
)
def test_items_done_never_exceed_items_due(items, day):
    due, done = mandatory(items, PERIOD)
    assert 0 <= done <= due <= len(items)
    more = [Item(item.due, (*item.done, max(day, PERIOD.start)), item.asked, item.recurs_months) for item in items]
    assert mandatory(more, PERIOD)[1] >= done


def test_nothing_to_divide_by_is_no_share():
    empty = Figures()
    assert empty.mandatory_share is empty.gap_share is empty.hours_share is None
    total = Figures(due=4, due_done=1, hours_fixed=2) + Figures(due=0, hours_fixed=2, hours_met=1)
    assert (total.mandatory_share, total.hours_share) == (0.25, 0.25)


def test_slow_is_said_in_the_second_half_of_a_running_year_only():
    def slow(done: int, due: int, day: dt.date) -> bool:
        return is_slow(Figures(due=due, due_done=done), Period.year(2026, day))

    assert slow(4, 10, dt.date(2026, 7, 1)) and slow(4, 10, dt.date(2026, 11, 21))
    assert not slow(4, 10, dt.date(2026, 6, 30)), "the first half"
    assert not slow(5, 10, dt.date(2026, 7, 1)), "half is half"
    assert not slow(0, 0, dt.date(2026, 7, 1)), "nothing due"
    assert not slow(0, 10, dt.date(2027, 2, 1)), "the year is over"


@given(
    st.dictionaries(st.integers(1, 4), histories(), max_size=4),
    st.dictionaries(st.integers(1, 4), st.integers(1, 4)),
    st.dictionaries(st.integers(1, 4), st.integers(1, 4)),
)
def test_the_competencies_add_up_to_the_member(steps, before, after):
    wanted = {pk: Wanted(level, {}) for pk, level in after.items()}
    parts = by_competency(before, wanted, steps, PERIOD)
    assert sum(parts.values(), Figures()) == supplement(before, wanted, steps, PERIOD)


def test_hours_of_a_window_of_years():
    years = {2022: Decimal(9), 2025: Decimal(10), 2026: Decimal("2.5"), 2027: Decimal(1)}
    assert hours_in(years, 2026, 1) == Decimal("2.5")
    assert hours_in(years, 2026, 5) == Decimal("21.5")
    asked = [HoursAsked(1, Decimal(32)), HoursAsked(1, Decimal(56)), HoursAsked(1, Decimal(550), 5)]
    assert strictest(asked) == [asked[1], asked[2]]


def test_a_share_for_the_eye():
    assert [tables.percent(share) for share in (None, 0.0, 0.001, 0.4286, 0.999, 1.0)] == ["—", "0%", "1%", "43%", "99%", "100%"]
    assert (tables.ratio(0, 0), tables.ratio(0, 4), tables.ratio(3, 4)) == ("—", "0/4 · 0%", "3/4 · 75%")
