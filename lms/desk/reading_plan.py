"""The page 读书计划."""

from __future__ import annotations

from itertools import groupby

from lms.core import clock
from lms.people.models import Member
from lms.planning.models import ReadingItem
from lms.planning.reading import items_of, years_of

from . import wording_reading
from .viewmodels.reading import ReadingPlan, ReadingQuarter, ReadingRow


def reading_plan(member: Member, year: int | None = None) -> ReadingPlan:
    """One year of the member's own plan. Two queries."""
    this = clock.today().year
    shown = year or this
    years = sorted({this, this + 1, shown, *years_of(member)}, reverse=True)
    items = items_of(member, shown)
    quarters = tuple(
        ReadingQuarter(wording_reading.quarter(quarter), tuple(map(_row, rows)))
        for quarter, rows in groupby(items, key=lambda item: item.quarter)
    )
    done = sum(item.done_on is not None for item in items)
    return ReadingPlan(shown, tuple(years), quarters, wording_reading.summary(len(items), done) if items else "")


def _row(item: ReadingItem) -> ReadingRow:
    due = wording_reading.due(item.due) if item.due and item.done_on is None else ""
    return ReadingRow(item.pk, item.title, item.chapters, due, item.done_on)
