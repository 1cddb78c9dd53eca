"""Go through all members, some at a time, and compare or rebuild their projections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from lms.people.models import Member

from ..people import Persons, merged_pairs
from .rows import Touched
from .run import CHUNK, Plan, References, differences
from .writing import write


@dataclass(frozen=True, slots=True)
class Odd:
    """A stored row that differs from what the records say. ``sign``: "-" stored but wrong, "+" missing."""

    sign: str
    table: str
    key: tuple[object, ...]
    values: tuple[object, ...]


def survivors(member_ids: Iterable[int] | None = None) -> Iterator[list[int]]:
    """Ids of surviving members in chunks; of these, if some are given. Holds one chunk in memory."""
    if member_ids is not None:
        into = merged_pairs()
        wanted = sorted({into.get(pk, pk) for pk in member_ids})
        for at in range(0, len(wanted), CHUNK):
            yield wanted[at : at + CHUNK]
        return
    last = 0
    while True:
        rows = Member.objects.filter(pk__gt=last, merged_into__isnull=True).order_by("pk").values_list("pk", flat=True)
        ids = list(rows[:CHUNK])
        if not ids:
            return
        last = ids[-1]
        yield ids


def check(member_ids: Iterable[int] | None = None) -> Iterator[Odd]:
    """Every difference between the stored projections and the records. Writes nothing."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, survivor in merged_pairs().items():
        rows_of[survivor].append(row)
    references = References(many=True)
    for ids in survivors(member_ids):
        members = {row: pk for pk in ids for row in (pk, *rows_of.get(pk, ()))}
        yield from _odd(differences(members, _everything(ids), references))


def rebuild(member_ids: Iterable[int] | None = None) -> Iterator[int]:
    """Bring every member's projections in line with the records, a chunk a transaction. Gives the rows written for each chunk."""
    for ids in survivors(member_ids):
        with transaction.atomic():
            persons = Persons(ids)
            written = 0
            for table, found in differences(persons.rows_of(ids), _everything(ids), References(many=False)):
                write(table, found)
                written += len(found.stale) + len(found.missing)
        yield written


def _everything(ids: list[int]) -> dict[int, Touched]:
    return {pk: Touched(everything=True) for pk in ids}


def _odd(plan: Plan) -> Iterator[Odd]:
    for table, found in plan:
        name = table.model._meta.model_name or ""
        yield from (Odd("-", name, key, values) for _, key, values in found.stale)
        yield from (Odd("+", name, key, values) for key, values in found.missing.items())
