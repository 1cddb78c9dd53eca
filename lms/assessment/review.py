"""What waits for review, by whom it may be reviewed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lms.people.roles import TEACHING_ROLES

from .models import Question, QuestionVersion


def waiting_for(user: Any) -> QuerySet[Question]:
    """Questions of the user's scope whose newest version waits, and which the user did not write. One query when read."""
    rows: QuerySet[Question] = Question.objects.for_user(user, TEACHING_ROLES)
    waiting = rows.filter(latest__state=QuestionVersion.State.REVIEW).exclude(state=Question.State.RETIRED)
    return waiting.filter(Q(latest__author__isnull=True) | ~Q(latest__author=user.pk))


def returned_to(user: Any) -> QuerySet[Question]:
    """Drafts of the user that came back with a reason. One query when read."""
    rows: QuerySet[Question] = Question.objects.for_user(user, TEACHING_ROLES)
    return rows.filter(latest__state=QuestionVersion.State.DRAFT, latest__author=user.pk).exclude(latest__return_reason="")
