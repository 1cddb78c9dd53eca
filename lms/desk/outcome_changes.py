"""What differs between two looks at one member. Plain ids and numbers in and out; words are made where they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lms.planning.picture import Picture

#: Why a lesson is not needed any more.
REACHED, AWAITING, INSTEAD, FOLLOWER, OTHER = "reached", "awaiting", "instead", "follower", "other"


def difference(before: dict[str, Any], now: dict[str, Any], picture: Picture | None, activity: int | None) -> dict[str, Any]:
    """``picture``: the plan of now; None where there is none. ``activity``: what was learned, if it was one."""
    rose = _levels(before["levels"], now["levels"])
    taught = _teaches(picture, activity)
    return {
        "hours": _hours(before["hours"], now["hours"]),
        "levels": rose,
        "awaiting": _awaiting(before["awaiting"], now["awaiting"], set(taught)),
        "held": _held(now["levels"], taught, {each[0] for each in rose}),
        "off": _is_off(before["plan"], picture, activity),
        "gone": _gone(before["plan"], picture, activity) if picture and before["plan"] else [],
        "came": _came(before["plan"], picture) if picture and before["plan"] else [],
    }


def _teaches(picture: Picture | None, activity: int | None) -> dict[int, int]:
    lesson = picture.case.world.catalogue.lessons.get(activity or 0) if picture else None
    return dict(lesson.teaches) if lesson else {}


def _hours(before: Iterable[list[Any]], now: Iterable[list[Any]]) -> list[list[Any]]:
    """Target, mode and what was added; several years of one day's learning are one sum."""
    old = {(target, mode): Decimal(hours) for target, mode, hours in before}
    added = [[target, mode, Decimal(hours) - old.get((target, mode), Decimal(0))] for target, mode, hours in now]
    return [[target, mode, str(more)] for target, mode, more in added if more > 0]


def _levels(before: Iterable[list[Any]], now: Iterable[list[Any]]) -> list[list[Any]]:
    """Competency, level and basis before (0 and none where never assessed), level now."""
    old = {pk: (level, basis) for pk, level, basis in before}
    found = [[pk, *old.get(pk, (0, "none")), level] for pk, level, basis in now if basis not in ("none", "lapsed")]
    return [each for each in found if each[1] != each[3] or each[2] in ("none", "lapsed")]


def _awaiting(before: list[list[int]], now: list[list[int]], taught: set[int]) -> list[list[int]]:
    """What began to await a look, and what the lesson teaches and has awaited one before."""
    return [each for each in now if each not in before or each[0] in taught]


def _held(now: Iterable[list[Any]], taught: dict[int, int], rose: set[int]) -> list[list[int]]:
    """What the lesson teaches and was reached before."""
    have = {pk: level for pk, level, basis in now if basis not in ("none", "lapsed")}
    return [[pk, have[pk]] for pk, level in taught.items() if pk not in rose and have.get(pk, 0) >= level]


def _gone(plan: dict[str, Any], picture: Picture, activity: int | None) -> list[list[Any]]:
    """Lessons that were planned and are not any more, though they were not done: lesson, why, competency, level, other lesson."""
    rows, case = {row.lesson for row in picture.rows}, picture.case
    return [
        [pk, *_why(picture, [(competency, level) for competency, level in rungs])]
        for pk, _mandatory, rungs in plan["lessons"]
        if pk not in rows and pk != activity and pk not in case.learned.done and pk in case.world.codes
    ]


def _is_off(plan: dict[str, Any], picture: Picture | None, activity: int | None) -> bool:
    """What was learned stood in the plan and does not any more."""
    was = activity in {each[0] for each in plan.get("lessons", ())}
    return was and picture is not None and activity not in {row.lesson for row in picture.rows}


def _came(plan: dict[str, Any], picture: Picture) -> list[list[int]]:
    """Lessons that were not planned and are: lesson, and the first competency and level that it supplies (0 without)."""
    before = {each[0] for each in plan["lessons"]}
    found = [(row.lesson, row.supplies[0] if row.supplies else None) for row in picture.rows if row.lesson not in before]
    return [[pk, rung.competency if rung else 0, rung.level if rung else 0] for pk, rung in found]


def _why(picture: Picture, rungs: list[tuple[int, int]]) -> tuple[str, int, int, int]:
    """What became of the rungs for which the lesson was planned. Without any it stood there for another lesson."""
    case = picture.case
    if not rungs:
        return FOLLOWER, 0, 0, 0
    missing = [rung for rung in rungs if case.level(rung[0]).level < rung[1]]
    if not missing:
        first = rungs[0][0]
        return REACHED, first, max(level for competency, level in rungs if competency == first), 0
    for rung in picture.awaiting:
        if (rung.element.competency, rung.element.level) in missing:
            return AWAITING, rung.element.competency, rung.element.level, 0
    for row in picture.rows:
        if any((each.competency, each.level) in missing for each in row.supplies):
            return INSTEAD, 0, 0, row.lesson
    return OTHER, 0, 0, 0
