"""The member's working state: read, and changed by the member's own taps only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from lms.core import clock
from lms.people.models import Member

from .models import DeskState, LaidAside


def state_of(member: Member) -> DeskState:
    """The member's state; an unsaved empty one before the first visit. One query."""
    return DeskState.objects.filter(pk=member.pk).first() or DeskState(member_id=member.pk)


def acknowledge(member: Member, seen: dict[str, Any]) -> None:
    """The plan as it stands has been taken note of. ``seen``: what ``changes.photograph`` makes of a plan."""
    _put(member, seen=seen)


def remember_first(member: Member, seen: dict[str, Any]) -> None:
    """The plan of the very first visit, which nothing can have changed against; no more than that is written by looking."""
    DeskState.objects.get_or_create(member_id=member.pk, defaults={"seen": seen})
    DeskState.objects.filter(pk=member.pk, seen={}).update(seen=seen)


def note_posts(member: Member, day: dt.date | None = None) -> None:
    """The note on changed posts has been read, of all changes up to ``day`` (default today)."""
    _put(member, posts_noted_on=day or clock.today())


def skip_check(member: Member, skipped: bool = True) -> None:
    """The member wants the whole plan before 摸底; ``skipped`` False takes it back."""
    _put(member, check_skipped=skipped)


def lay_aside(member: Member, activity: int, since: dt.date | None = None) -> None:
    """Put a begun lesson down. Nothing happens if it lies there already."""
    LaidAside.objects.get_or_create(member_id=member.pk, activity_id=activity, defaults={"since": since or clock.today()})


def take_up(member: Member, activity: int) -> None:
    """Take a lesson up again that was put down."""
    LaidAside.objects.filter(member_id=member.pk, activity_id=activity).delete()


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    ids = list(member_ids)
    DeskState.objects.filter(pk__in=ids).delete()
    LaidAside.objects.filter(member_id__in=ids).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: what either put down stays down; what was noted is the kept row's."""
    held = list(LaidAside.objects.filter(member_id=keep).values_list("activity_id", flat=True))
    LaidAside.objects.filter(member_id=drop).exclude(activity_id__in=held).update(member_id=keep)
    forget([drop])


def _put(member: Member, **values: Any) -> None:
    DeskState.objects.update_or_create(member_id=member.pk, defaults=values)
