"""What follows when members are merged or erased."""

from __future__ import annotations

from typing import Any

from lms.people import signals

from .actions import persons


def register() -> None:
    signals.members_merged.connect(merged, dispatch_uid="lms_lecturers_merged")
    signals.members_erased.connect(erased, dispatch_uid="lms_lecturers_erased")


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    persons.unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    persons.forget(member_ids)
