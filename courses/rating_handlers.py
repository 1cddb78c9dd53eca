"""What 课后反馈 listens to: who is forgotten or becomes one; and where it invites."""

from __future__ import annotations

from typing import Any

from lecturers import feedback
from lms.desk import invitations
from lms.people import signals

from . import rating


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    rating.unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    rating.forget(member_ids)


def connect() -> None:
    from .views_rating import invite

    signals.members_merged.connect(merged, dispatch_uid="lms_courses_rating_merged")
    signals.members_erased.connect(erased, dispatch_uid="lms_courses_rating_erased")
    invitations.register(invite)
    feedback.register(rating.told_of)
