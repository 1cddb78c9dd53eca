"""Calendar arithmetic without a clock and without Django."""

from __future__ import annotations

import calendar
import datetime as dt

NEVER = dt.date.max


def add_months(day: dt.date, months: int) -> dt.date:
    """``day`` plus whole calendar months; the 31st becomes the month's last day where it must."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def age_on(born: dt.date, day: dt.date) -> int:
    """Full years from ``born`` to ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def holds_on(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    """Whether ``day`` lies from ``start`` to ``end``, both included; None is open."""
    return (start is None or start <= day) and (end is None or day <= end)
