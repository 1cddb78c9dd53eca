"""Where a member's levels come from, and how they changed. Two queries, however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from lms.planning.cases import Case
from lms.records.models import LevelStep, Record

from . import wording_abilities as words
from .reading import names_of


class Step(NamedTuple):
    """One step of a level with the record behind it."""

    competency: int
    level: int
    basis: str
    start: dt.date
    until: dt.date | None
    verb: str
    kind: str
    day: dt.date
    source: str
    reason: str
    entered_by: int | None
    title: str | None
    data: dict[str, Any]
    account: int | None


COLUMNS = (
    "competency_id", "level", "basis", "start", "until", "record__verb", "record__kind", "record__day", "record__source",
    "record__reason", "record__recorded_by_id", "record__activity__title", "record__data", "member__user_id",
)


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a level: the record in one line, what was claimed where that is more than counts, every change."""

    evidence: str = ""
    claimed: int = 0
    history: tuple[str, ...] = ()


class Evidence:
    """The steps of one member until the day of ``case``, by competency, in their order."""

    def __init__(self, case: Case) -> None:
        self.day = case.world.day
        rows = LevelStep.objects.filter(member_id=case.person.id, start__lte=self.day).order_by("competency_id", "start")
        self.steps: dict[int, list[Step]] = defaultdict(list)
        for row in rows.values_list(*COLUMNS):
            step = Step._make(row)
            self.steps[step.competency].append(step)
        self.names = names_of({step.entered_by for steps in self.steps.values() for step in steps if self._by_another(step)})

    def backing(self, competency: int) -> Backing:
        steps = self.steps.get(competency, [])
        if not steps:
            return Backing()
        last = steps[-1]
        claim = last.data.get("claimed", 0) if last.basis == LevelStep.Basis.SELF and self._holds(last) else 0
        return Backing(
            words.evidence(last.day, self._how(last), self._who(last)), claim if claim > last.level else 0, self._history(steps)
        )

    def held(self) -> dict[int, int]:
        """Levels of today by competency; without those that lapsed and those of level 0."""
        last = {competency: steps[-1] for competency, steps in self.steps.items()}
        return {competency: step.level for competency, step in last.items() if step.level and self._holds(step)}

    def _holds(self, step: Step) -> bool:
        return step.until is None or self.day < step.until

    def _history(self, steps: list[Step]) -> tuple[str, ...]:
        """The latest first. What lapsed and was not followed at once says so."""
        lines: list[str] = []
        for step, after in zip(steps, [*steps[1:], None], strict=True):
            lines.append(words.change(step.start, step.level, self._how(step), self._who(step)))
            if step.until and step.until <= self.day and (after is None or after.start > step.until):
                lines.append(words.lapse(step.until))
        return tuple(reversed(lines))

    @staticmethod
    def _how(step: Step) -> str:
        # The labels of the enumerations: get_…_display would translate all of them to find one.
        label = Record.Evidence(step.kind).label if step.kind else Record.Verb(step.verb).label
        return words.learned(str(label), step.title or "")

    @staticmethod
    def _by_another(step: Step) -> bool:
        return step.entered_by is not None and step.entered_by != step.account

    def _who(self, step: Step) -> str:
        if step.entered_by is not None and not self._by_another(step):
            return words.by_oneself()
        way = str(Record.Reason(step.reason).label) if step.reason else ""
        return words.entered(step.source, way, None if step.entered_by is None else self.names.get(step.entered_by, ""))
