"""A member who is erased leaves no submission behind; a member who is merged keeps them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Revision
from wagtailmedia.models import get_media_model

from lms.people.queries import member_of
from lms.people.signals import members_erased, members_merged

from . import body
from .actions import delete_file
from .place import lesson_model


def forget(sender: Any, member_ids: list[int], user_ids: list[int], **kwargs: Any) -> None:
    """What was published stays, without its author; what never was goes, with its files and revisions."""
    model = lesson_model()
    for page in model.objects.filter(author_id__in=member_ids) if model else ():
        if page.live or page.first_published_at:
            _unsign(page, None)
        else:
            used = body.file_of(body.rows_of(page.get_latest_revision_as_object()))
            page.delete()
            if used:
                delete_file(*used)
    for files in (get_media_model(), get_document_model()):
        files._default_manager.filter(uploaded_by_user_id__in=user_ids).update(uploaded_by_user=None)


def follow(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    model = lesson_model()
    for page in model.objects.filter(author_id=drop_id) if model else ():
        _unsign(page, keep_id)


def _unsign(page: Any, author: int | None) -> None:
    """Another author, or none, on the page and in all that Wagtail keeps of it. An owner without a name is nobody's business."""
    changed: dict[str, Any] = {"author_id": author} if author else {"author_id": None, "owner_id": None}
    type(page).objects.filter(pk=page.pk).update(**changed)
    revisions = list(Revision.objects.for_instance(page))
    for revision in revisions:
        revision.content["author"] = author
        if author is None:
            revision.content["owner"], revision.user = None, None
    Revision.objects.bulk_update(revisions, ["content", "user"])


def link(request: HttpRequest) -> str:
    """The way to it in the account menu: for members."""
    return reverse("lms_courses:submit") if member_of(request.user) is not None else ""


def connect() -> None:
    members_erased.connect(forget, dispatch_uid="courses.submissions.erased")
    members_merged.connect(follow, dispatch_uid="courses.submissions.merged")
