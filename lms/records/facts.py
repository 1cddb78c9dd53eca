"""What may be written into the record: one plain value for one fact. Nothing here touches the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

VERBS = frozenset({"assessed", "started", "completed", "passed", "attended", "exempted", "credited", "opening"})
ABOUT_ACTIVITY = frozenset({"started", "completed", "passed", "attended", "exempted"})
HOURS = frozenset({"credited", "opening"})
KINDS = frozenset({"observation", "test", "supervisor", "self", "quiz", "assignment", "case", "task"})
CENT = Decimal("0.01")

#: Longest values by field, as in the table: SQLite would take longer ones in silence.
LIMITS = {"source": 40, "key": 120, "corrects_source": 40, "corrects_key": 120, "mode": 20, "platform": 40, "reason": 10}

#: Verbs that tell of a check that was passed.
CHECKS = frozenset({"passed", "exempted"})
#: Source of facts entered by an administrator: completion without proof of knowledge.
ADMIN = "admin"

#: The keys of ``data`` that the door itself writes; they are no part of what was told.
STAMPED_DATA = frozenset({"teaches"})


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One fact to be written. ``member_id`` to ``day`` are needed, the rest depends on the verb.

    ``source`` is the channel, ``key`` unique within it. ``minutes`` and ``hours`` are what the source says; without minutes
    the activity's count. ``occurred_at`` defaults to noon, local time, of ``day``. ``corrects_*`` name the row this one
    replaces, ``is_void`` replaces it by nothing. No name and no free text may stand in ``key`` or ``data``.
    """

    member_id: int
    verb: str
    source: str
    key: str
    day: dt.date
    activity_id: int | None = None
    competency_id: int | None = None
    kind: str = ""
    level: int | None = None
    success: bool | None = None
    score: Decimal | None = None
    minutes: int | None = None
    hours: Decimal | None = None
    mode: str = ""
    platform: str = ""
    reason: str = ""
    corrects_source: str = ""
    corrects_key: str = ""
    is_void: bool = False
    occurred_at: dt.datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What a batch did. ``conflicts``: the refused fact and the id of the row that says otherwise (0 in a dry run
    where that row stands in the same batch). ``record_ids``: the rows written, in the order of the facts."""

    created: int = 0
    same: int = 0
    conflicts: list[tuple[NewRecord, int]] = field(default_factory=list)
    record_ids: list[int] = field(default_factory=list)


class BadFact(ValueError):
    """A fact that can never be written, whoever sends it."""


def _cents(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(CENT, rounding=ROUND_HALF_UP)


def _problem(fact: NewRecord) -> str:
    """Why the fact is refused, or nothing."""
    if fact.verb not in VERBS:
        return f"unknown verb {fact.verb!r}"
    if not fact.source or not fact.key:
        return "a fact needs a source and a key"
    for name, most in LIMITS.items():
        if len(getattr(fact, name)) > most:
            return f"{name} is longer than {most}"
    if STAMPED_DATA & fact.data.keys():
        return "data holds a key that only the door writes"
    if bool(fact.corrects_source) != bool(fact.corrects_key):
        return "a correction names source and key"
    if fact.is_void:
        return "" if fact.corrects_key else "a void row must correct another"
    if fact.corrects_key and (fact.corrects_source, fact.corrects_key) == (fact.source, fact.key):
        return "a row cannot correct itself"
    if fact.verb == "assessed":
        if fact.competency_id is None or fact.level is None or not 0 <= fact.level <= 4 or fact.kind not in KINDS:
            return "an assessment needs competency, kind and a level from 0 to 4"
    elif fact.verb in ABOUT_ACTIVITY and fact.activity_id is None:
        return f"{fact.verb} needs an activity"
    elif fact.verb in HOURS and (fact.hours is None or fact.hours < 0):
        return f"{fact.verb} needs hours"
    return ""


def proves_what_is_taught(fact: NewRecord) -> bool:
    """Whether the fact is a passed scored check: evidence ``quiz`` at each level that the activity teaches.

    A test-out (``exempted``) is one where it has a score. What an administrator entered never is.
    """
    if fact.verb not in CHECKS or fact.success is False or fact.source == ADMIN:
        return False
    return fact.verb == "passed" or fact.score is not None


def checked(fact: NewRecord) -> NewRecord:
    """The fact with numbers as they are stored (two places, half up). Raises BadFact."""
    problem = _problem(fact)
    if problem:
        raise BadFact(f"{fact.source}/{fact.key}: {problem}")
    if fact.score is None and fact.hours is None:
        return fact
    return replace(fact, score=_cents(fact.score), hours=_cents(fact.hours))


#: Columns that make up the content of a fact, in the order in which ``content`` gives them. The member stands apart,
#: because two rows of one person are one member.
CONTENT = (
    "verb", "activity_id", "competency_id", "kind", "level", "success", "score", "hours", "mode", "platform", "reason",
    "day", "corrects_source", "corrects_key", "is_void",
)


_CONTENT: Callable[[NewRecord], tuple[Any, ...]] = attrgetter(*CONTENT)


def content(fact: NewRecord) -> tuple[Any, ...]:
    """What must be equal for two facts to be the same one; see ``agrees`` for the rest."""
    return _CONTENT(fact)


def agrees(fact: NewRecord, minutes: int | None, occurred_at: dt.datetime, data: Mapping[str, Any]) -> bool:
    """Whether the stored row's further columns say what the fact says. What the fact leaves open was filled in by the door."""
    told = {name: value for name, value in data.items() if name not in STAMPED_DATA}
    return (
        told == dict(fact.data)
        and (fact.minutes is None or fact.minutes == minutes)
        and (fact.occurred_at is None or fact.occurred_at == occurred_at)
    )
