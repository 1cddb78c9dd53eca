"""What a member is invited to after a lesson, such as to say anonymously how it was. Never required.

The desk lies below those who invite: they register a function from ``ready()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lms.people.models import Member


@dataclass(frozen=True, slots=True)
class Invitation:
    text: str
    url: str
    note: str = ""


#: Takes the member and the activity that was just learned; None where there is nothing to invite to.
Inviter = Callable[[Member, int], Invitation | None]

_inviters: list[Inviter] = []


def register(inviter: Inviter) -> None:
    if inviter not in _inviters:
        _inviters.append(inviter)


def invitations_after(member: Member, activity_id: int | None) -> list[Invitation]:
    """In the order of registration."""
    if activity_id is None:
        return []
    return [found for inviter in _inviters if (found := inviter(member, activity_id)) is not None]
