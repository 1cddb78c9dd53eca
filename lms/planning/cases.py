"""A member's case on a day: what is asked, what is held, what is done, and the problem the solver gets."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from lms.core.dates import add_months
from lms.core.prepared import Prepared
from lms.people.audience import Person, first_of, ids_between
from lms.people.models import Member
from lms.records.models import LevelStep, Progress
from lms.requirements.snapshot import AskedLine

from .gaps import Gap, Level, Step, level_from
from .offer import Offer, Supplied
from .solver import Suppliers, closure
from .world import Demand, World

Assigned = tuple[tuple[int, dt.date | None], ...]
Steps = dict[int, Step]
NO_STEPS: Steps = {}


@dataclass(frozen=True, slots=True)
class Learned:
    """Activities of one member: last day of completion or exemption (≤ day), and those begun only."""

    done: dict[int, dt.date]
    begun: frozenset[int]


NOTHING_LEARNED = Learned({}, frozenset())
Compulsory = dict[int, list[tuple[str, AskedLine | None]]]
Table = tuple[int, int, dict[int, frozenset[Suppliers]]]
Problem = tuple[frozenset[Suppliers], frozenset[int], frozenset[int]]


@dataclass(slots=True)
class Case:
    """``evidence`` (kind, day by record) and ``progress`` (state by activity): only where one member was asked for."""

    world: World
    person: Person
    demand: Demand
    steps: Steps
    learned: Learned
    assigned: Assigned
    offer: Offer
    evidence: Mapping[int, tuple[str, dt.date]] = field(default_factory=dict)
    progress: Mapping[int, str] = field(default_factory=dict)

    # -- what is held --

    def level(self, competency: int) -> Level:
        return level_from(self.steps.get(competency), self.world.day)

    def gaps(self) -> list[Gap]:
        found = [Gap(competency, required, self.level(competency)) for competency, required in self.demand.required]
        return [gap for gap in found if gap.size > 0]

    def rungs(self) -> list[Supplied]:
        """Every element of every gap with its suppliers, covered or not."""
        tier, rungs = self.person.tier, self.offer.rungs
        return [
            each for gap in self.gaps() for each in rungs(tier, gap.competency, gap.current.level, gap.required, gap.current.held)
        ]

    def covered(self, rung: Supplied) -> bool:
        """A lesson that supplies the rung is done, and that was not longer ago than the competency allows."""
        months = self.world.refresh[rung.element.competency]
        days = (self.learned.done[pk] for pk in rung.lessons if pk in self.learned.done)
        return any(not months or self.world.day < add_months(day, months) for day in days)

    # -- what is compulsory --

    def compulsory(self) -> Compulsory:
        """Compulsory lessons on offer and not done, each with the sources that ask for it."""
        found: Compulsory = defaultdict(list)
        for pk in self.offer.required_for(self.person.tier):
            if not self._done(pk, None):
                found[pk].append((f"tier:{self.person.tier}", None))
        for line in self.demand.activities:
            for pk in self.world.catalogue.leaves(line.activity or 0):
                if pk in self.offer.on_offer and not self._done(pk, line.recurs_months) and not self._mastered(pk, line):
                    found[pk].append((line.source, line))
        return dict(found)

    def _done(self, activity: int, recurs_months: int | None) -> bool:
        day = self.learned.done.get(activity)
        return day is not None and (not recurs_months or self.world.day < add_months(day, recurs_months))

    def _mastered(self, activity: int, line: AskedLine) -> bool:
        """A track on demand asks only for what the member lacks."""
        return line.on_demand and self.teaches_nothing_new(activity)

    def teaches_nothing_new(self, activity: int) -> bool:
        """The activity teaches something, and only what the member already holds."""
        teaches = self.world.catalogue.lessons[activity].teaches
        return bool(teaches) and all(self.level(competency).level >= level for competency, level in teaches)

    # -- the problem --

    @property
    def before(self) -> dict[int, list[int]]:
        """Prerequisites that are not done."""
        return self.world.before_without(self.learned.done)

    def problem(self) -> Problem:
        """What the solver sees: supplier sets of uncovered rungs, the compulsory lessons, done prerequisites."""
        if self.learned.done:
            sets = frozenset(rung.lessons for rung in self.rungs() if rung.lessons and not self.covered(rung))
            compulsory = frozenset(closure(self.compulsory(), self.before))
            return sets, compulsory, self.world.all_before.intersection(self.learned.done)
        return self._sets_at_once(), self._compulsory_at_once(), frozenset()

    def _sets_at_once(self) -> frozenset[Suppliers]:
        """The same for members who have nothing done, as fast as it goes: this runs for every member.

        For each competency a table by state: the level held, or minus the level that has lapsed.
        """
        day, steps, tables = self.world.day, self.steps, self._tables()
        lacking: list[frozenset[Suppliers]] = []
        for competency, required, by_state in tables:
            step = steps.get(competency)
            if step is None:
                state = 0
            elif step[5] is None or day < step[5]:
                state = step[2]
                if state >= required:
                    continue
            else:
                state = -step[2]
            found = by_state.get(state)
            if found is None:
                rungs = self.offer.rungs(self.person.tier, competency, max(state, 0), required, max(-state, 0))
                found = by_state[state] = frozenset(rung.lessons for rung in rungs if rung.lessons)
            lacking.append(found)
        return frozenset().union(*lacking)

    def _tables(self) -> list[Table]:
        key = (id(self.offer), id(self.demand), self.person.tier, "tables")
        found: list[Table] | None = self.world.memo.get(key)
        if found is None:
            found = self.world.memo[key] = [(competency, required, {}) for competency, required in self.demand.required]
        return found

    def _compulsory_at_once(self) -> frozenset[int]:
        if any(line.on_demand for line in self.demand.activities):
            return frozenset(closure(self.compulsory(), self.before))
        key = (id(self.offer), id(self.demand), self.person.tier)
        found = self.world.memo.get(key)
        if found is None:
            found = self.world.memo[key] = frozenset(closure(self.compulsory(), self.before))
        return found

    def good_until(self) -> dt.date | None:
        """The last day on which this plan is right if nobody does anything: before the next lapse, expiry or start."""
        day = self.world.day
        ends = [step[5] for step in self.steps.values() if step[5] is not None and step[5] > day]
        if self.learned.done:
            ends += [end for end in self._done_until() if end > day]
        lapse = min(ends) - dt.timedelta(days=1) if ends else None
        return first_of([self.world.good_until, self.person.good_until, lapse])

    def _done_until(self) -> Iterator[dt.date]:
        """The days on which a done lesson stops covering a rung or a recurring compulsory lesson is due again."""
        done, lessons = self.learned.done, self.world.catalogue.lessons
        for pk, day in done.items():
            for competency, _ in lessons[pk].teaches:
                if months := self.world.refresh[competency]:
                    yield add_months(day, months)
        for line in self.demand.activities:
            if line.recurs_months and line.activity in done:
                yield add_months(done[line.activity], line.recurs_months)


def cases(world: World, members: QuerySet[Member]) -> Iterator[list[Case]]:
    """The cases of ``members``, by primary key, in chunks; eight queries a chunk."""
    for people in world.audience.people(members):
        if people:
            yield _cases(world, people)


def case_of_one(world: World, pk: int) -> list[Case]:
    """The case of one member, or nothing if the member is away, merged or erased."""
    people = world.audience.one(pk)
    if not people:
        return []
    steps, progress = STEPS_OF_ONE.ask(pk, world.day), PROGRESS_OF_ONE.ask(pk)
    case = _case(
        world, people[0], _latest([row[:7] for row in steps]).get(pk, NO_STEPS),
        _split(world, progress).get(pk, NOTHING_LEARNED), world.requirements.assigned([pk]).get(pk, ()),
    )  # fmt: skip
    case.evidence = {row[6]: (row[7], row[8]) for row in steps}
    case.progress = {row[1]: row[2] for row in progress}
    return [case]


def case_with(case: Case, person: Person) -> Case:
    """The same evidence, asked of ``person`` instead: the member as he or she would be with other posts. No query."""
    demand = case.world.demand(case.world.requirements.asked(person, case.assigned))
    return replace(case, person=person, demand=demand)


def _cases(world: World, people: list[Person]) -> list[Case]:
    ids = [person.id for person in people]
    steps, learned, assigned = _steps(world.day, ids), _learned(world, ids), world.requirements.assigned(ids)
    return [
        _case(world, person, steps.get(pk, NO_STEPS), learned.get(pk, NOTHING_LEARNED), assigned.get(pk, ()))
        for pk, person in zip(ids, people, strict=True)
    ]


def _case(world: World, person: Person, steps: Steps, learned: Learned, assigned: Assigned) -> Case:
    demand = world.demand(world.requirements.asked(person, assigned))
    return Case(world, person, demand, steps, learned, assigned, world.offer(person.units, learned.done))


STEP = ("member_id", "competency_id", "level", "basis", "start", "until", "record_id")


def _steps_of(members: Q, day: dt.date, *more: str) -> QuerySet[Any]:
    return LevelStep.objects.filter(members, start__lte=day).order_by().values_list(*STEP, *more)


def _progress_of(members: Q) -> QuerySet[Any]:
    columns = ("member_id", "activity_id", "state", "started_on", "done_days")
    return Progress.objects.filter(members).order_by().values_list(*columns)


STEPS_OF_ONE = Prepared(lambda pk, day: _steps_of(Q(member_id=pk), day, "record__kind", "record__day"), int, dt.date)
PROGRESS_OF_ONE = Prepared(lambda pk: _progress_of(Q(member_id=pk)), int)


def _steps(day: dt.date, ids: list[int]) -> dict[int, Steps]:
    return _latest(_steps_of(ids_between("member_id", ids), day).iterator(5000))


def _latest(rows: Iterable[Any]) -> dict[int, Steps]:
    """Of each member and competency the step that began last."""
    found: dict[int, Steps] = {}
    for row in rows:
        mine = found.get(row[0])
        if mine is None:
            mine = found[row[0]] = {}
        known = mine.get(row[1])
        if known is None or row[4] > known[4]:
            mine[row[1]] = row
    return found


def _learned(world: World, ids: list[int]) -> dict[int, Learned]:
    return _split(world, _progress_of(ids_between("member_id", ids)))


def _split(world: World, rows: Iterable[Any]) -> dict[int, Learned]:
    """What is done and what is only begun, by member."""
    done: dict[int, dict[int, dt.date]] = defaultdict(dict)
    begun: dict[int, set[int]] = defaultdict(set)
    today, lessons = world.day.isoformat(), world.catalogue.lessons
    for member, activity, state, started, days in rows:
        past = [each for each in days if each <= today]
        if past and not (state == Progress.State.EXEMPTED and lessons[activity].must_finish):
            done[member][activity] = dt.date.fromisoformat(past[-1])
        elif started is not None and started <= world.day:
            begun[member].add(activity)
    return {pk: Learned(done.get(pk, {}), frozenset(begun.get(pk, ()))) for pk in {*done, *begun}}


def signature(world: World, problem: Problem) -> str:
    """A name for the problem that is the same wherever the problem is: codes, not ids, and the catalogue's digest."""
    sets, compulsory, done = problem
    wanted = sorted([_names(world, each) for each in sets])
    said = [world.catalogue.digest, _names(world, compulsory), _names(world, done), *wanted]
    return sha256("\x1e".join(said).encode()).hexdigest()


def _names(world: World, lessons: frozenset[int]) -> str:
    """Codes in order; the same few sets come up again and again."""
    key = ("names", lessons)
    found: str | None = world.memo.get(key)
    if found is None:
        found = world.memo[key] = "\x1f".join(sorted(world.codes[pk] for pk in lessons))
    return found
