"""The whole picture of one member: gaps, the plan in its order, and why each lesson stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lms.core import conf
from lms.core.dates import add_months
from lms.requirements.snapshot import AskedLine

from .cases import Case, Compulsory
from .gaps import Element, Gap
from .offer import Supplied
from .ordering import LAST, Rank, arrange
from .solver import closure

MANDATORY, GAP = "mandatory", "gap"


@dataclass(frozen=True, slots=True)
class Ask:
    """One line behind a lesson: who asks (``post:P05``), for which level, until when. ``line`` is None for 必修 of the tier."""

    source: str
    competency: int | None = None
    level: int | None = None
    priority: int | None = None
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One lesson of the plan. Ids of competencies in ``supplies``; ``due`` is the earliest day by which it is asked for.

    ``overdue`` is only ever true of compulsory lessons.
    """

    position: int
    section: str
    lesson: int
    code: str
    minutes: int
    supplies: tuple[Element, ...]
    asks: tuple[Ask, ...]
    due: dt.date | None
    other_tier: bool
    overdue: bool = False

    @property
    def required_by(self) -> list[str]:
        return sorted({ask.source for ask in self.asks})


@dataclass(slots=True)
class Picture:
    """Everything that the screens and exports say about one member's plan on ``case.world.day``."""

    case: Case
    gaps: list[Gap]
    rungs: list[Supplied]
    rows: list[Row]
    unsupplied: list[Element] = field(default_factory=list)
    awaiting: list[Supplied] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)

    @property
    def mandatory(self) -> list[Row]:
        return [row for row in self.rows if row.section == MANDATORY]

    @property
    def supplement(self) -> list[Row]:
        return [row for row in self.rows if row.section == GAP]

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.rows)


def line_due(case: Case, line: AskedLine) -> dt.date | None:
    """The later of post start and line start, plus the months allowed; open starts count from the first import."""
    if line.due_on is not None:
        return line.due_on
    if line.due_within_months is None:
        return None
    starts = [line.since]
    starts += [start for post, start in case.person.posts if post in line.posts][:1]
    starts += [start for set_id, start in case.assigned if set_id == line.set_id]
    known = [start for start in starts if start is not None]
    return add_months(max(known) if known else case.world.first_import, line.due_within_months)


def asks_of(case: Case, element: Element) -> list[Ask]:
    """The lines that ask the competency at the element's level or more."""
    return [
        Ask(line.source, line.competency, line.level, line.priority, line_due(case, line))
        for line in case.demand.lines
        if line.competency == element.competency and line.level is not None and line.level >= element.level
    ]


def draw(case: Case, lessons: Collection[int]) -> Picture:
    """The picture of ``case`` when the gap section is ``lessons`` (ids), as the solver found it."""
    rungs = case.rungs()
    picture = Picture(case, case.gaps(), rungs, [])
    picture.unsupplied = [rung.element for rung in rungs if not rung.lessons]
    picture.awaiting = [rung for rung in rungs if rung.lessons and case.covered(rung)]
    before = case.before
    asked = case.compulsory()
    mandatory = closure(asked, before)
    own = _own_asks(case, rungs, asked, {*mandatory, *lessons})
    asks = _inherited(own, before)
    supplies = {pk: tuple(sorted(rung.element for rung in rungs if pk in rung.lessons)) for pk in {*mandatory, *lessons}}
    ranks = {pk: _rank(case.world.codes[pk], supplies[pk], own[pk]) for pk in supplies}
    first = arrange(mandatory, before, ranks, ())
    then = arrange(set(lessons) - mandatory, before, ranks, first)
    for section, codes in ((MANDATORY, first), (GAP, then)):
        for pk in codes:
            picture.rows.append(_row(case, len(picture.rows) + 1, section, pk, supplies[pk], asks[pk]))
    planned = {row.lesson for row in picture.rows}
    picture.begun = sorted(case.learned.begun - planned, key=lambda pk: case.world.codes[pk])
    return picture


def _own_asks(case: Case, rungs: list[Supplied], asked: Compulsory, lessons: Collection[int]) -> dict[int, list[Ask]]:
    """The lines that ask for each lesson itself or for a rung that it supplies."""
    found: dict[int, list[Ask]] = {pk: [] for pk in lessons}
    for pk, mine in found.items():
        for source, line in asked.get(pk, ()):
            mine.append(Ask(source, due=line_due(case, line) if line else None, priority=line.priority if line else None))
    for rung in rungs:
        reasons = asks_of(case, rung.element)
        for pk in rung.lessons & found.keys():
            found[pk].extend(reasons)
    return found


def _inherited(own: dict[int, list[Ask]], before: Mapping[int, Collection[int]]) -> dict[int, list[Ask]]:
    """A prerequisite that nobody asks for stands there for the sake of the lessons that require it."""
    found = {pk: list(mine) for pk, mine in own.items()}
    for pk, mine in own.items():
        for earlier in closure([pk], before) - {pk}:
            if not own.get(earlier, mine):
                found[earlier].extend(ask for ask in mine if ask not in found[earlier])
    return found


def _rank(code: str, supplies: tuple[Element, ...], asks: list[Ask]) -> Rank:
    dues = [ask.due.toordinal() for ask in asks if ask.due]
    priorities = [ask.priority for ask in asks if ask.priority]
    return Rank(
        min((each.level for each in supplies), default=LAST), min(dues, default=LAST), min(priorities, default=LAST), code
    )


def _row(case: Case, position: int, section: str, pk: int, supplies: tuple[Element, ...], asks: list[Ask]) -> Row:
    lesson = case.world.catalogue.lessons[pk]
    unique = tuple(dict.fromkeys(asks))
    due = min((ask.due for ask in unique if ask.due), default=None)
    binding = [ask.due for ask in unique if ask.due and ask.competency is None]
    overdue = section == MANDATORY and bool(binding) and min(binding) < case.world.day and not in_grace(case)
    return Row(
        position, section, pk, lesson.code, lesson.minutes, supplies, unique, due, case.person.tier not in lesson.tiers, overdue
    )


def in_grace(case: Case) -> bool:
    """Nothing is overdue within so many days of a change of post or of the first import."""
    days = [case.world.first_import, *(start for _, start in case.person.posts if start is not None and start <= case.world.day)]
    return case.world.day < max(days) + dt.timedelta(days=conf.get("GRACE_DAYS"))
