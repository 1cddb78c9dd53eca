"""Hand in, mend, take back. Each in one transaction; said twice, done once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, WorkflowState
from wagtailmedia.models import get_media_model

from lms.people.models import Member, Tier

from ..files.checking import Played
from ..forms_of_learning import Form
from . import body
from .place import collection, find_place, lesson_model

#: So many of one member wait for review at most.
MOST_WAITING = 5
FORMS = {"video": Form.VIDEO, "audio": Form.AUDIO, "document": Form.DOCUMENT, "": Form.TEXT}
#: How fast people read, and how long they look at a page of a document.
SIGNS_A_MINUTE, MINUTES_A_PAGE = 300, 2


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form brought. ``kind`` is video, audio, document or empty; ``file`` was checked before."""

    title: str
    intro: str
    text: str
    kind: str = ""
    file: Any = None
    played: Played | None = None
    pages: int = 0
    competency: Any = None


def hand_in(*, member: Member, user: Any, token: uuid.UUID, sent: Sent) -> tuple[Any, bool]:
    """A new draft in review, and whether it is new: the same ``token`` gives the same draft. Raises ValidationError."""
    with transaction.atomic():
        place = find_place()
        if place is None:
            raise ValidationError(_("现在还不能投稿，请联系管理员。"))
        Page.objects.select_for_update().get(pk=place.pk)
        place.refresh_from_db()
        model, slug = lesson_model(), f"s-{token.hex[:20]}"
        known = model.objects.child_of(place).filter(slug=slug, author=member).first()
        if known is not None:
            return known, False
        if waiting(member) >= MOST_WAITING:
            raise ValidationError(_("您有 %(count)d 份投稿正在审核，请等审核完再投。") % {"count": MOST_WAITING})
        page = model(title=sent.title, slug=slug, live=False, author=member, owner=user, locale=place.locale)
        page.tiers = list(Tier.objects.all())
        _fill(page, sent, user)
        place.add_child(instance=page)
        _review(page, user)
    return page, True


def mend(*, page: Any, user: Any, sent: Sent) -> None:
    """Write a returned submission anew and hand it in again. Raises ValidationError where it is not the author's turn."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        if not may_mend(page):
            raise ValidationError(_("这份投稿正在审核或已经发布，现在不能修改。"))
        page = page.get_latest_revision_as_object()
        before = body.file_of(body.rows_of(page))
        page.title = sent.title
        _fill(page, sent, user)
        _review(page, user)
        if sent.file and before:
            delete_file(*before, without=page)


def take_back(*, page: Any) -> None:
    """Delete a submission that was never published, with its file."""
    with transaction.atomic():
        page = page.get_latest_revision_as_object()
        used = body.file_of(body.rows_of(page))
        if page.live or page.first_published_at:
            raise ValidationError(_("已经发布的课不能在这里删除，请联系管理员。"))
        page.delete()
        if used:
            delete_file(*used)


def waiting(member: Member) -> int:
    numbers = [str(pk) for pk in lesson_model().objects.filter(author=member, live=False).values_list("pk", flat=True)]
    found = WorkflowState.objects.filter(object_id__in=numbers, status=WorkflowState.STATUS_IN_PROGRESS)
    return int(found.count())


def may_mend(page: Any) -> bool:
    """Whether it is the author's turn: returned, and never published."""
    if page.live or page.first_published_at:
        return False
    state = page.current_workflow_state
    return state is None or state.status == WorkflowState.STATUS_NEEDS_CHANGES


def _fill(page: Any, sent: Sent, user: Any) -> None:
    page.draft_title = page.title
    page.intro = sent.intro
    number = _keep_file(sent, user) if sent.file else None
    page.body = body.written(body.rows_of(page), text=sent.text, kind=sent.kind, file=number)
    used = body.file_of(body.rows_of(page))
    page.form = FORMS[used[0] if used else ""]
    if sent.file or not page.minutes:
        page.minutes = _minutes(sent)
    if sent.competency is not None:
        page.teaches = [_taught(page, sent.competency)]


def _taught(page: Any, competency: Any) -> Any:
    """The reviewer decides on the level; one level up from nothing is a beginning."""
    return type(page)._meta.get_field("teaches").related_model(competency=competency, level=1)


def _minutes(sent: Sent) -> int:
    seconds = sent.played.seconds if sent.played else 0
    return max(1, round(seconds / 60 + len(sent.text) / SIGNS_A_MINUTE + sent.pages * MINUTES_A_PAGE))


def _keep_file(sent: Sent, user: Any) -> int:
    shared = {"title": sent.title[:255], "file": sent.file, "collection": collection(), "uploaded_by_user": user}
    if sent.kind == "document":
        return int(get_document_model()._default_manager.create(**shared).pk)
    played = sent.played or Played(0)
    item = get_media_model()._default_manager.create(
        **shared, type=sent.kind, duration=played.seconds, width=played.width or None, height=played.height or None
    )
    return int(item.pk)


def _review(page: Any, user: Any) -> None:
    page.save_revision(user=user, log_action=True, clean=False)  # subject and level are the reviewer's
    page = type(page).objects.get(pk=page.pk)
    state, workflow = page.current_workflow_state, page.get_workflow()
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    elif state is None and workflow is not None and workflow.tasks.exists():  # one without tasks would publish at once
        workflow.start(page, user)


def delete_file(kind: str, number: int, without: Any = None) -> None:
    """Delete a file that no other page shows."""
    model = get_document_model() if kind == "document" else get_media_model()
    item = model._default_manager.filter(pk=number, collection=collection()).first()
    if item is None:
        return
    used = ReferenceIndex.get_references_to(item)
    if without is not None:
        used = used.exclude(object_id=str(without.pk))
    if not used.exists():
        item.delete()
