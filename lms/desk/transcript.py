"""The member's own record, line by line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lms.people.models import Member
from lms.records.models import CreditEntry, Record
from lms.records.queries import LATEST_FIRST, rows_of_person, transcript
from lms.records.queries import Entry as Recorded

from . import wording_record as wording
from .reading import names_of, unique
from .viewmodels import Entry
from .wording import mode_column, mode_word


def entries_of(member: Member, user_id: int, year: int) -> tuple[Entry, ...]:
    """What counts of the year, the latest first. Five queries."""
    return _written(transcript(member, dt.date(year, 1, 1), dt.date(year, 12, 31)).entries, user_id)


def all_entries(member: Member, user_id: int) -> tuple[Entry, ...]:
    """What counts of all years, the latest first. Five queries."""
    return _written(transcript(member).entries, user_id)


def entries_of_lesson(member: Member, user_id: int, lesson: int) -> tuple[Entry, ...]:
    """What counts of one lesson, the latest first. Two queries where there is nothing, else at most four."""
    rows = Record.objects.filter(member_id__in=rows_of_person(member), activity_id=lesson).in_force()
    records = list(rows.select_related("activity", "unit").order_by(*LATEST_FIRST))
    if not records:
        return ()
    credits: dict[int, list[CreditEntry]] = defaultdict(list)
    for credit in CreditEntry.objects.filter(record__in=records).select_related("target").order_by("target__sort_order", "pk"):
        credits[credit.record_id].append(credit)
    return _written((Recorded(each, tuple(credits[each.pk])) for each in records), user_id)


def years_of(member: Member) -> list[int]:
    """Calendar years in which something was recorded. Two queries."""
    days = Record.objects.filter(member_id__in=rows_of_person(member)).in_force().dates("day", "year")
    return [day.year for day in days]


def _written(found: Iterable[Recorded], user_id: int) -> tuple[Entry, ...]:
    """At most one query, for the names of those who entered something."""
    lines = list(found)
    names = names_of({each.record.recorded_by_id for each in lines} - {user_id})
    return tuple(_entry(each, user_id, names) for each in lines)


def _entry(recorded: Recorded, user_id: int, names: Mapping[int, str]) -> Entry:
    record, credits = recorded.record, recorded.credits
    most = max((credit.hours for credit in credits), default=None)
    targets = unique(str(credit.target) for credit in credits)
    return Entry(
        day=record.day,
        what=_what(record),
        # The labels of the enumerations: get_…_display would translate all of them to find one.
        verb=str(Record.Verb(record.verb).label),
        result=_result(record),
        hours=wording.hours_towards(most, targets) if most else "",
        entered_by=_entered_by(record, user_id, names),
        pk=record.pk,
        how=_how(record),
        outcome=_result(record, False),
        minutes=_minutes(record),
        unit=record.unit.name if record.unit else "",
        assessed=record.level is not None,
    )


def _what(record: Record) -> str:
    if record.activity:
        return record.activity.title
    if record.competency:
        return record.competency.name
    return record.platform or wording.outside(record.verb == Record.Verb.OPENING)


def _how(record: Record) -> str:
    """The form of a lesson, or the mode of hours from elsewhere."""
    return record.form or (mode_word(mode_column(record.mode)) if record.mode else "")


def _result(record: Record, with_minutes: bool = True) -> str:
    kind = str(Record.Evidence(record.kind).label) if record.kind else ""
    if record.level is not None:
        return wording.assessed(record.level, kind)
    return wording.result(record.score, record.success, _minutes(record) if with_minutes else None)


def _minutes(record: Record) -> int | None:
    """How long the learning took. What was only begun took none yet, and a look at somebody's level is no learning."""
    return None if record.verb == Record.Verb.STARTED or record.level is not None else record.minutes


def _entered_by(record: Record, user_id: int, names: Mapping[int, str]) -> str:
    """Who wrote it down, where that was somebody else; the way it came (签到表, 送学上门…) where it is stored."""
    if record.recorded_by_id == user_id:
        return ""
    way = str(Record.Reason(record.reason).label) if record.reason else ""
    if record.recorded_by_id is not None:
        return wording.entered_by(names.get(record.recorded_by_id, ""), way)
    return wording.imported(way) if record.source.startswith("sheet:") else way
