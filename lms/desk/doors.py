"""Where a lesson is learned on the screen.

The desk lies below the pages and knows none. Whoever brings pages, players or test-outs registers a finder from ``ready()``;
a lesson that no finder knows is arranged by the organisation, and the desk says so instead of offering a button.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

#: Takes ids of activities, returns the addresses of those that can be opened. At most two queries, however many ids.
Finder = Callable[[Collection[int]], Mapping[int, str]]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Ask ``finder`` too. The first one that knows a lesson wins."""
    if finder not in _finders:
        _finders.append(finder)


def unregister(finder: Finder) -> None:
    _finders.remove(finder)


def doors_of(activities: Collection[int]) -> dict[int, str]:
    """Address by activity, of those that can be opened. Two queries for each finder at most."""
    found: dict[int, str] = {}
    for finder in reversed(_finders):
        found.update(finder(activities))
    return found
