"""Which lessons fill missing hours in the fewest minutes. Plain data: no Django, no database, no clock."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import gcd

#: A lesson: id, minutes, hours it gives.
Choice = tuple[int, int, Decimal]


@lru_cache(maxsize=512)
def shortest(choices: tuple[Choice, ...], missing: Decimal) -> tuple[int, ...] | None:
    """Ids of the lessons that together give at least ``missing`` hours in the fewest minutes, then the fewest lessons.

    None where all together do not give as much; () where nothing is missing. Of equals the first in the order of ``choices``.
    """
    if missing <= 0:
        return ()
    useful = [(pk, minutes, int(hours * 100)) for pk, minutes, hours in choices if hours > 0]
    unit = _unit([hours for _, _, hours in useful])
    need = -(-int(missing * 100) // unit)
    best: list[tuple[int, int, tuple[int, ...]] | None] = [None] * (need + 1)
    best[0] = (0, 0, ())
    for pk, minutes, hours in useful:
        for have in range(need - 1, -1, -1):
            start = best[have]
            if start is None:
                continue
            reached = min(need, have + hours // unit)
            found = (start[0] + minutes, start[1] + 1, (*start[2], pk))
            known = best[reached]
            if known is None or found[:2] < known[:2]:
                best[reached] = found
    last = best[need]
    return last[2] if last else None


def densest(choices: tuple[Choice, ...], count: int = 3) -> tuple[int, ...]:
    """Ids of the few lessons that give the most hours for their minutes, to begin with."""
    useful = [each for each in choices if each[2] > 0 and each[1] > 0]
    return tuple(pk for pk, _, _ in sorted(useful, key=lambda each: -each[2] / each[1])[:count])


def _unit(hours: list[int]) -> int:
    """The greatest step in which all hours can be counted, in hundredths."""
    return gcd(*hours) if hours else 1
