"""From the facts of many members to their figures of one year. Reads in bulk, decides nothing: ``completion`` does."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear

from lms.people.audience import ids_between
from lms.people.models import Member, Tier
from lms.people.scopes import MemberQuerySet
from lms.planning.cases import Case, cases
from lms.planning.picture import line_due
from lms.planning.world import World, world_on
from lms.records.models import CreditEntry, LevelStep, Progress
from lms.requirements.models import Line
from lms.requirements.snapshot import AskedLine

from .completion import Figures, HoursAsked, Item, Period, Step, Wanted, by_competency, hours_in, mandatory, strictest, supplement
from .models import HoursSummary, MemberSummary

Days = dict[int, tuple[dt.date, ...]]
Ledger = dict[int, dict[int, Decimal]]
NO_STEPS: dict[int, list[Step]] = {}


@dataclass(slots=True)
class Read:
    """What is known of the members of one chunk, by member id."""

    now: dict[int, Case]
    then: dict[int, Case]
    steps: dict[int, dict[int, list[Step]]]
    done: dict[int, Days]
    credit: dict[int, Ledger]
    hours_asked: dict[int, list[HoursAsked]]


@dataclass(slots=True)
class Detail:
    """Behind the figures of one member: compulsory items by activity, the 补缺 figures and the levels by competency."""

    case: Case | None
    items: dict[int, Item]
    competencies: dict[int, Figures]
    steps: dict[int, list[Step]]


class Reckoner:
    """Reckons the rows of one year as of one day. Some thirty queries a chunk, however many members."""

    def __init__(self, year: int, today: dt.date) -> None:
        self.year = year
        self.today = today
        self.period = Period.year(year, today)
        self.now = world_on(self.period.as_of)
        self.then = world_on(self.period.before)
        self.tiers: dict[str, int] = dict(Tier.objects.values_list("code", "pk"))
        self._required: dict[tuple[int, str | None], frozenset[int]] = {}

    def rows(self, members: MemberQuerySet) -> Iterator[tuple[MemberSummary, list[HoursSummary]]]:
        """The rows of present members; ``members`` should not be more than a few thousand."""
        present = list(members.present().order_by("pk").values_list("pk", "branch_id", "tier_id", "category_id"))
        ids = [row[0] for row in present]
        if not ids:
            return
        read = self._read(members, ids)
        for pk, branch, tier, category in present:
            hours = self._hours(pk, read)
            summary = self._summary(pk, read)
            person = read.now[pk].person if pk in read.now else None
            summary.unit_id = person.branch if person else branch
            summary.tier_id = (self.tiers[person.tier] if person.tier else None) if person else tier
            summary.category_id = person.category if person else category
            fixed = [row.hours >= row.required for row in hours if row.required is not None]
            summary.hours_fixed = int(bool(fixed))
            summary.hours_met = int(bool(fixed) and all(fixed))
            yield summary, hours

    def detail(self, members: MemberQuerySet) -> Detail | None:
        """What stands behind the figures of the one member in ``members``; None for a row that was merged or erased."""
        pk = members.present().values_list("pk", flat=True).first()
        if pk is None:
            return None
        read = self._read(members, [pk])
        now, then = read.now.get(pk), read.then.get(pk)
        before = dict(then.demand.required) if then else {}
        after = wanted(now, before) if now else {}
        steps = read.steps.get(pk, NO_STEPS)
        items = self._items(now, then, read.done.get(pk, {}))
        return Detail(now, items, by_competency(before, after, steps, self.period), steps)

    # -- reading --

    def _read(self, members: QuerySet[Member], ids: list[int]) -> Read:
        now = {case.person.id: case for chunk in cases(self.now, members) for case in chunk}
        then = {case.person.id: case for chunk in cases(self.then, members) for case in chunk}
        return Read(now, then, self._steps(ids), self._done(ids), self._credit(ids), self._hours_asked(now, ids))

    def _steps(self, ids: list[int]) -> dict[int, dict[int, list[Step]]]:
        found: dict[int, dict[int, list[Step]]] = defaultdict(lambda: defaultdict(list))
        rows = LevelStep.objects.filter(ids_between("member_id", ids), start__lte=self.period.as_of).order_by()
        columns = ("member_id", "competency_id", "level", "basis", "start", "until", "record_id")
        for member, competency, *step in rows.values_list(*columns).iterator(5000):
            found[member][competency].append(tuple(step))
        return found

    def _done(self, ids: list[int]) -> dict[int, Days]:
        found: dict[int, Days] = defaultdict(dict)
        last = self.period.as_of.isoformat()
        rows = Progress.objects.filter(ids_between("member_id", ids), done_on__isnull=False).order_by()
        lessons = self.now.catalogue.lessons
        for member, activity, state, days in rows.values_list("member_id", "activity_id", "state", "done_days").iterator(5000):
            past = tuple(dt.date.fromisoformat(day) for day in days if day <= last)
            if past and not (state == Progress.State.EXEMPTED and lessons[activity].must_finish):
                found[member][activity] = past
        return found

    def _credit(self, ids: list[int]) -> dict[int, Ledger]:
        found: dict[int, Ledger] = defaultdict(lambda: defaultdict(dict))
        rows = CreditEntry.objects.filter(ids_between("member_id", ids), day__lte=self.period.as_of).order_by()
        sums = rows.values("member_id", "target_id", at=ExtractYear("day")).annotate(total=Sum("hours"))
        for member, target, at, total in sums.values_list("member_id", "target_id", "at", "total"):
            found[member][target][at] = total
        return found

    def _hours_asked(self, now: dict[int, Case], ids: list[int]) -> dict[int, list[HoursAsked]]:
        requirements = self.now.requirements
        assigned = requirements.assigned(ids, hours=True)
        found = {}
        for pk, case in now.items():
            lines = requirements.asked(case.person, assigned.get(pk, ()))
            asked = [
                HoursAsked(line.target, line.hours, line.window_years)
                for line in lines
                if line.kind == Line.Kind.HOURS and line.target is not None and line.hours is not None
            ]
            found[pk] = strictest(asked)
        return found

    # -- one member --

    def _summary(self, pk: int, read: Read) -> MemberSummary:
        now, then, done = read.now.get(pk), read.then.get(pk), read.done.get(pk, {})
        due, due_done = mandatory(self._items(now, then, done).values(), self.period)
        before = dict(then.demand.required) if then else {}
        figures = supplement(before, wanted(now, before) if now else {}, read.steps.get(pk, NO_STEPS), self.period)
        return MemberSummary(
            member_id=pk, year=self.year, due=due, due_done=due_done, gap_open=figures.gap_open, gap_added=figures.gap_added,
            gap_withdrawn=figures.gap_withdrawn, gap_closed=figures.gap_closed, unassessed=figures.unassessed,
            attendances=sum(self.period.covers(day) for days in done.values() for day in days),
            as_of=self.period.as_of, good_until=self._good_until(now), stale=False,
        )

    def _good_until(self, now: Case | None) -> dt.date | None:
        if self.period.as_of == self.period.end and self.today > self.period.end:
            return None
        if now is None:
            return self.period.as_of  # who is on leave comes back on a day that is not known here
        return min(now.good_until() or self.period.end, self.period.end)

    def _items(self, now: Case | None, then: Case | None, done: Days) -> dict[int, Item]:
        """What is compulsory now, and what was compulsory at the start and may have been done since."""
        found: dict[int, Item] = {}
        for case, current in ((then, False), (now, True)):
            for pk, due, recurs, asked in self._compulsory(case) if case else ():
                item = Item(due, done.get(pk, ()), asked and current, recurs)
                known = found.get(pk)
                found[pk] = item if known is None or not known.asked else _stricter(known, item)
        return found

    def _compulsory(self, case: Case) -> Iterator[tuple[int, dt.date | None, int | None, bool]]:
        """(activity, due day, months after which it recurs, asked and on offer)."""
        on_offer = case.offer.on_offer
        for pk in self._required_for(case.world, case.person.tier):
            yield pk, None, None, pk in on_offer
        for line in case.demand.activities:
            due = line_due(case, line)
            for pk in case.world.catalogue.leaves(line.activity):  # type: ignore[arg-type]
                yield pk, due, line.recurs_months, pk in on_offer and not mastered(case, pk, line)

    def _required_for(self, world: World, tier: str | None) -> frozenset[int]:
        """必修 for the tier, whether on offer or not: what was done before it expired counts."""
        key = (id(world), tier)
        if key not in self._required:
            lessons = world.catalogue.lessons.values()
            self._required[key] = frozenset(lesson.id for lesson in lessons if lesson.required and tier in lesson.tiers)
        return self._required[key]

    def _hours(self, pk: int, read: Read) -> list[HoursSummary]:
        ledger = read.credit.get(pk, {})
        asked = read.hours_asked.get(pk, [])
        rows = [
            HoursSummary(
                member_id=pk, year=self.year, target_id=line.target, window_years=line.years, required=line.hours,
                hours=hours_in(ledger.get(line.target, {}), self.year, line.years),
            )
            for line in asked
        ]
        free = sorted(set(ledger) - {line.target for line in asked})
        for target in free:
            if hours := hours_in(ledger[target], self.year, 1):
                rows.append(HoursSummary(member_id=pk, year=self.year, target_id=target, hours=hours))
        return rows


def mastered(case: Case, activity: int, line: AskedLine) -> bool:
    """A track on demand asks only for what the member lacks."""
    teaches = case.world.catalogue.lessons[activity].teaches
    return line.on_demand and bool(teaches) and all(case.level(competency).level >= level for competency, level in teaches)


def _stricter(one: Item, other: Item) -> Item:
    """Two sources ask for the same: it is due when the first of them says so; no date at all is due at any time."""
    if not other.asked:
        return one
    due = None if one.due is None or other.due is None else min(one.due, other.due)
    months = [item.recurs_months for item in (one, other) if item.recurs_months]
    return Item(due, one.done, True, min(months, default=None))


def wanted(case: Case, before: dict[int, int]) -> dict[int, Wanted]:
    """What the case asks, with the days on which the levels came that were not asked ``before``."""
    new = {competency for competency, level in case.demand.required if level > before.get(competency, 0)}
    came: dict[int, dict[int, dt.date | None]] = {competency: {} for competency in new}
    for line in case.demand.lines if new else ():
        if line.competency in came and line.level is not None:
            _note(came[line.competency], line.level, asked_since(case, line))
    return {competency: Wanted(level, came.get(competency, {})) for competency, level in case.demand.required}


def _note(days: dict[int, dt.date | None], level: int, start: dt.date | None) -> None:
    for rung in range(1, level + 1):
        known = days.get(rung, start)
        days[rung] = None if known is None or start is None else min(known, start)


def asked_since(case: Case, line: AskedLine) -> dt.date | None:
    """Since when the line asks this member: the latest of the line's, the post's and the assignment's start."""
    starts = [line.since]
    starts += [start for post, start in case.person.posts if post in line.posts][:1]
    starts += [start for set_id, start in case.assigned if set_id == line.set_id]
    known = [start for start in starts if start is not None]
    return max(known, default=None)
