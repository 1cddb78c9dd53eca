"""Lessons of the sample that are not published: one waits for review, one was returned, one was handed in by a member."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Workflow

from courses.editors import WORKFLOW
from courses.pages.models import LessonPage, LessonTeaches
from lms.catalogue.models import Subject
from lms.competencies.models import Competency
from lms.people.models import Member, Tier

from . import lesson_blocks
from .lesson_source import Lesson, read_all
from .teaching import PREFIX, Teaching

FOLDER = Path(__file__).resolve().parent / "drafts"
#: Who looks at what was handed in.
REVIEWER = "shenhe"


def load_drafts(teaching: Teaching) -> None:
    """Hand them in by their accounts; nothing where the accounts are not there. A second run changes nothing."""
    users = {user.get_username(): user for user in get_user_model()._default_manager.filter(is_active=True)}
    for draft in read_all(FOLDER):
        by = users.get(draft.facts["by"])
        if by is not None and REVIEWER in users:
            page = _page(teaching, draft, by)
            planted = teaching.planter.plant(f"{PREFIX}draft:{draft.code}", teaching.index, page)
            if planted is page:
                _hand_in(page, by, draft, users[REVIEWER])


def _page(teaching: Teaching, draft: Lesson, by: Any) -> LessonPage:
    facts = draft.facts
    page = LessonPage(
        title=facts["title"], slug=facts["slug"], intro=facts["summary"], minutes=int(facts["minutes"]), live=False,
        subject=Subject.objects.filter(name=facts["subject"]).first(), form="图文", owner=by,
        author=Member.objects.filter(code=facts.get("author", "")).first(), body=lesson_blocks.body(draft, teaching.known),
    )  # fmt: skip
    page.tiers = list(Tier.objects.all())
    code, level = facts["teaches"].split(":")
    page.teaches = [LessonTeaches(competency=Competency.objects.get(code=code), level=int(level))]
    page.tags.add(*facts["tags"].split(","))
    return page


def _hand_in(page: LessonPage, by: Any, draft: Lesson, reviewer: Any) -> None:
    page.save_revision(user=by, log_action=True)
    workflow = Workflow.objects.filter(name=WORKFLOW, active=True).first()
    if workflow is None:
        return
    workflow.start(page, by)
    if reason := draft.facts.get("reason"):
        page.current_workflow_task_state.reject(user=reviewer, comment=reason)
