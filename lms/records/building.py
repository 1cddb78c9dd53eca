"""From a fact to the row that is stored: the fact with what was true of member, activity and rules at the time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from lms.catalogue.models import Activity, CreditRuleVersion, Teaches
from lms.core import conf
from lms.core.dates import holds_on

from .facts import ABOUT_ACTIVITY, CONTENT, NewRecord, content, proves_what_is_taught
from .stamping import Stamper

#: A fact without a time of day happened at noon.
NOON = dt.time(12)
#: Verbs whose learning may give hours by rule.
EARNING = ("completed", "passed", "attended", "exempted")
#: All columns of a record but its id, as ``Builder.build`` gives them.
COLUMNS = (
    *CONTENT, "member_id", "source", "key", "minutes", "form", "occurred_at", "recorded_at", "recorded_by_id",
    "unit_id", "tier_code", "post_codes", "rules_id", "data",
)
CHUNK = 500


class Builder:
    """Builds rows for the facts of one batch; reads activities and rule versions once, and only when a fact needs them."""

    def __init__(self, facts: Collection[NewRecord], stamper: Stamper, by: Any) -> None:
        self.stamper = stamper
        self.recorded_by_id = getattr(by, "pk", None)
        self.now = timezone.now()
        self._noons: dict[dt.date, dt.datetime] = {}
        about = [fact for fact in facts if fact.activity_id is not None and fact.verb in ABOUT_ACTIVITY]
        self.activities = _activities({fact.activity_id for fact in about if fact.activity_id is not None})
        checks = {fact.activity_id for fact in about if proves_what_is_taught(fact)}
        self.teaches = _teaches({pk for pk in checks if pk is not None})
        self.versions = _versions() if any(fact.verb in EARNING for fact in about) else []

    def build(self, fact: NewRecord) -> tuple[Any, ...]:
        """The values of the row, in the order of ``COLUMNS``."""
        stamp = self.stamper.stamp(fact.member_id, fact.day)
        form, minutes = self.activities.get(fact.activity_id or 0, ("", None))
        return (
            *content(fact), fact.member_id, fact.source, fact.key, minutes if fact.minutes is None else fact.minutes, form,
            fact.occurred_at or self._noon(fact.day), self.now, self.recorded_by_id,
            stamp.unit_id, stamp.tier_code, stamp.post_codes, self._version(fact), self._data(fact),
        )

    def _noon(self, day: dt.date) -> dt.datetime:
        if day not in self._noons:
            self._noons[day] = timezone.make_aware(dt.datetime.combine(day, NOON))
        return self._noons[day]

    def _version(self, fact: NewRecord) -> int | None:
        """The version of the rule set in force on the day of the fact: a later rule never rewrites this credit."""
        if fact.activity_id is None or fact.verb not in EARNING:
            return None
        return next((pk for pk, start, end in self.versions if holds_on(start, end, fact.day)), None)

    def _data(self, fact: NewRecord) -> dict[str, Any]:
        """A scored check says what it proves, so that a lesson that changes later does not change the past."""
        data = dict(fact.data)
        if fact.activity_id in self.teaches and proves_what_is_taught(fact):
            data["teaches"] = self.teaches[fact.activity_id]
        return data


def _activities(ids: set[int]) -> dict[int, tuple[str, int | None]]:
    """Form and minutes by id."""
    found: dict[int, tuple[str, int | None]] = {}
    for part in _parts(ids):
        for pk, form, minutes in Activity.objects.filter(pk__in=part).values_list("pk", "form", "minutes"):
            found[pk] = (form, minutes)
    return found


def _teaches(ids: set[int]) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = defaultdict(list)
    for part in _parts(ids):
        rows = Teaches.objects.filter(activity_id__in=part).order_by("competency_id", "level")
        for pk, competency, level in rows.values_list("activity_id", "competency_id", "level"):
            found[pk].append([competency, level])
    return dict(found)


def _versions() -> list[tuple[int, dt.date | None, dt.date | None]]:
    """Versions of the rule set in force, the newest first."""
    rows = CreditRuleVersion.objects.filter(rule_set__code=conf.get("CREDIT_RULES")).order_by("-number")
    return list(rows.values_list("pk", "start", "end"))


def version_on(day: dt.date) -> int | None:
    """The version of the rule set in force on ``day``. One query."""
    return next((pk for pk, start, end in _versions() if holds_on(start, end, day)), None)


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(ids)
    return (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))
