"""When the sample happens: its November 2026 is the month in which it is first loaded."""

from __future__ import annotations

import datetime as dt

from lms.core.dates import add_months

#: The month in which the sample was written; all its dates look back from here.
SAMPLE_MONTH = dt.date(2026, 11, 1)


def months_to(day: dt.date) -> int:
    """By how many whole months the sample must be shifted so that its November 2026 is the month of ``day``."""
    return (day.year - SAMPLE_MONTH.year) * 12 + day.month - SAMPLE_MONTH.month


def shifted(day: dt.date, months: int) -> dt.date:
    """``day`` moved by whole months; the last day of a month stays the last day."""
    if (day + dt.timedelta(days=1)).day == 1:
        return add_months(day.replace(day=1), months + 1) - dt.timedelta(days=1)
    return add_months(day, months)
