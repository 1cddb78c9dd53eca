"""One gentle line from the second half of the year: which hours are behind it, and the shortest way to catch up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lms.planning.picture import Picture
from lms.planning.shortest import densest, shortest

from .reading import Names
from .viewmodels import CatchUp, Link, TargetHours, lesson_url

#: Before July nobody is reminded: half a year is left, and plans begin in spring.
FIRST_MONTH = 7


def behind(hours: Iterable[TargetHours], day: dt.date) -> list[TargetHours]:
    """The fixed targets of this year that are behind the share of it that has passed, the furthest first; none before July."""
    if day.month < FIRST_MONTH:
        return []
    first = dt.date(day.year, 1, 1)
    passed = Decimal((day - first).days + 1) / Decimal((dt.date(day.year + 1, 1, 1) - first).days)
    late = [each for each in hours if each.required and each.years == 1 and not each.flexible and each.share < passed]
    return sorted(late, key=lambda each: each.share)


def catch_up(picture: Picture, names: Names, hours: Sequence[TargetHours], free: Sequence[int]) -> CatchUp | None:
    """The line for the target that is furthest behind and that the member can close by learning; else for the furthest.

    ``free``: lessons to choose from. What the plan itself will bring is counted first.
    """
    found = [_way(picture, names, line, free) for line in behind(hours, picture.case.world.day)]
    return next((each for each in found if each.enough), found[0] if found else None)


def _way(picture: Picture, names: Names, line: TargetHours, free: Sequence[int]) -> CatchUp:
    planned = sum((_hours(names, row.lesson, line.target_id) for row in picture.rows), Decimal(0))
    choices = tuple(
        (pk, names.lesson(pk).minutes, _hours(names, pk, line.target_id)) for pk in free if not names.lesson(pk).on_site
    )
    chosen = shortest(choices, line.missing - planned)
    shown = chosen if chosen is not None else densest(choices)
    return CatchUp(
        line.label, line.missing_text, planned=planned > 0, enough=chosen is not None,
        lessons=tuple(Link(names.title(pk), lesson_url(pk)) for pk in shown),
        minutes=sum(names.lesson(pk).minutes for pk in shown),
    )  # fmt: skip


def _hours(names: Names, lesson: int, target: int) -> Decimal:
    credit = names.all.credit(lesson)
    return credit.hours if credit.hours and target in credit.target_ids else Decimal(0)
