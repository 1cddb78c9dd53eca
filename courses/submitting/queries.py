"""What became of a member's submissions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from lms.people.models import Member

from .place import lesson_model

PUBLISHED, WAITING, RETURNED, OFF = "published", "waiting", "returned", "off"
WORDS = {PUBLISHED: _("已发布"), WAITING: _("待审核"), RETURNED: _("已退回"), OFF: _("已下架")}
#: How a state looks: the tones of badges.
TONES = {PUBLISHED: "good", WAITING: "calm", RETURNED: "attention", OFF: "calm"}


@dataclass(frozen=True, slots=True)
class Submission:
    """``reason`` is what the reviewer wrote when returning it."""

    pk: int
    title: str
    state: str
    reason: str
    url: str
    day: dt.datetime | None

    @property
    def word(self) -> str:
        return str(WORDS[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


def pages_of(member: Member) -> Any:
    """The lessons that the member is the author of: the only way from an address to a submission."""
    model = lesson_model()
    return model.objects.filter(author=member).order_by("-pk") if model else []


def submissions_of(member: Member) -> list[Submission]:
    """The newest first. Two queries, and one for the addresses of published ones."""
    pages = list(pages_of(member)[:50])
    states: dict[int, WorkflowState] = {}
    rows = WorkflowState.objects.filter(object_id__in=[str(page.pk) for page in pages], content_type__isnull=False)
    for row in rows.select_related("current_task_state").order_by("created_at"):
        states[int(row.object_id)] = row
    return [_told(page, states.get(page.pk)) for page in pages]


def _told(page: Any, row: WorkflowState | None) -> Submission:
    state, reason = WAITING, ""
    if page.live:
        state = PUBLISHED
    elif row is not None and row.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state, reason = RETURNED, row.current_task_state.comment if row.current_task_state else ""
    elif row is not None and row.status == WorkflowState.STATUS_CANCELLED:
        state = RETURNED
    elif page.first_published_at:
        state = OFF
    url = page.get_url() or "" if page.live else ""
    return Submission(page.pk, page.draft_title or page.title, state, reason, url, page.latest_revision_created_at)
