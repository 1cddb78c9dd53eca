"""What requirements hears."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lms.people import signals as people_signals
from lms.people.dated import unite

from .models import Assignment


def move_assignments(keep_id: int, drop_id: int, **kwargs: Any) -> None:
    """Two rows of one person became one: the personal requirements of both rows hold for the kept one.

    Hours towards one target are fixed once a person, so there the kept row's figure stands and the other's goes.
    """
    rows = list(Assignment.objects.filter(member_id__in=[keep_id, drop_id]).select_related("requirement_set"))
    kept_targets = {_target(row) for row in rows if row.member_id == keep_id} - {None}
    spans = defaultdict(list)
    for row in rows:
        if row.member_id == keep_id or _target(row) not in kept_targets:
            spans[row.requirement_set_id].append((row.start, row.end))
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Assignment.objects.bulk_create(
        Assignment(requirement_set_id=set_id, member_id=keep_id, start=start, end=end)
        for set_id, periods in spans.items()
        for start, end in unite(periods)
    )


def _target(assignment: Assignment) -> str | None:
    """The hours target of a set made by ``hours_set``: its code is ``hours:<target>-<hours>``."""
    code = assignment.requirement_set.code
    return code.rpartition("-")[0] if code.startswith("hours:") else None


def register() -> None:
    people_signals.members_merged.connect(move_assignments, dispatch_uid="lms_requirements.move_assignments")
