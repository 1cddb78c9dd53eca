"""One sitting of 摸底: what is asked, what was answered, and the plan before it. Working state, kept with the session.

The answers themselves stand in the record; if the session is lost, the next sitting begins with what is still open.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

KEY = "lms_desk_check"


@dataclass(slots=True)
class Sitting:
    """``asked``: competencies in their order. ``answers``: (claimed, what counts) by competency, keys as JSON has them.

    ``plan`` and ``minutes``: lessons of the plan before the first answer, and how long they take. ``last``: answered last.
    """

    member: int
    asked: list[int]
    plan: list[int] = field(default_factory=list)
    minutes: int = 0
    answers: dict[str, list[int]] = field(default_factory=dict)
    last: int = 0

    def answer(self, competency: int) -> tuple[int, int] | None:
        found = self.answers.get(str(competency))
        return (found[0], found[1]) if found else None

    def note(self, competency: int, claimed: int, level: int) -> None:
        self.answers[str(competency)] = [claimed, level]
        self.last = competency

    def only(self, still_open: Collection[int]) -> None:
        """Leave out what was settled elsewhere in the meantime."""
        self.asked = [pk for pk in self.asked if str(pk) in self.answers or pk in still_open]

    def next(self, passed: Collection[int] = ()) -> int:
        """Place (from 1) of the first competency without an answer; 0 if there is none. ``passed`` cannot be answered."""
        for at, competency in enumerate(self.asked, 1):
            if str(competency) not in self.answers and competency not in passed:
                return at
        return 0


def load(session: SessionBase, scope: str, member: int, asked_of_me: Collection[int]) -> Sitting | None:
    """The sitting of ``scope`` (empty: 摸底 itself), without what is not asked of the member any more."""
    kept: Any = session.get(KEY, {}).get(scope)
    if not kept or kept.get("member") != member:
        return None
    sitting = Sitting(**kept)
    sitting.asked = [pk for pk in sitting.asked if pk in asked_of_me]
    return sitting


def keep(session: SessionBase, scope: str, sitting: Sitting) -> None:
    """Beside 摸底 itself one further scope is kept, the latest."""
    kept = {name: each for name, each in session.get(KEY, {}).items() if name in ("", scope)}
    kept[scope] = asdict(sitting)
    session[KEY] = kept


def begin(member: int, asked: Sequence[int], plan: Sequence[int], minutes: int) -> Sitting:
    return Sitting(member, list(asked), list(plan), minutes)
