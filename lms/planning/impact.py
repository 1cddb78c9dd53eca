"""Reckons for ``lms.requirements.impact`` what a change of requirements would do to plans. Writes nothing."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from time import monotonic

from django.db.models import QuerySet

from lms.core import conf
from lms.people.audience import Person
from lms.people.models import Member, PostHolding
from lms.people.queries import in_force
from lms.requirements.impact import Impact, Proposal
from lms.requirements.models import Assignment
from lms.requirements.snapshot import AskedLine, Facets

from .cases import Case, Problem, cases
from .solutions import Solutions
from .world import World, world_on

#: A set that is not there yet has no id; these take its place.
FIRST_NEW = -1
#: Members reckoned together, and how long somebody waits for more of them.
CHUNK, SECONDS = 100, 6.0


def impact_of(proposals: Sequence[Proposal], day: dt.date) -> Impact:
    """Plans of those concerned, before and after; everybody's while that takes no longer than somebody waits.

    Beyond INLINE_LIMIT members or SECONDS the rest is left out, and ``reckoned`` says so. Members are taken in an order that has
    nothing to do with when they came, so those reckoned stand for the others. A fixed number of queries for each CHUNK.
    """
    before = world_on(day)
    after, touched = _changed(before, proposals)
    ids = _concerned(before, after, touched)
    impact = Impact(members=len(ids))
    chosen = sorted(ids, key=scattered)[: int(conf.get("INLINE_LIMIT"))]
    old, new = Solutions(before, store=False), Solutions(after, store=False)
    started = monotonic()
    for at in range(0, len(chosen), CHUNK):
        if at and monotonic() - started > SECONDS:
            break
        for chunk in cases(after, Member.objects.filter(pk__in=chosen[at : at + CHUNK])):
            _reckon(impact, [(_as_of(before, case), case) for case in chunk], old, new)
    return impact


def scattered(pk: int) -> int:
    """The same order each time, in which neighbours are far apart."""
    return pk * 2654435761 % 2**32


def _reckon(impact: Impact, pairs: list[tuple[Case, Case]], old: Solutions, new: Solutions) -> None:
    cap = int(conf.get("COMPULSORY_CAP_MINUTES"))
    problems = [(before.problem(), after.problem()) for before, after in pairs]
    was, will = old.solve_all([each for each, _ in problems]), new.solve_all([each for _, each in problems])
    for (before, after), (first, second) in zip(pairs, problems, strict=True):
        solved, again = was[first], will[second]
        if solved is None or again is None:
            continue
        minutes = after.world.minutes
        difference = _minutes(minutes, second, again[1]) - _minutes(minutes, first, solved[1])
        impact.reckoned += 1
        impact.differences.append(difference)
        impact.added += max(difference, 0)
        impact.removed += max(-difference, 0)
        impact.longer += difference > 0
        impact.shorter += difference < 0
        impact.compulsory += sum(minutes[pk] for pk in second[1]) - sum(minutes[pk] for pk in first[1])
        over = yearly_minutes(after) > cap
        impact.over_cap += over
        impact.newly_over += over and yearly_minutes(before) <= cap
        impact.unsupplied += bool(missing_rungs(after) - missing_rungs(before))


def _minutes(minutes: dict[int, int], problem: Problem, lessons: frozenset[int]) -> int:
    return sum(minutes[pk] for pk in problem[1] | lessons)


def missing_rungs(case: Case) -> set[tuple[int, int]]:
    """Rungs (competency, level) of the member's gaps that no lesson on offer supplies."""
    return {(rung.element.competency, rung.element.level) for rung in case.rungs() if not rung.lessons}


def yearly_minutes(case: Case) -> int:
    """Compulsory minutes of the year: what is still to do, and what was done of it since January."""
    open_ones = set(case.problem()[1])
    asked = set(case.offer.required_for(case.person.tier))
    for line in case.demand.activities:
        asked.update(pk for pk in case.world.catalogue.leaves(line.activity or 0) if pk in case.offer.on_offer)
    year = case.world.day.year
    done = {pk for pk in asked if (day := case.learned.done.get(pk)) is not None and day.year == year}
    return sum(case.world.minutes[pk] for pk in open_ones | done)


# ---- the world as it would be


def _changed(world: World, proposals: Sequence[Proposal]) -> tuple[World, list[int]]:
    """The world with the proposals in force, and the ids of the sets concerned."""
    requirements = copy.copy(world.requirements)
    requirements.facets, requirements.lines = dict(requirements.facets), dict(requirements.lines)
    requirements._cache = {}
    touched = []
    for at, proposal in enumerate(proposals):
        set_id = proposal.set_id or FIRST_NEW - at
        touched.append(set_id)
        if proposal.facets is not None:
            requirements.facets[set_id] = replace(proposal.facets, units=_paths(world, proposal.facets))
        facets = requirements.facets.get(set_id, Facets())
        if proposal.lines is not None:
            requirements.lines[set_id] = _asked(world, set_id, proposal, facets)
    requirements.has_units = any(facets.units for facets in requirements.facets.values())
    requirements.personal = requirements.personal | {pk for pk in touched if pk > 0}
    audience = copy.copy(world.audience)
    audience.with_units = audience.with_units or requirements.has_units
    return replace(world, requirements=requirements, audience=audience, demands={}, memo={}), touched


def _paths(world: World, facets: Facets) -> set[str]:
    """Units as they stand on the day: facets from a form already name paths."""
    known = set(world.audience.paths.values())
    return {path for path in facets.units if path in known}


def _asked(world: World, set_id: int, proposal: Proposal, facets: Facets) -> list[AskedLine]:
    source, on_demand = world.requirements.sources.get(set_id, (proposal.source, False))
    standing = {(line.competency, line.level, line.activity): line.since for line in world.requirements.lines.get(set_id, ())}
    found = []
    for line in proposal.lines or ():
        said = asdict(line)
        competency, activity = said.pop("competency_id"), said.pop("activity_id")
        since = standing.get((competency, line.level, activity), world.day)
        found.append(
            AskedLine(
                set_id=set_id, source=source, posts=frozenset(facets.posts), on_demand=on_demand, since=since,
                competency=competency, activity=activity, target=said.pop("target_id"), **said,
            )
        )
    return found


def _as_of(world: World, case: Case) -> Case:
    """The same member with the requirements of ``world``."""
    demand = world.demand(world.requirements.asked(case.person, case.assigned))
    return Case(world, case.person, demand, case.steps, case.learned, case.assigned, case.offer)


# ---- who is concerned


def _concerned(before: World, after: World, touched: list[int]) -> list[int]:
    """Ids of present members whom one of the sets asks before or after, in order."""
    found = set(
        Assignment.objects.filter(in_force(before.day), requirement_set__in=[pk for pk in touched if pk > 0]).values_list(
            "member_id", flat=True
        )
    )
    facets = [
        world.requirements.facets[pk] for world in (before, after) for pk in touched if pk in world.requirements.facets
    ]
    for person in _people(after, facets):
        if any(each.fits(person) for each in facets):
            found.add(person.id)
    named = Member.objects.filter(pk__in=found) if found else Member.objects.none()
    return sorted(person.id for chunk in after.audience.people(named) for person in chunk)


def _people(world: World, facets: list[Facets]) -> Iterator[Person]:
    facets = [each for each in facets if not each.empty]
    members: QuerySet[Member] = Member.objects.all()
    if not facets:
        return
    if all(each.posts for each in facets):
        posts = set().union(*(each.posts for each in facets))
        held = PostHolding.objects.filter(in_force(world.day), post__in=posts)
        members = members.filter(pk__in=held.values("member_id"))
    for chunk in world.audience.people(members):
        yield from chunk


