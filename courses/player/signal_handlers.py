"""What the player listens to: questions that were answered, persons who are forgotten or become one."""

from __future__ import annotations

from typing import Any

from lms.assessment import after
from lms.assessment import signals as assessment_signals
from lms.people import signals as people_signals

from . import state

#: Purpose of the attempts at the questions of a lesson.
LESSON = "lesson"


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    state.unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    state.forget(member_ids)


def answered(sender: Any, attempt: Any, **kwargs: Any) -> None:
    if attempt.purpose == LESSON and attempt.activity_id is not None:
        from .finishing import hear_of

        hear_of(attempt)


def where(attempt: Any) -> str:
    """After the questions: to the page that says what changed, or back to the lesson."""
    from .finishing import way_on

    return way_on(attempt)


def register() -> None:
    after.register(LESSON, where)
    assessment_signals.submitted.connect(answered, dispatch_uid="lms_courses_player_answered")
    people_signals.members_merged.connect(merged, dispatch_uid="lms_courses_player_merged")
    people_signals.members_erased.connect(erased, dispatch_uid="lms_courses_player_erased")
