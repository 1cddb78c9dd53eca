"""The verb 自评: a member says at which level he or she is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lms.competencies.models import Competency
from lms.core import clock, conf
from lms.people.models import Member

from .actions import Conflict, record
from .claims import counts_as
from .facts import NewRecord
from .levels import BASIS_FORMAL, BASIS_LEARNED, BASIS_SELF, Evidence, level_on, steps_of, strength_of
from .models import Record
from .queries import levels_on, rows_of_person

#: The channel of what members claim on their own pages.
SOURCE = "desk:self"
#: How often a claim is tried where another one of the same person arrives at the same moment.
TRIES = 3


class NotClaimable(Exception):
    """The claim would change nothing, so nothing is written."""


class Outweighed(NotClaimable):
    """A formal assessment or what was learned sets the level; a person's own word does not change it."""


class Corrected(NotClaimable):
    """What the member said today was corrected by somebody else; that stands."""


@dataclass(frozen=True, slots=True)
class Claim:
    """``claimed``: what was said. ``level``: what of it counts. ``written``: False where it was said already."""

    claimed: int
    level: int
    written: bool

    @property
    def limited(self) -> bool:
        return self.level < self.claimed


def claim(*, member: Member, competency: Competency, level: int, by: Any, day: dt.date | None = None) -> Claim:
    """Write down that ``member`` puts himself or herself at ``level`` (0 to 4) on ``day`` (default today).

    Above the setting SELF_CLAIM_LIMIT a claim counts as the limit, but never lowers a self-assessment that stands. A second
    claim of one day corrects the first; the same one again writes nothing. Raises Outweighed and Corrected. About eight
    queries beside those of ``record``.
    """
    if not 0 <= level <= 4:
        raise ValueError(f"no level {level}")
    day = day or clock.today()
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _claim(member, competency, level, by, day)
        except Conflict:
            if not left:
                raise
    raise AssertionError  # pragma: no cover


def _claim(member: Member, competency: Competency, claimed: int, by: Any, day: dt.date) -> Claim:
    survivor = member.merged_into_id or member.pk
    Member.objects.select_for_update().get(pk=survivor)
    known = levels_on([survivor], day)[survivor].get(competency.pk)
    if known is not None and outweighs(known.basis):
        raise Outweighed
    rows = Record.objects.filter(member_id__in=rows_of_person(member), competency=competency, verb="assessed")
    told = _Told(list(rows.order_by("pk")), day)
    if told.taken_over:
        raise Corrected
    counts = counts_as(claimed, conf.get("SELF_CLAIM_LIMIT"), told.standing(competency, day))
    last = told.last
    if last is not None and last.level == counts and last.data.get("claimed", last.level) == claimed:
        return Claim(claimed, counts, written=False)
    base = f"m{survivor}:c{competency.pk}:{day.isoformat()}"
    record(
        NewRecord(
            member_id=survivor, verb="assessed", source=SOURCE, day=day, competency_id=competency.pk, kind="self",
            key=base if not told.mine else f"{base}:v{len(told.mine) + 1}", level=counts, data={"claimed": claimed},
            corrects_source=last.source if last else "", corrects_key=last.key if last else "",
        ),
        by=by,
    )
    return Claim(claimed, counts, written=True)


class _Told:
    """What is recorded of one person in one competency, and what of it was said on the member's own page on ``day``."""

    def __init__(self, rows: list[Record], day: dt.date) -> None:
        self.mine = [row for row in rows if row.source == SOURCE and row.day == day]
        self.others = [row for row in rows if row not in self.mine]
        corrected = _corrected(rows)
        self.before = _corrected(self.others)
        ends = [row for row in self.mine if (row.source, row.key) not in corrected]
        #: Somebody else corrected what was said today.
        self.taken_over = bool(self.mine) and not ends
        same_day = [
            row for row in self.others
            if row.day == day and row.kind == "self" and not row.is_void and (row.source, row.key) not in corrected
        ]
        #: The self-assessment of the day that a further one corrects.
        self.last = next(reversed(ends or same_day), None)

    def standing(self, competency: Competency, day: dt.date) -> int:
        """The level that a self-assessment gives without what was said today: 0 where none does."""
        evidence = [
            Evidence(row.day, row.kind, strength, row.level or 0, row.pk, (row.source, row.key))
            for row in self.others
            if row.day <= day and not row.is_void and (row.source, row.key) not in self.before
            and (strength := strength_of(row.kind, row.activity_id is not None, competency.evidence_types)) is not None
        ]
        level, basis, _held, _step = level_on(steps_of(evidence, competency.refresh_months), day)
        return level if basis == BASIS_SELF else 0


def _corrected(rows: Iterable[Record]) -> set[tuple[str, str]]:
    return {(row.corrects_source, row.corrects_key) for row in rows if row.corrects_key}


def outweighs(basis: str) -> bool:
    """Whether a level of this basis stands above a person's own word."""
    return basis in (BASIS_FORMAL, BASIS_LEARNED)
