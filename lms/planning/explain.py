"""Why each lesson stands in a plan, as data for ``explain_plan`` and for the screens."""

from __future__ import annotations

from typing import Any

from lms.records.models import Record

from .picture import Picture, Row


def explain(picture: Picture) -> dict[str, Any]:
    """The whole plan with its reasons. One query for the evidence."""
    case = picture.case
    evidence = _evidence(picture)
    return {
        "member": case.person.code,
        "on": case.world.day.isoformat(),
        "tier": case.person.tier,
        "minutes": picture.minutes,
        "items": [explain_row(picture, row, evidence) for row in picture.rows],
        "unsupplied": [{"competency": _code(picture, each.competency), "level": each.level} for each in picture.unsupplied],
        "awaiting": [
            {
                "competency": _code(picture, rung.element.competency),
                "level": rung.element.level,
                "done": sorted(case.world.codes[pk] for pk in rung.lessons if pk in case.learned.done),
            }
            for rung in picture.awaiting
        ],
        "begun": [case.world.codes[pk] for pk in picture.begun],
    }


def explain_row(picture: Picture, row: Row, evidence: dict[int, Record]) -> dict[str, Any]:
    """One lesson: what it supplies, who asked, from which evidence the level comes, what was passed over."""
    return {
        "activity_code": row.code,
        "section": row.section,
        "minutes": row.minutes,
        "supplies": [f"{_code(picture, each.competency)}:{each.level}" for each in row.supplies],
        "relapse": [f"{_code(picture, each.competency)}:{each.level}" for each in row.supplies if each.relapse],
        "required_by": [
            {
                "kind": ask.source.partition(":")[0],
                "code": ask.source.partition(":")[2],
                "competency": _code(picture, ask.competency) if ask.competency else None,
                "level": ask.level,
                "due": ask.due.isoformat() if ask.due else None,
            }
            for ask in row.asks
        ],
        "current": [_current(picture, competency, evidence) for competency in sorted({each.competency for each in row.supplies})],
        "alternatives": alternatives(picture, row),
    }


def alternatives(picture: Picture, row: Row) -> list[dict[str, Any]]:
    """Lessons that supply one of the same elements and are not in the plan, with the reason why not.

    ``more_minutes``: it takes longer or covers less for its minutes, so the plan as a whole would be longer; ``done``: already
    done; ``covered``: its elements are supplied by other lessons of the plan.
    """
    world, planned = picture.case.world, {each.lesson for each in picture.rows}
    found: dict[int, str] = {}
    for rung in picture.rungs:
        if row.lesson not in rung.lessons:
            continue
        for pk in rung.lessons - planned:
            if pk in picture.case.learned.done:
                found[pk] = "done"
            else:
                found[pk] = "more_minutes" if world.minutes[pk] >= row.minutes else "covered"
    return [
        {"code": world.codes[pk], "minutes": world.minutes[pk], "reason": reason}
        for pk, reason in sorted(found.items(), key=lambda each: world.codes[each[0]])
    ]


def _current(picture: Picture, competency: int, evidence: dict[int, Record]) -> dict[str, Any]:
    level = picture.case.level(competency)
    record = evidence.get(level.record) if level.record else None
    return {
        "competency": _code(picture, competency),
        "level": level.level,
        "basis": level.basis,
        "record": f"{record.source}/{record.key}" if record else None,
        "kind": record.kind if record else None,
        "date": record.day.isoformat() if record else None,
    }


def _evidence(picture: Picture) -> dict[int, Record]:
    wanted = {picture.case.level(each.competency).record for row in picture.rows for each in row.supplies}
    return Record.objects.in_bulk([pk for pk in wanted if pk])


def _code(picture: Picture, competency: int) -> str:
    return picture.case.world.competency_codes[competency]
