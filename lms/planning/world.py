"""Everything that planning needs to know of one day, except the members: read once, kept while nothing changes."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lms.catalogue.snapshot import Catalogue, catalogue_on
from lms.competencies.models import Competency
from lms.core.models import ImportRun, Revision
from lms.people.audience import Audience, first_of
from lms.requirements.snapshot import Asked, AskedLine, Requirements

from .offer import Offer

KEPT = 4
_worlds: OrderedDict[tuple[Any, ...], World] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Demand:
    """What a list of asked lines comes to: the highest level of each competency, and the activities."""

    required: tuple[tuple[int, int], ...]
    activities: tuple[AskedLine, ...]
    lines: Asked


@dataclass
class World:
    day: dt.date
    audience: Audience
    catalogue: Catalogue
    requirements: Requirements
    refresh: dict[int, int]
    competency_codes: dict[int, str]
    first_import: dt.date
    offers: dict[tuple[tuple[str, ...], frozenset[int]], Offer] = field(default_factory=dict)
    demands: dict[int, Demand] = field(default_factory=dict)
    # Filled by cases.py: what the compulsory part is for an audience, and supplier sets by gap.
    memo: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lessons = self.catalogue.lessons
        self.owners = tuple(sorted({lesson.owner for lesson in lessons.values() if lesson.owner}))
        self.before = {pk: lesson.prerequisites for pk, lesson in lessons.items() if lesson.prerequisites}
        self.all_before = frozenset(each for before in self.before.values() for each in before)
        # A done lesson changes what is on offer only where it is a prerequisite that is no longer on offer itself.
        self.good_until = first_of([self.catalogue.good_until, self.requirements.good_until])
        self.minutes = {pk: lesson.minutes for pk, lesson in lessons.items()}
        self.codes = {pk: lesson.code for pk, lesson in lessons.items()}

    def offer(self, units: tuple[str, ...], done: Collection[int]) -> Offer:
        """What is on offer to a member of these units who has these lessons done."""
        mine = tuple(owner for owner in self.owners if any(unit.startswith(owner) for unit in units))
        done_before = self.all_before.intersection(done)
        key = (mine, done_before)
        found = self.offers.get(key)
        if found is None:
            found = self.offers[key] = Offer(self.catalogue.lessons, mine, done_before)
        return found

    def before_without(self, done: Collection[int]) -> dict[int, list[int]]:
        """The prerequisites of each lesson that are not done."""
        key = ("before", self.all_before.intersection(done))
        found: dict[int, list[int]] | None = self.memo.get(key)
        if found is None:
            found = self.memo[key] = {pk: [each for each in before if each not in key[1]] for pk, before in self.before.items()}
        return found

    def demand(self, asked: Asked) -> Demand:
        found = self.demands.get(id(asked))
        if found is None or found.lines is not asked:
            levels: dict[int, int] = {}
            for line in asked:
                if line.competency is not None and line.level is not None:
                    levels[line.competency] = max(line.level, levels.get(line.competency, 0))
            activities = tuple(line for line in asked if line.activity is not None)
            found = self.demands[id(asked)] = Demand(tuple(sorted(levels.items())), activities, asked)
        return found


def world_on(day: dt.date) -> World:
    """The world on ``day``: one query while nothing has changed, some twenty otherwise."""
    key = (day, Revision.tokens())
    found = _worlds.get(key)
    if found is None:
        found = _worlds[key] = read_world(day)
        while len(_worlds) > KEPT:
            _worlds.popitem(last=False)
    return found


def read_world(day: dt.date) -> World:
    audience = Audience(day)
    catalogue = catalogue_on(day)
    requirements = Requirements(day, audience.paths)
    audience.with_units = requirements.has_units or catalogue.has_owners
    competencies = list(Competency.objects.values_list("pk", "code", "refresh_months"))
    return World(
        day,
        audience,
        catalogue,
        requirements,
        refresh={pk: months for pk, _, months in competencies},
        competency_codes={pk: code for pk, code, _ in competencies},
        first_import=ImportRun.first_day(),
    )


def forget() -> None:
    """Drop what is kept in memory (tests; after a restore of the database)."""
    _worlds.clear()
