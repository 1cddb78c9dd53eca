"""The member's own record of a year, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.contrib.auth import get_user_model

from lms.people.models import Member
from lms.records.models import Record
from lms.records.queries import Entry as Recorded
from lms.records.queries import rows_of_person, transcript

from . import wording
from .reading import unique
from .viewmodels import Entry


def entries_of(member: Member, user_id: int, year: int) -> tuple[Entry, ...]:
    """What counts of the year, the latest first. Five queries."""
    found = transcript(member, dt.date(year, 1, 1), dt.date(year, 12, 31)).entries
    others = {pk for each in found if (pk := each.record.recorded_by_id) and pk != user_id}
    accounts = get_user_model()._default_manager.filter(pk__in=others)
    names = {account.pk: wording.person(account.last_name, account.first_name) or account.get_username() for account in accounts}
    return tuple(_entry(each, user_id, names) for each in found)


def years_of(member: Member) -> list[int]:
    """Calendar years in which something was recorded. Two queries."""
    days = Record.objects.filter(member_id__in=rows_of_person(member)).in_force().dates("day", "year")
    return [day.year for day in days]


def _entry(recorded: Recorded, user_id: int, names: Mapping[int, str]) -> Entry:
    record, credits = recorded.record, recorded.credits
    most = max((credit.hours for credit in credits), default=None)
    targets = unique(credit.target.name for credit in credits)
    return Entry(
        day=record.day,
        what=_what(record),
        verb=str(record.get_verb_display()),
        result=_result(record),
        hours=wording.hours_towards(most, targets) if most else "",
        entered_by=_entered_by(record, user_id, names),
    )


def _what(record: Record) -> str:
    if record.activity:
        return record.activity.title
    if record.competency:
        return record.competency.name
    return record.platform or wording.outside(record.verb == Record.Verb.OPENING)


def _result(record: Record) -> str:
    kind = str(record.get_kind_display()) if record.kind else ""
    if record.level is not None:
        return wording.assessed(record.level, kind)
    return wording.result(record.score, record.success, record.minutes)


def _entered_by(record: Record, user_id: int, names: Mapping[int, str]) -> str:
    """Who wrote it down, where that was somebody else; the way it came (签到表, 送学上门…) where it is stored."""
    if record.recorded_by_id == user_id:
        return ""
    way = str(record.get_reason_display()) if record.reason else ""
    if record.recorded_by_id is not None:
        return wording.entered_by(names.get(record.recorded_by_id, ""), way)
    return wording.imported(way) if record.source.startswith("sheet:") else way
