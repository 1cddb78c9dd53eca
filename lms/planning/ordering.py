"""In which order the lessons of a plan stand. Plain data: no Django, no database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

LAST = 1 << 30


@dataclass(frozen=True, slots=True)
class Rank:
    """What a lesson is sorted by; smaller comes first. Ordinal of the due day; LAST where there is none."""

    level: int = LAST
    due: int = LAST
    priority: int = LAST
    code: str = ""

    def key(self) -> tuple[int, int, int, str]:
        return self.level, self.due, self.priority, self.code


def arrange(
    lessons: Collection[int], prerequisites: Mapping[int, Collection[int]], ranks: Mapping[int, Rank], placed: Collection[int]
) -> list[int]:
    """Repeatedly take the free lesson with the smallest rank. Free: no prerequisite of it is still waiting.

    ``placed`` are lessons that stand before or are done. Lessons in a ring of prerequisites come last, by rank.
    """
    waiting, done, order = set(lessons) - set(placed), set(placed), []
    while waiting:
        free = [pk for pk in waiting if not any(before in waiting and before not in done for before in prerequisites.get(pk, ()))]
        first = min(free or waiting, key=lambda pk: ranks[pk].key())
        order.append(first)
        waiting.discard(first)
        done.add(first)
    return order
