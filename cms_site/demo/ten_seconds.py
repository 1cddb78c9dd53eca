"""The demonstration's first ten seconds: every lesson for everybody, against what one member really lacks. Computed live."""

from __future__ import annotations

from dataclasses import dataclass

from lms.core import clock
from lms.core.models import Revision
from lms.people.models import Member
from lms.planning.queries import NoPlan, picture_of
from lms.records.models import Record

MEMBER = "S018"
#: The figure is drawn in a field of so many units; a bar is never thinner than a hair.
WIDE = 1000
HAIR = 4


@dataclass(frozen=True)
class TenSeconds:
    """``all_count``, ``all_minutes``: every lesson on offer, poured over everybody. ``count``, ``minutes``, ``compulsory``: this
    member's plan; ``done``: lessons behind this member already."""

    member: str
    all_count: int
    all_minutes: int
    count: int
    minutes: int
    compulsory: int
    done: int

    @property
    def wide(self) -> int:
        """Width of the short bar, to scale, where the long one is ``WIDE``."""
        return max(HAIR, round(self.minutes * WIDE / self.all_minutes)) if self.all_minutes else HAIR


_kept: dict[tuple[object, ...], TenSeconds | None] = {}


def ten_seconds() -> TenSeconds | None:
    """None where the sample is not loaded. Three queries while nothing has changed."""
    member = Member.objects.present().filter(code=MEMBER).first()
    if member is None:
        return None
    latest = Record.objects.filter(member=member).order_by("-pk").values_list("pk", flat=True).first()
    key = (clock.today(), Revision.tokens(), member.pk, latest)
    if key not in _kept:
        _kept.clear()
        _kept[key] = _compute(member)
    return _kept[key]


def _compute(member: Member) -> TenSeconds | None:
    try:
        picture = picture_of(member)
    except NoPlan:
        return None
    case = picture.case
    # What would be poured over everybody: on offer to the member's units, whatever this member has done.
    lessons = case.world.offer(case.person.units, ()).on_offer
    minutes = case.world.minutes
    return TenSeconds(
        member.name, len(lessons), sum(minutes[pk] for pk in lessons), len(picture.rows), picture.minutes, len(picture.mandatory),
        len(case.learned.done.keys() & lessons),
    )
