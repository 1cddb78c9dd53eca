"""Lessons that somebody recommends: 优秀党课, 榜样, 微视频. Whoever knows of collections registers a finder from ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A page to read that is no lesson."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """``key`` stands in the address; ``activities``: ids of all lessons in it, whoever may see them; ``stories``: for all."""

    key: str
    label: str
    activities: frozenset[int]
    stories: tuple[Story, ...] = ()

    def count(self, offered: Container[int]) -> int:
        """What somebody finds in it, to whom ``offered`` is on offer."""
        return len(self.stories) + sum(pk in offered for pk in self.activities)


#: A fixed number of queries.
Finder = Callable[[], list[Collection]]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def unregister(finder: Finder) -> None:
    _finders.remove(finder)


def collections() -> list[Collection]:
    """Those with anything in them."""
    return [each for finder in _finders for each in finder() if each.activities or each.stories]
