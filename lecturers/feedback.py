"""What members say of a lecturer's lessons, in one sentence. The directory lies below the lessons: these register a teller."""

from __future__ import annotations

from collections.abc import Callable, Collection

#: Takes ids of activities, returns a sentence; empty where there are not enough answers to stay anonymous.
Teller = Callable[[Collection[int]], str]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    if teller not in _tellers:
        _tellers.append(teller)


def feedback_on(activities: Collection[int]) -> str:
    """At most one query for each teller."""
    return " ".join(filter(None, (teller(activities) for teller in _tellers))) if activities else ""
