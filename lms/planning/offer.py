"""Which lessons are on offer and which of them supply a rung. Plain data: no Django, no database, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .gaps import TOP, Element, elements

if TYPE_CHECKING:
    from lms.catalogue.snapshot import Lesson


@dataclass(frozen=True, slots=True)
class Supplied:
    """A rung with the lessons that supply it. No lessons: 缺课程. ``other_tier``: none of the member's own tier does."""

    element: Element
    lessons: frozenset[int]
    other_tier: bool = False


class Offer:
    """The lessons on offer to members who belong to the same owner units and have the same off-offer lessons done."""

    def __init__(self, lessons: Mapping[int, Lesson], units: Collection[str], done: Collection[int]) -> None:
        self.lessons = lessons
        self.on_offer = self._open(units, frozenset(done))
        self._by_level: dict[tuple[int, int], list[Lesson]] = defaultdict(list)
        for pk in self.on_offer:
            for rung in set(lessons[pk].teaches):
                self._by_level[rung].append(lessons[pk])
        self._rungs: dict[tuple[str | None, int, int, int, int], tuple[Supplied, ...]] = {}

    def _open(self, units: Collection[str], done: frozenset[int]) -> frozenset[int]:
        """Available, within scope, and every prerequisite on offer itself or done."""
        lessons = self.lessons
        found = {
            pk
            for pk, lesson in lessons.items()
            if lesson.available and (lesson.owner is None or any(unit.startswith(lesson.owner) for unit in units))
        }
        while closed := {
            pk for pk in found if any(before not in found and before not in done for before in lessons[pk].prerequisites)
        }:
            found -= closed
        return frozenset(found)

    def required_for(self, tier: str | None) -> frozenset[int]:
        """必修 for the tier."""
        return frozenset(pk for pk in self.on_offer if self.lessons[pk].required and tier in self.lessons[pk].tiers)

    def rungs(self, tier: str | None, competency: int, current: int, required: int, held: int) -> tuple[Supplied, ...]:
        """The elements of a gap, each with its suppliers."""
        key = (tier, competency, current, required, held)
        found = self._rungs.get(key)
        if found is None:
            found = self._rungs[key] = tuple(
                self._supply(tier, each, required) for each in elements(competency, current, required, held)
            )
        return found

    def _supply(self, tier: str | None, element: Element, required: int) -> Supplied:
        within, above = range(element.level, required + 1), range(required + 1, TOP + 1)
        for levels, own in ((within, True), (within, False), (above, True), (above, False)):
            for level in levels:
                taught = self._by_level.get((element.competency, level), ())
                fitting = frozenset(lesson.id for lesson in taught if (tier in lesson.tiers) is own)
                if fitting:
                    return Supplied(element, fitting, not own)
        return Supplied(element, frozenset())
