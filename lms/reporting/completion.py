"""The three figures of completion for a period, never merged with one another. Pure: no Django, no database, no clock.

A period runs from ``start`` to ``end``; everything is counted as of ``as_of`` within it. What was true "at the start" is what was
true on the day before ``start``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from lms.core.dates import add_months
from lms.planning.gaps import Element, Level, elements, level_from

ONE_DAY = dt.timedelta(days=1)
#: A level step: (level, basis, start, until, record).
Step = tuple[int, str, dt.date, dt.date | None, int]


@dataclass(frozen=True, slots=True)
class Period:
    start: dt.date
    end: dt.date
    as_of: dt.date

    @classmethod
    def year(cls, year: int, today: dt.date) -> Period:
        """The calendar year; as of today while it runs, of its last day once it is over."""
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return cls(start, end, max(start, min(end, today)))

    @property
    def before(self) -> dt.date:
        return self.start - ONE_DAY

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the period and not after the day of counting."""
        return self.start <= day <= self.as_of


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over members. Shares are None where there is nothing to divide by: that is neither 0 % nor 100 %."""

    due: int = 0
    due_done: int = 0
    gap_open: int = 0
    gap_added: int = 0
    gap_withdrawn: int = 0
    gap_closed: int = 0
    unassessed: int = 0
    hours_fixed: int = 0
    hours_met: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def gap_due(self) -> int:
        """Elements that were to be closed: open at the start, plus added, minus withdrawn."""
        return self.gap_open + self.gap_added - self.gap_withdrawn

    @property
    def mandatory_share(self) -> float | None:
        """必学: compulsory items done ÷ compulsory items due."""
        return share(self.due_done, self.due)

    @property
    def gap_share(self) -> float | None:
        """补缺: elements closed ÷ elements to close. Competencies never assessed are not in it."""
        return share(self.gap_closed, self.gap_due)

    @property
    def hours_share(self) -> float | None:
        """学时: members who met all their targets ÷ members with a fixed target."""
        return share(self.hours_met, self.hours_fixed)


NAMES = tuple(each.name for each in fields(Figures))


#: Below this share of 必学, from the second half of the year on, a unit is told that it is slow (C13).
HALF = 0.5


def is_slow(figures: Figures, period: Period) -> bool:
    """进度偏慢: the first half of a running year is over, and less than half of the compulsory items due is done."""
    second_half = dt.date(period.start.year, 7, 1)
    done = figures.mandatory_share
    return second_half <= period.as_of < period.end and done is not None and done < HALF


def share(part: int, whole: int) -> float | None:
    return part / whole if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Item:
    """A compulsory activity of one member. ``due``: by when (None: no date). ``asked``: it is asked and on offer on the day of
    counting. ``recurs_months``: to be done again after so many months (None: once)."""

    due: dt.date | None
    done: tuple[dt.date, ...]
    asked: bool
    recurs_months: int | None = None


def mandatory(items: Iterable[Item], period: Period) -> tuple[int, int]:
    """(due, done). What was done in the period counts in both, even if it is no longer asked."""
    due = done = 0
    for item in items:
        is_due, is_done = counted(item, period)
        due, done = due + is_due, done + is_done
    return due, done


def counted(item: Item, period: Period) -> tuple[bool, bool]:
    """Whether this one is (due, done)."""
    if any(period.covers(day) for day in item.done):
        return True, True
    return item.asked and _is_due(item, period), False


def _is_due(item: Item, period: Period) -> bool:
    earlier = max((day for day in item.done if day < period.start), default=None)
    if earlier is not None:
        return item.recurs_months is not None and add_months(earlier, item.recurs_months) <= period.as_of
    return item.due is None or item.due <= period.end


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competency that is asked on the day of counting. ``came``: for each level the day on which it began to be asked
    (None or absent: before anybody wrote it down)."""

    level: int
    came: Mapping[int, dt.date | None]


def supplement(
    before: Mapping[int, int], after: Mapping[int, Wanted], steps: Mapping[int, Sequence[Step]], period: Period
) -> Figures:
    """The 补缺 figures of one member: ``before`` is the level asked at the start by competency, ``after`` what is asked now.

    A competency without any evidence up to the day of counting is in ``unassessed`` alone, rung by rung. What a first
    assessment in the period finds missing, and what is newly asked and was missing on the day it came, is added; so is a rung
    that was held and is not held any more.
    """
    total = Figures()
    unassessed = 0
    for competency in {*before, *after}:
        wanted = after.get(competency)
        if mine := [step for step in steps.get(competency, ()) if step[2] <= period.as_of]:
            total += _one(competency, before.get(competency, 0), wanted, mine, period)
        elif wanted:
            unassessed += wanted.level
    return total + Figures(unassessed=unassessed)


def by_competency(
    before: Mapping[int, int], after: Mapping[int, Wanted], steps: Mapping[int, Sequence[Step]], period: Period
) -> dict[int, Figures]:
    """The same for each competency: their sum is ``supplement``."""
    return {
        pk: supplement(
            {pk: before[pk]} if pk in before else {}, {pk: after[pk]} if pk in after else {}, {pk: steps.get(pk, ())}, period
        )
        for pk in {*before, *after}
    }


def _one(competency: int, asked_before: int, wanted: Wanted | None, steps: Sequence[Step], period: Period) -> Figures:
    """The figures of one competency of which there is evidence."""
    now_asked = wanted.level if wanted else 0
    now = _level(steps, period.as_of)
    first = min(step[2] for step in steps)
    opened: list[Element] = []
    if asked_before and first < period.start:
        opened = list(_missing(competency, _level(steps, period.before), asked_before))
    added: list[Element] = []
    if wanted:
        known = {rung for element in opened for rung in _covers(element)}
        for base, levels in _base_days(asked_before, wanted, first, period).items():
            found = [each for each in _missing(competency, _level(steps, base), now_asked) if each.level in levels]
            added += [each for each in found if each.level not in known]
            known |= {rung for each in added for rung in _covers(each)}
        added += [each for each in _missing(competency, now, now_asked) if each.level not in known]
    return Figures(
        gap_open=len(opened),
        gap_added=len(added),
        gap_withdrawn=sum(_aim(element, now_asked) > now_asked for element in opened),
        gap_closed=sum(_aim(element, now_asked) <= min(now_asked, now.level) for element in (*opened, *added)),
    )


def _aim(element: Element, asked: int) -> int:
    """The level that closes the element. A relapse stays one thing to train again as long as any level is asked."""
    return min(element.level, asked) if element.relapse and asked else element.level


def _level(steps: Sequence[Step], day: dt.date) -> Level:
    """The level on ``day``: the latest step that began decides; when it is over, the level has lapsed."""
    latest = max((step for step in steps if step[2] <= day), key=lambda step: step[2], default=None)
    return level_from(None if latest is None else (0, 0, *latest), day)


def _missing(competency: int, level: Level, required: int) -> tuple[Element, ...]:
    return elements(competency, level.level, required, level.held) if required > level.level else ()


def _covers(element: Element) -> range:
    """The rungs that an element stands for: a relapse stands for all up to its level."""
    return range(1 if element.relapse else element.level, element.level + 1)


def _base_days(asked_before: int, wanted: Wanted, first: dt.date, period: Period) -> dict[dt.date, set[int]]:
    """The days on which rungs that are not open since the start are looked at for the first time, earliest first."""
    days: dict[dt.date, set[int]] = {}
    for level in range(1, wanted.level + 1):
        came = period.before if level <= asked_before else wanted.came.get(level) or period.before
        base = max(period.before, came, first)
        if level > asked_before or base > period.before:
            days.setdefault(base, set()).add(level)
    return dict(sorted(days.items()))


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """So many hours towards a target within the last ``years`` calendar years."""

    target: int
    hours: Decimal
    years: int = 1


def hours_in(years: Mapping[int, Decimal], year: int, window: int) -> Decimal:
    """Hours of the ``window`` calendar years that end with ``year``."""
    return sum((hours for at, hours in years.items() if year - window < at <= year), Decimal(0))


def strictest(asked: Iterable[HoursAsked]) -> list[HoursAsked]:
    """One line for each target and window: the most hours."""
    most: dict[tuple[int, int], HoursAsked] = {}
    for line in asked:
        key = line.target, line.years
        if key not in most or line.hours > most[key].hours:
            most[key] = line
    return [most[key] for key in sorted(most)]
