"""Working state of persons who are forgotten or become one."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from ..models import Watching
from .intervals import union


def forget(member_ids: Collection[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    Watching.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: what either watched or read counts. Whoever learns at this moment begins again where it stood."""
    with transaction.atomic():
        mine = {row.activity_id: row for row in Watching.objects.select_for_update().filter(member_id=keep)}
        for other in Watching.objects.select_for_update().filter(member_id=drop):
            row = mine.get(other.activity_id)
            if row is None:
                other.member_id = keep
                row = other
            else:
                _join(row, other)
                other.delete()
            row.secret = ""
            row.save()


def _join(row: Watching, other: Watching) -> None:
    """What was watched in the same recordings, and the earlier day of what was done."""
    for block, theirs in other.media.items():
        own = row.media.setdefault(block, theirs)
        if (own["len"], own["bytes"]) == (theirs["len"], theirs["bytes"]):
            own["seen"] = union(own["seen"], theirs["seen"])
    for name in ("read_on", "seen_on", "done_on"):
        days = [day for day in (getattr(row, name), getattr(other, name)) if day is not None]
        setattr(row, name, min(days, default=None))
