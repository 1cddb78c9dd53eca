"""The one door through which facts enter the record, and the upkeep of what is computed from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from wagtail.log_actions import log

from lms.catalogue.models import Activity
from lms.core.bulk import insert

from . import signals
from .building import COLUMNS, Builder
from .doorway import Sorted, sort_out
from .facts import ADMIN, NewRecord, Outcome, checked
from .models import Record
from .people import Persons
from .projections.rows import CHECK_VERBS, Touched
from .projections.run import bring_in_line, chunks
from .reentry import free_keys
from .stamping import Stamper

#: The values of a record in the order of ``COLUMNS``, and where its data stand.
Row = tuple[Any, ...]
DATA = COLUMNS.index("data")


class Conflict(Exception):
    """A fact of the same source and key is recorded with other content: ``existing_id``. Enter a correction instead."""

    def __init__(self, fact: NewRecord, existing_id: int) -> None:
        super().__init__(f"{fact.source}/{fact.key} is recorded with other content (record {existing_id})")
        self.fact = fact
        self.existing_id = existing_id


def record_many(facts: Sequence[NewRecord], *, by: Any = None, dry_run: bool = False) -> Outcome:
    """Write the facts that are new, with the projections of every member they touch, in one transaction.

    What is recorded already counts as ``same``; other content under a recorded (source, key), and a second correction of one row,
    are refused as conflicts while the rest is written. Raises BadFact, before anything is written, for a fact that can never
    stand. Sends ``recorded`` with the ids of the touched members. A dry run only sorts the facts.
    """
    return _through_the_door([checked(fact) for fact in facts], by, dry_run)[0]


def record(fact: NewRecord, *, by: Any = None) -> Record:
    """Write one fact, or return the row that says it already. Raises Conflict and BadFact.

    An assessment takes at most eight statements with its projections.
    """
    outcome, written, found = _through_the_door([checked(fact)], by, False)
    if outcome.conflicts:
        raise Conflict(*outcome.conflicts[0])
    if not outcome.created:
        return Record.objects.get(pk=found.same[0].pk)
    row = Record(pk=outcome.record_ids[0], **dict(zip(COLUMNS, written[0], strict=True)))
    row._state.adding, row._state.db = False, connection.alias
    return row


def _through_the_door(told: Sequence[NewRecord], by: Any, dry_run: bool) -> tuple[Outcome, list[Row], Sorted]:
    """Somebody else may write one of the facts between our look and our insert: then we look once more.

    A single fact is nearly always new: it is written without a look, and only if the database refuses it we look.
    """
    alone = len(told) == 1 and not told[0].corrects_key and not dry_run
    try:
        with transaction.atomic():
            return _write(told, by, dry_run, look=not alone)
    except IntegrityError:
        with transaction.atomic():
            return _write(told, by, dry_run, look=True)


def _write(told: Sequence[NewRecord], by: Any, dry_run: bool, *, look: bool) -> tuple[Outcome, list[Row], Sorted]:
    persons = Persons(fact.member_id for fact in told)
    found = sort_out(told, persons.same) if look else Sorted(fresh={(fact.source, fact.key): fact for fact in told})
    written = [] if dry_run else _build(found, persons, by)
    ids = dict(zip(found.fresh, insert(Record, COLUMNS, written), strict=not dry_run))
    outcome = Outcome(
        created=len(found.fresh),
        same=len(found.same) + found.same_in_batch,
        conflicts=[(fact, ids.get(name) or (found.known[name].pk if name in found.known else 0)) for fact, name in found.refused],
        record_ids=list(ids.values()),
    )
    if written:
        touched = _touched(found, written, persons)
        bring_in_line(persons.rows_of(touched), touched)
        signals.recorded.send(sender=Record, member_ids=sorted(touched))
    return outcome, written, found


def _build(found: Sorted, persons: Persons, by: Any) -> list[Row]:
    builder = Builder(found.fresh.values(), Stamper(persons.people), by)
    return [builder.build(fact) for fact in found.fresh.values()]


def _touched(found: Sorted, written: Iterable[Row], persons: Persons) -> dict[int, Touched]:
    """What the new rows change, by surviving member; a correction also touches the member of the row it corrects."""
    touched: dict[int, Touched] = {}
    for fact, row in zip(found.fresh.values(), written, strict=True):
        mine = touched.setdefault(persons.survivor(fact.member_id), Touched())
        mine.add(fact.verb, fact.activity_id, fact.competency_id, fact.day, row[DATA])
        corrected = found.known.get((fact.corrects_source, fact.corrects_key)) if fact.corrects_key else None
        if corrected is not None:
            persons.need([corrected.member_id])
            touched.setdefault(persons.survivor(corrected.member_id), Touched()).add(*corrected.touched())
    return touched


def record_completion(
    *, member_ids: Collection[int], activity: Activity, day: dt.date, reason: str, by: Any,
    score: Decimal | None = None, passed: bool = False,
) -> Outcome:
    """An administrator enters that members completed, attended (现场活动) or passed an activity on ``day``.

    ``reason`` is one of ``Record.Reason``. The completion rule counts as met; it is no evidence of a level, even where
    ``passed``. Entering it twice writes nothing more; what was cancelled may be entered
    again. One log entry with the members' ids.
    """
    verb = "passed" if passed else "attended" if activity.kind == Activity.Kind.SESSION else "completed"
    keys = {pk: f"m{pk}:a{activity.pk}:{day.isoformat()}" for pk in member_ids}
    free = free_keys(ADMIN, list(keys.values()))
    facts = [
        NewRecord(
            member_id=pk, verb=verb, source=ADMIN, key=free[keys[pk]], day=day,
            activity_id=activity.pk, success=True, score=score, reason=reason,
        )
        for pk in sorted(set(member_ids))
    ]
    with transaction.atomic():
        outcome = record_many(facts, by=by)
        if outcome.created:
            data = {"members": sorted(set(member_ids)), "day": day.isoformat(), "reason": reason}
            log(activity, "lms_records.completion", user=by, data=data)
    return outcome


def reproject(member_ids: Iterable[int]) -> None:
    """Compute all projections of these members anew, such as after two rows of one person were merged."""
    for ids in chunks(member_ids):
        with transaction.atomic():
            persons = Persons(ids)
            touched = {persons.survivor(pk): Touched(everything=True) for pk in ids}
            bring_in_line(persons.rows_of(touched), touched)


def reproject_competencies(competency_ids: Collection[int]) -> list[int]:
    """Compute the levels in these competencies anew, after their refresh months or evidence types changed.

    Returns the members with evidence that may count for one of them.
    """
    wanted = Q(verb="assessed", competency_id__in=competency_ids) | Q(verb__in=CHECK_VERBS)
    rows = Record.objects.filter(wanted).order_by().values_list("member_id", flat=True)
    found: set[int] = set()
    for ids in chunks(rows.distinct()):
        with transaction.atomic():
            persons = Persons(ids)
            touched = {persons.survivor(pk): Touched(competencies=set(competency_ids)) for pk in ids}
            bring_in_line(persons.rows_of(touched), touched)
            found.update(touched)
    if found:
        signals.recorded.send(sender=Record, member_ids=sorted(found))
    return sorted(found)
