"""Compare what is stored with what was computed, and write the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from lms.core.bulk import insert

DELETE_CHUNK = 900

Facts = Mapping[Any, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Where a projection is stored. ``key`` begins with the member; ``json`` columns hold lists, compared as tuples.

    ``unique``: the database allows one row a key, so that a changed row can be overwritten in place.
    """

    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    json: tuple[str, ...] = ()
    unique: bool = False


@dataclass(slots=True)
class Difference:
    """``stale``: stored rows (pk, key, values) that should not be there; ``missing``: computed ones that are not."""

    stale: list[tuple[int, Any, tuple[Any, ...]]]
    missing: dict[Any, tuple[Any, ...]]


def stored(table: Table, condition: models.Q) -> Iterator[tuple[int, Any, tuple[Any, ...]]]:
    """(pk, key, values) of all rows that meet the condition. One query."""
    rows = table.model._default_manager.filter(condition).order_by("pk")
    width = len(table.key)
    lists = [table.values.index(name) for name in table.json]
    for pk, *columns in rows.values_list("pk", *table.key, *table.values):
        values = columns[width:]
        for at in lists:
            values[at] = tuple(values[at])
        yield pk, tuple(columns[:width]), tuple(values)


def difference(
    table: Table, wanted: Facts, condition: models.Q, in_question: Callable[[Any, tuple[Any, ...]], bool]
) -> Difference:
    """What must go and what must come. Stored rows that do not meet the condition or are not ``in_question`` are left alone."""
    missing = dict(wanted)
    stale = []
    for pk, key, values in stored(table, condition):
        if not in_question(key, values):
            continue
        if missing.get(key) == values:
            del missing[key]
        else:
            stale.append((pk, key, values))
    return Difference(stale, missing)


def write(table: Table, found: Difference) -> None:
    """At most two statements for what one fact changes, and one where nothing has to go."""
    changed = {key for _, key, _ in found.stale if key in found.missing} if table.unique else set()
    pks = [pk for pk, key, _ in found.stale if key not in changed]
    for at in range(0, len(pks), DELETE_CHUNK):
        table.model._default_manager.filter(pk__in=pks[at : at + DELETE_CHUNK]).delete()
    if found.missing:
        rows = [(*key, *values) for key, values in found.missing.items()]
        insert(table.model, (*table.key, *table.values), rows, unique=table.key if changed else ())
