"""What reporting listens to: everything that may change a figure marks it stale in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lms.catalogue import signals as catalogue_signals
from lms.people import signals as people_signals
from lms.records import signals as record_signals
from lms.requirements import signals as requirement_signals

from .actions import forget_members, mark_dirty, mark_stale


def for_records(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    mark_stale(member_ids)


def for_members(sender: Any, member_ids: list[int] | None, **kwargs: Any) -> None:
    mark_stale(member_ids)
    # After commit: a reader who looked before it could not have seen the new members.
    transaction.on_commit(mark_dirty, robust=True)


def for_everybody(sender: Any, **kwargs: Any) -> None:
    mark_stale(None)


def for_merged(sender: Any, drop_id: int, **kwargs: Any) -> None:
    forget_members([drop_id])


def for_erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    forget_members(member_ids)


def register() -> None:
    people_signals.members_changed.connect(for_members, dispatch_uid="lms_reporting_members")
    people_signals.members_merged.connect(for_merged, dispatch_uid="lms_reporting_merged")
    people_signals.members_erased.connect(for_erased, dispatch_uid="lms_reporting_erased")
    record_signals.recorded.connect(for_records, dispatch_uid="lms_reporting_records")
    requirement_signals.changed.connect(for_everybody, dispatch_uid="lms_reporting_requirements")
    catalogue_signals.changed.connect(for_everybody, dispatch_uid="lms_reporting_catalogue")
