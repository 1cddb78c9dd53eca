"""The member's working state: read, and changed by the member's own taps only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lms.core import clock
from lms.core.prepared import Prepared
from lms.people.models import Member

from .models import DeskState, LaidAside


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of one member, read at once. ``seen`` is empty before the first visit."""

    seen: dict[str, Any] = field(default_factory=dict)
    posts_noted_on: dt.date | None = None
    check_skipped: bool = False
    laid_aside: frozenset[int] = frozenset()


def _memory(pk: int) -> Any:
    columns = ("desk_state__seen", "desk_state__posts_noted_on", "desk_state__check_skipped", "laid_aside__activity_id")
    return Member.objects.filter(pk=pk).order_by().values_list(*columns)


MEMORY_OF_ONE = Prepared(_memory, int)


def memory_of(member: Member) -> Memory:
    """One query."""
    rows = MEMORY_OF_ONE.ask(member.pk)
    if not rows:
        return Memory()
    seen, noted, skipped, _ = rows[0]
    return Memory(seen or {}, noted, bool(skipped), frozenset(row[3] for row in rows if row[3] is not None))


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
