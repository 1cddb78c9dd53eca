"""摸底: which competencies a member is asked about, and in which order. Reads nothing beside the case and its snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lms.planning.cases import Case
from lms.planning.picture import Picture

from .snapshot import snapshot_of

#: Questions of one sitting.
SITTING = 12
#: Priority of a competency that no line ranks.
UNRANKED = 9


@dataclass(frozen=True, slots=True)
class Question:
    """One competency: the level that is asked of the member, and how much it matters (1: 必备)."""

    competency: int
    required: int
    priority: int


def open_questions(case: Case) -> list[Question]:
    """未评估 among what is asked of the member: 必备 first, then by domain and code."""
    return questions(case, [pk for pk, _ in case.demand.required if case.level(pk).basis == "none"])


def questions(case: Case, competencies: Iterable[int]) -> list[Question]:
    """Those of ``competencies`` that are asked of the member, in the order of asking."""
    required = dict(case.demand.required)
    priority = _priorities(case)
    known = snapshot_of(case.world).competencies

    def order(each: Question) -> tuple[int, int, str, str]:
        competency = known[each.competency]
        domain = competency.domain
        return each.priority, domain.sort_order if domain else 10**6, domain.code if domain else "", competency.code

    asked = [pk for pk in dict.fromkeys(competencies) if pk in required]
    return sorted((Question(pk, required[pk], priority.get(pk, UNRANKED)) for pk in asked), key=order)


def questions_about(case: Case, lesson: int, picture: Picture | None = None) -> list[Question]:
    """What a lesson supplies to this member; where it supplies nothing, what it teaches and the member is asked for."""
    supplied = [rung.element.competency for rung in (picture.rungs if picture else case.rungs()) if lesson in rung.lessons]
    taught = [competency for competency, _ in case.world.catalogue.lessons[lesson].teaches]
    return questions(case, supplied or taught)


def _priorities(case: Case) -> dict[int, int]:
    """The highest priority (the smallest number) among the lines that ask for a competency."""
    found: dict[int, int] = {}
    for line in case.demand.lines:
        if line.competency is not None:
            found[line.competency] = min(line.priority or UNRANKED, found.get(line.competency, UNRANKED))
    return found
