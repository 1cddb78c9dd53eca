"""One person's year: what the figures consist of, item by item, each with the record behind it. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import Member
from lms.planning.cases import Case
from lms.planning.queries import NoPlan, picture_of_case
from lms.records.models import Record
from lms.records.recorders import with_recorder
from lms.requirements.models import RequirementSet

from .completion import Figures, Period, Step, counted
from .facts import Detail, Reckoner
from .models import HoursSummary


@dataclass(frozen=True, slots=True)
class Compulsory:
    """One compulsory item of the year. ``done_on``: the day in the year on which it was done."""

    title: str
    due: dt.date | None
    done_on: dt.date | None
    record: Record | None


@dataclass(frozen=True, slots=True)
class Ability:
    """One competency that is or was asked: what is asked now, what is held, and the elements that count in 补缺."""

    competency: Competency
    required: int
    level: int
    basis: str
    figures: Figures
    asked_by: str
    record: Record | None

    @property
    def open(self) -> int:
        return self.figures.gap_due - self.figures.gap_closed


@dataclass(frozen=True, slots=True)
class Planned:
    """One lesson of the plan of today."""

    title: str
    section: str
    minutes: int
    due: dt.date | None
    overdue: bool


@dataclass(slots=True)
class Year:
    """Everything that the page of a person shows of one year. ``plan`` is None where there is none for today."""

    compulsory: list[Compulsory] = field(default_factory=list)
    abilities: list[Ability] = field(default_factory=list)
    hours: list[HoursSummary] = field(default_factory=list)
    plan: list[Planned] | None = None


def year_of(member: Member, year: int, today: dt.date, records: Iterable[Record]) -> Year:
    """``records``: those of the year in force, latest first; the ones behind items are found among them."""
    period = Period.year(year, today)
    reckoner = Reckoner(year, today)
    detail = reckoner.detail(Member.objects.filter(pk=member.pk))
    if detail is None:
        return Year()
    hours = HoursSummary.objects.filter(member=member, year=year).select_related("target")
    return Year(
        _compulsory(detail, period, records),
        _abilities(detail, period),
        list(hours.order_by("target__sort_order", "window_years")),
        _plan(detail.case) if period.as_of == today else None,
    )


def _compulsory(detail: Detail, period: Period, records: Iterable[Record]) -> list[Compulsory]:
    by_lesson: dict[int, list[Record]] = {}
    for row in records:
        if row.activity_id and row.verb != Record.Verb.STARTED:
            by_lesson.setdefault(row.activity_id, []).append(row)
    due = {pk: item for pk, item in detail.items.items() if counted(item, period)[0]}
    titles = dict(Activity.objects.filter(pk__in=due).values_list("pk", "title"))
    found = []
    for pk, item in due.items():
        done_on = max((day for day in item.done if period.covers(day)), default=None)
        rows = by_lesson.get(pk, []) if done_on else []
        record = next((row for row in rows if row.day == done_on), rows[0] if rows else None)
        found.append(Compulsory(titles[pk], item.due, done_on, record))
    return sorted(found, key=lambda row: (row.done_on is not None, row.due or dt.date.max, row.title))


def _abilities(detail: Detail, period: Period) -> list[Ability]:
    held = {pk: _held(steps, period.as_of) for pk, steps in detail.steps.items()}
    records = Record.objects.in_bulk([step[4] for step in held.values() if step])
    required = dict(detail.case.demand.required) if detail.case else {}
    asked_by = _asked_by(detail.case)
    rows = []
    named = Competency.objects.select_related("domain").filter(pk__in=detail.competencies)
    for competency in named:
        step, figures = held.get(competency.pk), detail.competencies[competency.pk]
        level, basis = _stands(step, period.as_of)
        record = records.get(step[4]) if step else None
        asked = "、".join(asked_by.get(competency.pk, ()))
        rows.append(Ability(competency, required.get(competency.pk, 0), level, basis, figures, asked, record))
    return sorted(rows, key=lambda row: (-row.open, row.basis != "none", row.competency.code))


def _held(steps: list[Step], day: dt.date) -> Step | None:
    return max((step for step in steps if step[2] <= day), key=lambda step: step[2], default=None)


def _stands(step: Step | None, day: dt.date) -> tuple[int, str]:
    """Level and basis on ``day``."""
    if step is None:
        return 0, "none"
    return (step[0], step[1]) if step[3] is None or day < step[3] else (0, "lapsed")


def _asked_by(case: Case | None) -> dict[int, list[str]]:
    """The names of the sets that ask each competency."""
    if case is None:
        return {}
    names = dict(RequirementSet.objects.filter(pk__in={line.set_id for line in case.demand.lines}).values_list("pk", "name"))
    found: dict[int, list[str]] = {}
    for line in case.demand.lines:
        mine = found.setdefault(line.competency, []) if line.competency else []
        if names.get(line.set_id) and names[line.set_id] not in mine:
            mine.append(names[line.set_id])
    return found


def _plan(case: Case | None) -> list[Planned] | None:
    if case is None:
        return None
    try:
        rows = picture_of_case(case).rows
    except NoPlan:
        return None
    titles = dict(Activity.objects.filter(pk__in=[row.lesson for row in rows]).values_list("pk", "title"))
    return [Planned(titles[row.lesson], row.section, row.minutes, row.due, row.overdue) for row in rows]


def records_of(member: Member, period: Period) -> list[Record]:
    """The records in force of the period, the latest first, each with who entered it in ``recorder``.

    Those under a row that was merged into this one are among them.
    """
    mine = Q(member=member) | Q(member__merged_into=member)
    rows = Record.objects.in_force().filter(mine, day__range=(period.start, period.end))
    named = with_recorder(rows).select_related("activity", "competency", "unit", "rules__rule_set")
    return list(named.prefetch_related("credits__target").order_by("-occurred_at", "-pk"))
