"""What the player listens to: persons who are forgotten or become one."""

from __future__ import annotations

from typing import Any

from lms.people import signals as people_signals

from . import state


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    state.unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    state.forget(member_ids)


def register() -> None:
    people_signals.members_merged.connect(merged, dispatch_uid="lms_courses_player_merged")
    people_signals.members_erased.connect(erased, dispatch_uid="lms_courses_player_erased")
