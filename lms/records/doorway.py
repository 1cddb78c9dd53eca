"""Which facts of a batch are new, which are known, and which are refused. Reads, never writes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q

from .facts import CONTENT, NewRecord, agrees, content
from .models import Record

#: Keys named in one query.
CHUNK = 500

Name = tuple[str, str]


class Known(NamedTuple):
    """A stored row, as far as a fact can agree with it or touch it."""

    pk: int
    member_id: int
    minutes: int | None
    occurred_at: dt.datetime
    data: dict[str, Any]
    content: tuple[Any, ...]

    def touched(self) -> tuple[str, int | None, int | None, dt.date, dict[str, Any]]:
        said = dict(zip(CONTENT, self.content, strict=True))
        return said["verb"], said["activity_id"], said["competency_id"], said["day"], self.data


@dataclass(slots=True)
class Sorted:
    """``fresh``: facts to be written. ``known``: stored rows by (source, key), among them those that fresh facts correct.
    ``refused``: the fact and the name of the row that stands against it."""

    fresh: dict[Name, NewRecord] = field(default_factory=dict)
    known: dict[Name, Known] = field(default_factory=dict)
    same: list[Known] = field(default_factory=list)
    same_in_batch: int = 0
    refused: list[tuple[NewRecord, Name]] = field(default_factory=list)


def _questions(facts: Sequence[NewRecord]) -> Iterator[Q]:
    """Conditions for all rows named by the facts, and for all rows that correct what the facts correct."""
    keys: dict[str, set[str]] = defaultdict(set)
    corrected: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        keys[fact.source].add(fact.key)
        if fact.corrects_key:
            keys[fact.corrects_source].add(fact.corrects_key)
            corrected[fact.corrects_source].add(fact.corrects_key)
    parts = [Q(source=source, key__in=part) for source in keys for part in _parts(keys[source])]
    parts += [
        Q(corrects_source=source, corrects_key__in=part) for source in corrected for part in _parts(corrected[source])
    ]
    if len(facts) == 1:
        yield Q(*parts, _connector=Q.OR)
    else:
        yield from parts


def _parts(keys: set[str]) -> Iterator[list[str]]:
    wanted = sorted(keys)
    for at in range(0, len(wanted), CHUNK):
        yield wanted[at : at + CHUNK]


def _read(facts: Sequence[NewRecord]) -> tuple[dict[Name, Known], dict[Name, Name]]:
    """Stored rows by name, and which stored row corrects which name."""
    known: dict[Name, Known] = {}
    corrected_by: dict[Name, Name] = {}
    columns = ("source", "key", "pk", "member_id", "minutes", "occurred_at", "data", *CONTENT)
    at = CONTENT.index("corrects_source")
    for question in _questions(facts):
        rows = Record.objects.filter(question).order_by().values_list(*columns)
        for source, key, pk, member, minutes, at_time, data, *said in rows:
            row = Known(pk, member, minutes, at_time, data, tuple(said))
            known[source, key] = row
            corrects = row.content[at], row.content[at + 1]
            if corrects[1]:
                corrected_by[corrects] = source, key
    return known, corrected_by


def sort_out(facts: Sequence[NewRecord], same_person: Callable[[int, int], bool]) -> Sorted:
    """Compare the facts with the stored rows and with each other. The first of two facts of one name stands."""
    known, corrected_by = _read(facts)
    found = Sorted(known=known)
    for fact in facts:
        name, corrects = (fact.source, fact.key), (fact.corrects_source, fact.corrects_key)
        stored, earlier = known.get(name), found.fresh.get(name)
        if stored is not None:
            equal = (
                same_person(stored.member_id, fact.member_id)
                and stored.content == content(fact)
                and agrees(fact, stored.minutes, stored.occurred_at, stored.data)
            )
            if equal:
                found.same.append(stored)
            else:
                found.refused.append((fact, name))
        elif earlier is not None:
            if earlier == fact:
                found.same_in_batch += 1
            else:
                found.refused.append((fact, name))
        elif fact.corrects_key and corrected_by.setdefault(corrects, name) != name:
            found.refused.append((fact, corrected_by[corrects]))
        else:
            found.fresh[name] = fact
    return found
