"""Assessments of the sample year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .profiles import ASSESSED, LAPSED, Profile, draw


@dataclass(frozen=True)
class Assessment:
    member: str
    competency: str
    kind: str
    level: int
    day: dt.date


#: When which kind of assessment is held; the second figure is how likely it is, in percent.
ROUNDS = (
    ("self", 30, dt.date(2026, 1, 15)),
    ("supervisor", 25, dt.date(2026, 2, 10)),
    ("test", 30, dt.date(2026, 3, 18)),
    ("observation", 15, dt.date(2026, 4, 8)),
)
#: Not everything is assessed: so many in a hundred requirements of a member stay 未评估.
LEFT_OUT = 6


def assessments(required: Mapping[str, Mapping[str, int]]) -> Iterator[Assessment]:
    """Assessments by member code, from what the posts ask: member → competency → level."""
    for member, profile in sorted(ASSESSED.items()):
        for competency, level in sorted(required.get(member, {}).items()):
            if (member, competency) == LAPSED[:2]:
                yield Assessment(member, competency, "test", LAPSED[2], LAPSED[3])
            elif draw(member, competency, "known") >= LEFT_OUT:
                yield from _assess(member, competency, level, profile)


def _assess(member: str, competency: str, asked: int, profile: Profile) -> Iterator[Assessment]:
    kind, first = _round(draw(member, competency, "kind"))
    day = first + dt.timedelta(days=draw(member, "day") % 14)
    level = _level(asked, draw(member, competency, "level"), profile.met)
    yield Assessment(member, competency, kind, level, day)
    if kind == "self" and draw(member, competency, "again") < 25:
        # A supervisor looks at what was only claimed, and sees it a little more soberly.
        seen = max(0, level - draw(member, competency, "sober") % 2)
        yield Assessment(member, competency, "supervisor", seen, dt.date(2026, 5, 20))


def _round(number: int) -> tuple[str, dt.date]:
    for kind, share, first in ROUNDS:
        if number < share:
            return kind, first
        number -= share
    raise AssertionError("the shares do not come to a hundred")


def _level(asked: int, number: int, met: int) -> int:
    if number < met:
        return min(4, asked + (number % 10 == 0))
    return max(0, asked - 1 - (number > met + (100 - met) * 0.7))
