"""Where watching stops: which share of those who began a recording saw each tenth of it. Pure.

Nobody is shown what one person saw: a recording that fewer than five began has no curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: From so many members on there is a curve.
ENOUGH = 5
PARTS = 10


@dataclass(frozen=True, slots=True)
class Curve:
    """``shares``: for each tenth, in order, the share of the ``members`` who saw its middle."""

    block: str
    members: int
    shares: tuple[float, ...]

    @property
    def steepest(self) -> int | None:
        """The tenth (from 0) before which most stop; None where the share never falls."""
        drops = [(before - after, at) for at, (before, after) in enumerate(zip(self.shares, self.shares[1:], strict=False), 1)]
        drop, at = max(drops, key=lambda each: (each[0], -each[1]), default=(0.0, 0))
        return at if drop > 0 else None


def curves(rows: Iterable[Mapping[str, Any]]) -> list[Curve]:
    """``rows``: what each member saw, ``{block: {"len": length, "seen": [[start, end], …]}}``. Blocks as they first come."""
    seen: dict[str, list[tuple[bool, ...]]] = {}
    for media in rows:
        for block, each in media.items():
            length, spans = each.get("len") or 0, each.get("seen") or []
            if length > 0 and spans:
                seen.setdefault(block, []).append(parts_seen(length, spans))
    return [
        Curve(block, len(people), tuple(sum(person[at] for person in people) / len(people) for at in range(PARTS)))
        for block, people in seen.items()
        if len(people) >= ENOUGH
    ]


def parts_seen(length: float, spans: Sequence[Sequence[float]]) -> tuple[bool, ...]:
    """Which tenths of a recording the spans cover in their middle."""
    middles = [(at + 0.5) * length / PARTS for at in range(PARTS)]
    return tuple(any(start <= middle <= end for start, end in spans) for middle in middles)
