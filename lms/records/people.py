"""Rows of one person are one member: projections belong to the row that survived a merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lms.people.models import Member

from .facts import BadFact
from .stamping import Person, read_people


class Persons:
    """The members a batch speaks of, read and locked, with the rows they were merged from or into."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.people: dict[int, Person] = {}
        self.need(ids)

    def need(self, ids: Iterable[int]) -> None:
        """Read the rows that are not known yet. One query, and one more where rows were merged. Raises BadFact."""
        missing = set(ids) - self.people.keys()
        while missing:
            found = read_people(missing)
            if missing - found.keys():
                raise BadFact(f"no member with id {min(missing - found.keys())}")
            self.people.update(found)
            missing = {pk for person in found.values() if (pk := person.merged_into_id) is not None} - self.people.keys()

    def survivor(self, pk: int) -> int:
        """The id of the row that stands for the person."""
        while (into := self.people[pk].merged_into_id) is not None:
            pk = into
        return pk

    def same(self, one: int, other: int) -> bool:
        if one == other:
            return True
        self.need((one, other))
        return self.survivor(one) == self.survivor(other)

    def rows_of(self, survivors: Iterable[int]) -> dict[int, int]:
        """All rows of these persons (row id → surviving id)."""
        found = {pk: pk for pk in survivors}
        merged = {row for pk in found for row in self.people[pk].merged_ids}
        while merged:
            self.need(merged)
            found.update({row: self.survivor(row) for row in merged})
            merged = {row for pk in merged for row in self.people[pk].merged_ids} - found.keys()
        return found


def merged_pairs() -> dict[int, int]:
    """All merged rows with the row that survived. One query; merges are few."""
    into: dict[int, int] = dict(Member.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
    return {row: _end(row, into) for row in into}


def _end(pk: int, into: Mapping[int, int]) -> int:
    while pk in into:
        pk = into[pk]
    return pk
