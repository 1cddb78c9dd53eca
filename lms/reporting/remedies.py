"""What can be done about a rung without a lesson. Reports know no pages: whoever makes lessons registers an answer.

``courses`` registers one that begins a lesson in the admin, with competency, level and tiers filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .gap_queries import Unsupplied

#: Takes a user and rungs, returns the address of a new lesson by (competency id, level), where the user may begin one.
Ask = Callable[[Any, Sequence[Unsupplied]], Mapping[tuple[int, int], str]]

_asked: list[Ask] = []


def register(ask: Ask) -> None:
    if ask not in _asked:
        _asked.append(ask)


def unregister(ask: Ask) -> None:
    _asked.remove(ask)


def remedies(user: Any, rows: Sequence[Unsupplied]) -> dict[tuple[int, int], str]:
    """Address by (competency id, level). As many queries as the answers need, whatever the number of rows."""
    found: dict[tuple[int, int], str] = {}
    for ask in reversed(_asked):
        found.update(ask(user, rows))
    return found
