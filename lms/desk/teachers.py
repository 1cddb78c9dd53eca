"""What lecturers are called. The desk lies below their directory: whoever keeps one registers a finder from ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

#: Takes codes as activities name them, returns an id and a name by code; who is not to be named is left out. One query.
Finder = Callable[[Collection[str]], Mapping[str, tuple[int, str]]]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def unregister(finder: Finder) -> None:
    _finders.remove(finder)


def named(codes: Collection[str]) -> dict[str, tuple[int, str]]:
    """Id and name by code. One query for each finder; none without codes."""
    found: dict[str, tuple[int, str]] = {}
    for finder in _finders if codes else ():
        found.update(finder(codes))
    return found
