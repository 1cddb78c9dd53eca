"""What is asked of whom on a day, as plain data in memory."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.core.dates import holds_on
from lms.core.prepared import Prepared
from lms.people.audience import Person, ids_between

from .models import Assignment, Line, RequirementSet, SetVersion

Asked = tuple["AskedLine", ...]


def _assigned(members: Q, first: dt.date, last: dt.date) -> QuerySet[Any]:
    """``first`` and ``last`` are the same day: a prepared query takes it twice."""
    in_force = Q(start__isnull=True) | Q(start__lte=first), Q(end__isnull=True) | Q(end__gte=last)
    return Assignment.objects.filter(members, *in_force).order_by().values_list("member_id", "requirement_set_id", "start")


ASSIGNED_TO_ONE = Prepared(lambda pk, first, last: _assigned(Q(member_id=pk), first, last), int, dt.date, dt.date)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line in force, with the set it stands in."""

    set_id: int
    source: str
    posts: frozenset[int]
    on_demand: bool
    kind: str
    since: dt.date | None
    competency: int | None
    level: int | None
    priority: int
    due_within_months: int | None
    due_on: dt.date | None
    activity: int | None
    recurs_months: int | None
    target: int | None
    hours: Decimal | None
    window_years: int


@dataclass(slots=True)
class Facets:
    posts: set[int] = field(default_factory=set)
    tiers: set[str] = field(default_factory=set)
    categories: set[int] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        return not (self.posts or self.tiers or self.categories or self.units or self.ranks)

    def fits(self, person: Person) -> bool:
        return (
            not self.empty
            and (not self.posts or any(post in self.posts for post, _ in person.posts))
            and (not self.tiers or person.tier in self.tiers)
            and (not self.categories or person.category in self.categories)
            and (not self.ranks or person.rank in self.ranks)
            and (not self.units or any(path.startswith(unit) for path in person.units for unit in self.units))
        )


class Requirements:
    """All sets whose version is in force on ``day``. Eight queries; assignments are read for the members asked about."""

    def __init__(self, day: dt.date, paths: dict[int, str]) -> None:
        self.day = day
        self.facets: dict[int, Facets] = {}
        self.good_until: dt.date | None = None
        versions = self._versions()
        self._read_facets(paths)
        self.lines = self._read_lines(versions)
        self.has_units = any(facets.units for facets in self.facets.values())
        learning = [pk for pk, lines in self.lines.items() if any(line.kind != Line.Kind.HOURS for line in lines)]
        self.personal = set(
            RequirementSet.objects.filter(
                Exists(Assignment.objects.filter(requirement_set=OuterRef("pk"))), pk__in=learning
            ).values_list("pk", flat=True)
        )
        self._cache: dict[tuple[Any, ...], Asked] = {}

    def _versions(self) -> dict[int, int]:
        found = {}
        for pk, set_id, start, end in SetVersion.objects.values_list("pk", "requirement_set_id", "start", "end"):
            if holds_on(start, end, self.day):
                found[pk] = set_id
                self._until(end)
            elif start is not None and start > self.day:
                self._until(start - dt.timedelta(days=1))
        return found

    def _until(self, day: dt.date | None) -> None:
        if day is not None and (self.good_until is None or day < self.good_until):
            self.good_until = day

    def _read_facets(self, paths: dict[int, str]) -> None:
        self.sources: dict[int, tuple[str, bool]] = {}
        rows = RequirementSet.objects.values_list("pk", "kind", "source_code", "mode", "ranks")
        for pk, kind, code, mode, ranks in rows:
            self.facets[pk] = Facets(ranks=set(ranks))
            on_demand = kind == RequirementSet.Kind.TRACK and mode == RequirementSet.Mode.ON_DEMAND
            self.sources[pk] = (f"{kind}:{code}", on_demand)
        through = (
            ("posts", RequirementSet.posts.through, "post_id"),
            ("tiers", RequirementSet.tiers.through, "tier__code"),
            ("categories", RequirementSet.categories.through, "membercategory_id"),
            ("units", RequirementSet.units.through, "orgunit_id"),
        )
        for name, model, column in through:
            for set_id, value in model.objects.values_list("requirementset_id", column):
                getattr(self.facets[set_id], name).add(paths[value] if name == "units" else value)

    def _read_lines(self, versions: dict[int, int]) -> dict[int, list[AskedLine]]:
        lines: dict[int, list[AskedLine]] = defaultdict(list)
        columns = (
            "version_id",
            "kind",
            "since",
            "competency_id",
            "level",
            "priority",
            "due_within_months",
            "due_on",
            "activity_id",
            "recurs_months",
            "target_id",
            "hours",
            "window_years",
        )
        for version, *values in Line.objects.order_by("pk").values_list(*columns):
            if version in versions:
                set_id = versions[version]
                source, on_demand = self.sources[set_id]
                lines[set_id].append(AskedLine(set_id, source, frozenset(self.facets[set_id].posts), on_demand, *values))
        return lines

    def assigned(self, ids: list[int], *, hours: bool = False) -> dict[int, tuple[tuple[int, dt.date | None], ...]]:
        """(set id, start) of the personal assignments in force, by member. At most one query.

        Without ``hours`` the sets that ask for nothing but hours are left out: plans do not depend on them.
        """
        if not hours and not self.personal:
            return {}
        found: dict[int, list[tuple[int, dt.date | None]]] = defaultdict(list)
        rows: Iterable[Any]
        if len(ids) == 1:
            rows = ASSIGNED_TO_ONE.ask(ids[0], self.day, self.day)
        elif hours:
            rows = _assigned(ids_between("member_id", ids), self.day, self.day)
        else:
            rows = _assigned(ids_between("member_id", ids) & Q(requirement_set__in=self.personal), self.day, self.day)
        for member, set_id, start in rows:
            if hours or set_id in self.personal:
                found[member].append((set_id, start))
        return {member: tuple(sorted(sets, key=lambda each: each[0])) for member, sets in found.items()}

    def asked(self, person: Person, assigned: Iterable[tuple[int, dt.date | None]] = ()) -> Asked:
        """The lines that ask ``person``; the same tuple object for the same audience, so it can serve as a key."""
        sets = tuple(set_id for set_id, _ in assigned)
        units = person.units if self.has_units else ()
        key = (person.tier, tuple(post for post, _ in person.posts), person.category, person.rank, units, sets)
        found = self._cache.get(key)
        if found is None:
            fitting = sorted({*sets, *(pk for pk, facets in self.facets.items() if facets.fits(person))})
            found = self._cache[key] = self._same(tuple(line for pk in fitting for line in self.lines.get(pk, ())))
        return found

    def _same(self, lines: Asked) -> Asked:
        return self._cache.setdefault(("lines", *(id(line) for line in lines)), lines)
