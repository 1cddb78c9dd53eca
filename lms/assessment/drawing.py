"""Which questions a member gets, and in which order: the same seed always gives the same paper. No database, no Django.

Order is taken from a hash of seed and id and from no random generator: it is the same on every machine and Python, whatever the
order in which the questions were read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

#: Competency and level.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of a competency at a level."""

    competency: int
    level: int
    count: int


class TooFew(Exception):
    """There are fewer questions than a line asks for."""

    def __init__(self, line: Draw, there: int) -> None:
        super().__init__(f"{line.count} questions of {line.competency} at level {line.level} asked for, {there} there")
        self.line, self.there = line, there


def draw(
    pools: Mapping[Pair, Collection[int]],
    lines: Iterable[Draw],
    seed: str,
    *,
    fixed: Sequence[int] = (),
    seen: Collection[int] = (),
) -> list[int]:
    """Ids of the questions of a paper: the fixed ones and those drawn by line, each once, in the order in which they are put.

    What was ``seen`` in earlier attempts comes again only where nothing else is left. Raises TooFew.
    """
    taken = dict.fromkeys(fixed)
    for line in lines:
        pool = [pk for pk in pools.get((line.competency, line.level), ()) if pk not in taken]
        if len(pool) < line.count:
            raise TooFew(line, len(pool))
        pool.sort(key=lambda pk: (pk in seen, _rank(seed, "draw", pk)))
        taken.update(dict.fromkeys(pool[: line.count]))
    return shuffled(taken, seed, "questions")


def shuffled(ids: Iterable[int], seed: str, purpose: str) -> list[int]:
    """``ids`` in an order that depends on seed and purpose alone."""
    return sorted(ids, key=lambda pk: (_rank(seed, purpose, pk), pk))


def options_order(count: int, seed: str, question: int, *, keeps: bool = False) -> list[int]:
    """The places of the options in the order in which they are shown."""
    places = list(range(count))
    return places if keeps else shuffled(places, seed, f"options {question}")


def _rank(seed: str, purpose: str, pk: int) -> str:
    return sha256(f"{seed}|{purpose}|{pk}".encode()).hexdigest()
