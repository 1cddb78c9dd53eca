"""The life of a question: written, sent to review, published by another person or returned, retired. Each step is logged."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import OrgUnit

from ..content import Content
from ..models import Question, QuestionVersion

State, VersionState = Question.State, QuestionVersion.State


def create_question(
    *, content: Content, competency: Competency, level: int, owner_unit: OrgUnit | None, activity: Activity | None = None,
    code: str = "", by: Any = None, published: bool = False,
) -> Question:
    """A new question, as a draft of ``by``; ``published`` only for what the committee brings in as it stands.

    Without a ``code`` the next free number is given. Raises ValidationError.
    """
    content.clean()
    with transaction.atomic():
        question = Question.objects.create(
            code=code or next_code(), competency=competency, level=level, owner_unit=owner_unit, activity=activity
        )
        version = _new_version(question, content, by)
        if published:
            _publish(question, version, by)
        log(question, "lms_assessment.create", user=by)
    return question


def next_code() -> str:
    """The number after the highest one of the form Q001. One query."""
    codes = Question.objects.filter(code__startswith="Q").values_list("code", flat=True)
    numbers = [int(match[1]) for code in codes if (match := re.fullmatch(r"Q(\d{1,9})", code))]
    return f"Q{max(numbers, default=0) + 1:03d}"


def edit_question(*, question: Question, content: Content, by: Any = None, published: bool = False) -> QuestionVersion | None:
    """Say something else: in the draft where there is one, else in a new version beside the published one.

    Returns the version that says it now; None where nothing changed. Raises ValidationError.
    """
    content.clean()
    with transaction.atomic():
        latest = QuestionVersion.objects.select_for_update().get(question=question, number=_number(question))
        if content.same_as(latest):
            if published and latest.state != VersionState.PUBLISHED:
                return _publish(question, latest, by)
            return None
        if latest.state == VersionState.PUBLISHED:
            latest = _new_version(question, content, by)
        else:
            _rewrite(latest, content, by)
        if published:
            _publish(question, latest, by)
        log(question, "lms_assessment.edit", user=by, data={"version": latest.number})
    return latest


def _new_version(question: Question, content: Content, by: Any) -> QuestionVersion:
    version = QuestionVersion.objects.create(question=question, number=_number(question) + 1, author=by, **content.fields())
    question.latest = version
    question.save(update_fields=["latest"])
    return version


def _number(question: Question) -> int:
    return question.latest.number if question.latest else 0


def _rewrite(version: QuestionVersion, content: Content, by: Any) -> None:
    fields = content.fields()
    for name, value in fields.items():
        setattr(version, name, value)
    version.author = by
    version.save(update_fields=[*fields, "author", "changed_at"])


def send_to_review(*, question: Question, by: Any = None) -> None:
    """The draft waits for another person. ValidationError where there is none."""
    with transaction.atomic():
        version = _latest(question, VersionState.DRAFT)
        version.state, version.return_reason, version.return_note = VersionState.REVIEW, "", ""
        version.save(update_fields=["state", "return_reason", "return_note"])
        _follow(question, State.REVIEW)
        log(question, "lms_assessment.submit", user=by)


def publish(*, question: Question, by: Any) -> None:
    """Papers take this version from now on; open attempts keep theirs. ValidationError where nothing waits.

    Four eyes, or ValidationError: whoever wrote the version never publishes it, whatever the role.
    """
    with transaction.atomic():
        version = _latest(question, VersionState.REVIEW)
        if by is not None and version.author_id == by.pk:
            raise ValidationError(_("自己出的题要由另一位同事审核发布。"))
        Content.of(version).clean()
        _publish(question, version, by)
        log(question, "lms_assessment.publish", user=by, data={"version": version.number})


def _publish(question: Question, version: QuestionVersion, by: Any) -> QuestionVersion:
    version.state, version.decided_by, version.published_at = VersionState.PUBLISHED, by, timezone.now()
    version.return_reason = version.return_note = ""
    version.save(update_fields=["state", "decided_by", "published_at", "return_reason", "return_note"])
    question.live = question.latest = version
    question.state = State.PUBLISHED
    question.save(update_fields=["live", "latest", "state"])
    return version


def return_to_author(*, question: Question, reason: str, note: str = "", by: Any = None) -> None:
    """Back to the author with a reason of ``QuestionVersion.Reason`` and a short note. ValidationError where nothing waits."""
    if reason not in QuestionVersion.Reason.values:
        raise ValidationError(_("请选择退回原因。"))
    with transaction.atomic():
        version = _latest(question, VersionState.REVIEW)
        version.state, version.decided_by = VersionState.DRAFT, by
        version.return_reason, version.return_note = reason, note.strip()[:200]
        version.save(update_fields=["state", "decided_by", "return_reason", "return_note"])
        _follow(question, State.DRAFT)
        log(question, "lms_assessment.return", user=by, data={"reason": reason})


def retire(*, question: Question, by: Any = None) -> None:
    """No new attempt gets it; those that have begun keep it."""
    _change(question, State.RETIRED, "lms_assessment.retire", by)


def restore(*, question: Question, by: Any = None) -> None:
    """Back to what it was before it was retired."""
    latest = question.latest.state if question.latest else VersionState.DRAFT
    _change(question, State.PUBLISHED if question.live_id else State(latest), "lms_assessment.restore", by)


def _change(question: Question, state: str, action: str, by: Any) -> None:
    with transaction.atomic():
        if question.state != state:
            question.state = state
            question.save(update_fields=["state"])
            log(question, action, user=by)


def _latest(question: Question, state: str) -> QuestionVersion:
    rows = QuestionVersion.objects.select_for_update().filter(question=question, number=_number(question), state=state)
    version = rows.first()
    if version is None:
        raise ValidationError(_("这道题的状态已经变了，请刷新后再看。"))
    return version


def _follow(question: Question, state: str) -> None:
    """The question's own state follows its draft until something is published."""
    if question.live_id is None and question.state != state:
        question.state = state
        question.save(update_fields=["state"])
