"""The catalogue as it stood on a day, as plain data in memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from lms.people.models import OrgUnit

from .models import Activity, ActivityPast
from .queries import planned_facts


@dataclass(frozen=True, slots=True)
class Lesson:
    """An activity as planning sees it. ``owner`` is the path of the unit to which it is limited, or None."""

    id: int
    code: str
    minutes: int
    required: bool
    must_finish: bool
    tiers: frozenset[str]
    teaches: tuple[tuple[int, int], ...]
    prerequisites: tuple[int, ...]
    parts: tuple[int, ...]
    owner: str | None
    available: bool


@dataclass(frozen=True)
class Catalogue:
    """All activities on ``day``. ``digest`` changes with anything planning could see; ``good_until`` is the next expiry."""

    day: dt.date
    lessons: dict[int, Lesson]
    digest: str
    good_until: dt.date | None

    @property
    def has_owners(self) -> bool:
        return any(lesson.owner for lesson in self.lessons.values())

    def leaves(self, activity: int) -> list[int]:
        """The activity itself, or the lessons it is made of, in order."""
        lesson = self.lessons[activity]
        return [leaf for part in lesson.parts for leaf in self.leaves(part)] if lesson.parts else [activity]


def catalogue_on(day: dt.date) -> Catalogue:
    """Read the catalogue as of ``day``. Eight queries."""
    facts = planned_facts()
    for activity, start, past in ActivityPast.objects.filter(end__gte=day).values_list("activity_id", "start", "facts"):
        if start is None or start <= day:
            facts[activity] = past
    codes = dict(Activity.objects.values_list("pk", "code"))
    owners = {fact["owner"] for fact in facts.values()} - {None}
    paths = dict(OrgUnit.objects.filter(pk__in=owners).values_list("pk", "path")) if owners else {}
    lessons, expiries = {}, []
    for pk, fact in facts.items():
        until = dt.date.fromisoformat(fact["valid_until"]) if fact["valid_until"] else None
        available = bool(fact["published"]) and (until is None or day <= until)
        if available and until is not None:
            expiries.append(until)
        lessons[pk] = Lesson(
            pk,
            codes[pk],
            fact["minutes"],
            fact["required"],
            fact["must_finish"],
            frozenset(fact["tiers"]),
            tuple((competency, level) for competency, level in fact["teaches"]),
            tuple(fact["prerequisites"]),
            tuple(fact["parts"]),
            paths.get(fact["owner"]),
            available,
        )
    seen = [
        [
            each.code,
            each.minutes,
            each.required,
            each.must_finish,
            sorted(each.tiers),
            each.teaches,
            each.prerequisites,
            each.owner,
            each.available,
        ]
        for each in lessons.values()
    ]
    digest = sha256(dumps(sorted(seen, key=lambda row: str(row[0])), default=list).encode()).hexdigest()[:16]
    return Catalogue(day, lessons, digest, min(expiries, default=None))
