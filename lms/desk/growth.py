"""How the member's levels changed in a year, told from the stored steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from lms.people.models import Member
from lms.records.models import LevelStep, Record

from . import wording_record as wording
from .viewmodels import Growth


def growth_of(member: Member, first: int, last: int, today: dt.date) -> tuple[Growth, ...]:
    """Changes in the years ``first`` to ``last``, the latest first; nothing that is yet to come. One query."""
    rows = LevelStep.objects.filter(member_id=member.merged_into_id or member.pk, start__lte=today)
    steps = rows.select_related("competency", "record").order_by("competency__code", "competency_id", "start")
    found = [
        change
        for _competency, mine in groupby(steps, key=lambda step: step.competency_id)
        for change in _changes(list(mine), today)
        if first <= change.day.year <= last
    ]
    return tuple(sorted(found, key=lambda change: change.day, reverse=True))


def _changes(steps: Sequence[LevelStep], today: dt.date) -> Iterator[Growth]:
    """The changes of one competency in the order of time: what was seen, and what ran out before something new was seen."""
    before: int | None = None
    word = wording.unassessed()
    for at, step in enumerate(steps):
        what = step.competency.name
        if step.level != before:
            now, raised = wording.level(step.level), at > 0 and step.level > (before or 0)
            yield Growth(step.start, what, word, now, _basis(step), raised=raised, is_first=at == 0)
            before, word = step.level, now
        following = steps[at + 1].start if at + 1 < len(steps) else None
        if step.level and step.until and step.until <= today and (following is None or step.until < following):
            yield Growth(step.until, what, word, wording.lapsed(), "", lapsed=True)
            before, word = None, wording.lapsed()


def _basis(step: LevelStep) -> str:
    kind = step.record.kind
    return str(Record.Evidence(kind).label) if kind else str(LevelStep.Basis(step.basis).label)
