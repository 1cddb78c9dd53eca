"""How often a paper may be answered, and what may be shown of it afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lms.core import conf

from .models import Attempt, Paper

#: An answer that was on its way when time ran out is still taken.
GRACE = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Left:
    """``attempts``: how many may still be begun, None without a limit. ``reopens``: when there is one again, if none is left."""

    attempts: int | None
    reopens: dt.datetime | None = None

    @property
    def any(self) -> bool:
        return self.attempts is None or self.attempts > 0


def left(member_id: int, paper: Paper, now: dt.datetime | None = None) -> Left:
    """Attempts since the last one that was passed count, and only those of the last ``QUIZ_REOPENS_HOURS``. One query."""
    if paper.attempts is None:
        return Left(None)
    taken = Attempt.objects.filter(member_id=member_id, paper=paper).order_by("-started", "-pk")
    return left_of(paper, taken.values_list("started", "passed"), now)


def left_of(paper: Paper, taken: Iterable[tuple[dt.datetime, bool | None]], now: dt.datetime | None = None) -> Left:
    """``left`` for who has read the member's attempts (start, passed) at this paper already, the last one first."""
    if paper.attempts is None:
        return Left(None)
    now = now or timezone.now()
    hours = Decimal(str(conf.get("QUIZ_REOPENS_HOURS")))
    span = dt.timedelta(hours=float(hours)) if hours else None
    counted: list[dt.datetime] = []
    for started, passed in taken:
        if passed or (span is not None and started <= now - span):
            break
        counted.append(started)
    free = max(0, paper.attempts - len(counted))
    if free or span is None:
        return Left(free)
    return Left(0, counted[paper.attempts - 1] + span)


def is_over(attempt: Attempt, now: dt.datetime | None = None) -> bool:
    """Whether the time of an open attempt has run out."""
    return attempt.deadline is not None and (now or timezone.now()) > attempt.deadline + GRACE


def shows_keys(attempt: Attempt, now: dt.datetime | None = None) -> bool:
    """Whether keys and explanations are due: it was passed, or no further attempt is left. One query at most."""
    if attempt.is_open:
        return False
    return bool(attempt.passed) or not left(attempt.member_id, attempt.paper, now).any
