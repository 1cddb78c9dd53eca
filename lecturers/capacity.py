"""师资情况: how many teach what, how much hangs on each, where everything hangs on one. Pure counting over rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: What a line is about.
CATEGORY, TOPIC, DOMAIN = "category", "topic", "domain"


@dataclass(frozen=True, slots=True)
class Teacher:
    """A lecturer as counted: ``listed`` is 在库 with a running term, ``coming`` is 候选 or 试讲, ``ending`` within a year."""

    pk: int
    name: str
    listed: bool
    coming: bool
    ending: bool
    sessions: int
    subjects: frozenset[int]


@dataclass(slots=True)
class Field:
    """One direction and who covers it. ``lessons``: the number of lessons by whoever is 在库 or not."""

    kind: str
    pk: int
    name: str
    lessons: int = 0
    listed: list[Teacher] = field(default_factory=list)
    coming: list[Teacher] = field(default_factory=list)

    @property
    def single(self) -> bool:
        """单点: everything hangs on one lecturer."""
        return len(self.listed) == 1

    @property
    def ending(self) -> int:
        return sum(teacher.ending for teacher in self.listed)

    @property
    def sessions(self) -> int:
        return sum(teacher.sessions for teacher in self.listed)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as counted: who teaches it, its subject with the category above it, the domains of what it teaches."""

    lecturer: int | None
    subjects: frozenset[int]
    domains: frozenset[int]


def by_subject(fields: Iterable[Field], teachers: Mapping[int, Teacher], lessons: Iterable[Lesson]) -> None:
    """Fill categories and topics: who names them, and the lessons that belong to them."""
    places = {each.pk: each for each in fields}
    for teacher in teachers.values():
        for pk in teacher.subjects & places.keys():
            _add(places[pk], teacher)
    for lesson in lessons:
        for pk in lesson.subjects & places.keys():
            places[pk].lessons += 1


def by_domain(fields: Iterable[Field], teachers: Mapping[int, Teacher], lessons: Iterable[Lesson]) -> None:
    """Fill domains of competencies: who teaches a lesson in them."""
    places = {each.pk: each for each in fields}
    met: dict[int, set[int]] = defaultdict(set)
    for lesson in lessons:
        for pk in lesson.domains & places.keys():
            places[pk].lessons += 1
            teacher = teachers.get(lesson.lecturer) if lesson.lecturer is not None else None
            if teacher is not None and teacher.pk not in met[pk]:
                met[pk].add(teacher.pk)
                _add(places[pk], teacher)


def _add(place: Field, teacher: Teacher) -> None:
    if teacher.listed:
        place.listed.append(teacher)
    elif teacher.coming:
        place.coming.append(teacher)
