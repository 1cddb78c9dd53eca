"""Ask single persons: yearly hours, and any other set. The only place that writes assignments."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from lms.catalogue.models import HoursTarget
from lms.core import clock
from lms.core.bulk import insert
from lms.core.models import Revision
from lms.people import signals as people_signals
from lms.people.audience import ids_between
from lms.people.dated import ONE_DAY, Span, SpanChanges, change_spans
from lms.people.queries import chunks

from ..models import Assignment, Line, RequirementSet
from .lines import LineData, replace_lines

HOURS = "hours:"


def hours_set(target: HoursTarget, hours: Decimal) -> RequirementSet:
    """The set that asks ``hours`` a year towards ``target`` (code ``hours:PARTY-32``), made if it is not there."""
    number = f"{hours.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".") or "0"
    source = f"{target.code}-{number}"
    found, created = RequirementSet.objects.get_or_create(
        code=HOURS + source,
        defaults={"name": f"{target.name} {number}", "kind": RequirementSet.Kind.PERSON, "source_code": source},
    )
    if created:
        line = LineData(Line.Kind.HOURS, target_id=target.pk, hours=hours, window_years=1)
        replace_lines(requirement_set=found, lines=[line], logged=False)
    return found


def assign_hours(*, wanted: Mapping[int, Mapping[int, Decimal]], on: dt.date | None = None, by: Any = None) -> list[int]:
    """Fix yearly hours for many members: member id → target id → hours. Returns the ids of members for whom something changed.

    A target not named for a member is left alone; 0 ends what there was. A differing figure ends the day before ``on`` (today)
    and the new one starts on ``on``; a first one holds since always. A fixed number of queries for each 2,000 members and each
    different figure. Sends ``people.members_changed``.
    """
    on = on or clock.today()
    changed: list[int] = []
    with transaction.atomic():
        figures = {(target, hours) for targets in wanted.values() for target, hours in targets.items() if hours}
        targets = HoursTarget.objects.in_bulk()
        sets = {(target, hours): hours_set(targets[target], hours).pk for target, hours in sorted(figures)}
        target_of = _hours_targets(targets)
        for ids in chunks(wanted):
            changed += _assign_chunk(ids, wanted, sets, target_of, on)
        _tell(changed)
    return changed


def _hours_targets(targets: Mapping[int, HoursTarget]) -> dict[int, int]:
    """Hours set id → target id, for the sets that ``hours_set`` made."""
    ids = {target.code: pk for pk, target in targets.items()}
    rows = RequirementSet.objects.filter(code__startswith=HOURS).values_list("pk", "source_code")
    found = {pk: ids.get(source.rpartition("-")[0]) for pk, source in rows}
    return {pk: target for pk, target in found.items() if target is not None}


def _assign_chunk(
    ids: list[int],
    wanted: Mapping[int, Mapping[int, Decimal]],
    sets: Mapping[tuple[int, Decimal], int],
    target_of: Mapping[int, int],
    on: dt.date,
) -> list[int]:
    spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
    rows = Assignment.objects.filter(ids_between("member_id", ids), requirement_set__code__startswith=HOURS).order_by("pk")
    for pk, member, set_id, start, end in rows.values_list("pk", "member_id", "requirement_set_id", "start", "end"):
        if set_id in target_of:
            spans[member, target_of[set_id]].append(Span(pk, set_id, start, end))
    batch = _Batch(on)
    for member in ids:
        for target, hours in wanted[member].items():
            batch.add(member, spans.get((member, target), []), [sets[target, hours]] if hours else [], first_open=True)
    return batch.write()


class _Batch:
    """Collects changes of assignments and writes them set-based."""

    def __init__(self, on: dt.date) -> None:
        self.on = on
        self.rows = SpanChanges()
        self.new: list[tuple[int, int, dt.date | None]] = []
        self.changed: dict[int, None] = {}

    def add(self, member: int, spans: Sequence[Span], wanted: Sequence[int], *, first_open: bool) -> None:
        changes = change_spans(spans, wanted, self.on, first_open=first_open)
        if not changes:
            return
        self.changed[member] = None
        self.rows.end += changes.end
        self.rows.delete += changes.delete
        self.rows.reopen += changes.reopen
        self.rows.begin += changes.begin
        self.new += [(what, member, start) for what, start in changes.start]

    def write(self) -> list[int]:
        every = Assignment.objects
        for ids, values in (
            (self.rows.end, {"end": self.on - ONE_DAY}), (self.rows.reopen, {"end": None}), (self.rows.begin, {"start": self.on}),
        ):  # fmt: skip
            if ids:
                every.filter(pk__in=ids).update(**values)
        if self.rows.delete:
            every.filter(pk__in=self.rows.delete).delete()
        insert(Assignment, ("requirement_set_id", "member_id", "start"), self.new)
        return list(self.changed)


def assign(
    *, requirement_set: RequirementSet, member_ids: Iterable[int], on: dt.date | None = None, by: Any = None
) -> list[int]:
    """The set applies to these members from ``on`` (today) on. Returns those to whom it did not apply already."""
    return _apply(requirement_set, member_ids, on or clock.today(), by, "assign", [requirement_set.pk])


def unassign(
    *, requirement_set: RequirementSet, member_ids: Iterable[int], on: dt.date | None = None, by: Any = None
) -> list[int]:
    """The set applies to these members personally until the day before ``on`` (today). Returns those to whom it did."""
    return _apply(requirement_set, member_ids, on or clock.today(), by, "unassign", [])


def _apply(
    requirement_set: RequirementSet, member_ids: Iterable[int], on: dt.date, by: Any, action: str, wanted: list[int]
) -> list[int]:
    changed: list[int] = []
    with transaction.atomic():
        for ids in chunks(member_ids):
            spans: dict[int, list[Span]] = defaultdict(list)
            rows = Assignment.objects.filter(ids_between("member_id", ids), requirement_set=requirement_set).order_by("pk")
            for member, pk, set_id, start, end in rows.values_list("member_id", "pk", "requirement_set_id", "start", "end"):
                spans[member].append(Span(pk, set_id, start, end))
            batch = _Batch(on)
            for member in ids:
                batch.add(member, spans.get(member, []), wanted, first_open=False)
            changed += batch.write()
        if changed:
            data = {"members": len(changed), "on": on.isoformat()}
            log(requirement_set, f"lms_requirements.{action}", user=by, data=data)
            _tell(changed)
    return changed


def _tell(member_ids: list[int]) -> None:
    if member_ids:
        Revision.bump("requirements")
        people_signals.members_changed.send(sender=Assignment, member_ids=member_ids)
