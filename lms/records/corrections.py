"""Requests for correction: asked by a member, withdrawn by the same, answered by an administrator of the member's units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock
from lms.people.models import Member
from lms.people.roles import ADMIN_ROLES

from .models import CorrectionRequest

State: TypeAlias = CorrectionRequest.State
Kind: TypeAlias = CorrectionRequest.Kind
#: What an administrator may answer, and the name of the action in the log.
ANSWERS = {State.MENDED: "lms_records.request_mended", State.CHECKED: "lms_records.request_checked"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a request is about: the id of at most one thing, or a calendar year. Empty: the person."""

    activity: int | None = None
    competency: int | None = None
    record: int | None = None
    year: int | None = None

    def fields(self) -> dict[str, int | None]:
        return {"activity_id": self.activity, "competency_id": self.competency, "record_id": self.record, "year": self.year}


def ask_for_correction(
    *, member: Member, kind: str, subject: Subject | None = None, day: dt.date | None = None
) -> tuple[CorrectionRequest, bool]:
    """The member says that something is wrong. Returns the request, and whether it is new: an open one of the same kind about the
    same thing stands once. Kinds about the person drop the subject. ValidationError for an unknown kind."""
    if kind not in Kind.values:
        raise ValidationError(_("请选择哪里不对。"))
    about = Subject() if kind in CorrectionRequest.ABOUT_PERSON else subject or Subject()
    wanted = {"member_id": member.pk, "kind": kind, "state": State.OPEN, **about.fields()}
    found = CorrectionRequest.objects.filter(**_matching(wanted)).first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            return CorrectionRequest.objects.create(**wanted, day=day or clock.today()), True
    except IntegrityError:  # asked twice at the same moment
        return CorrectionRequest.objects.get(**_matching(wanted)), False


def _matching(fields: dict[str, Any]) -> dict[str, Any]:
    return {(f"{name}__isnull" if value is None else name): (value is None or value) for name, value in fields.items()}


def withdraw(*, member: Member, request_id: int) -> bool:
    """Take an open request of one's own back; nothing remains of it. False where there is none."""
    gone, _counts = CorrectionRequest.objects.filter(member_id=member.pk, pk=request_id, state=State.OPEN).delete()
    return bool(gone)


def answer(*, request_ids: Collection[int], state: str, by: Any) -> int:
    """Answer the open requests among ``request_ids`` that lie in the scope of ``by``; returns how many.

    Nobody answers a request of one's own. Each answer is one entry in the log of the member. ValidationError for what is no
    answer and where nothing was left to answer.
    """
    if state not in ANSWERS:
        raise ValidationError(_("请选择处理结果。"))
    with transaction.atomic():
        rows = list(answerable(by).filter(pk__in=list(request_ids)).select_for_update(of=("self",)).select_related("member"))
        if not rows:
            raise ValidationError(_("没有可以处理的申请：已经处理过，或者是您本人提出的。"))
        today = clock.today()
        open_ones = CorrectionRequest.objects.filter(pk__in=[row.pk for row in rows])
        open_ones.update(state=state, handled_by=by, handled_on=today)
        for row in rows:
            log(row.member, ANSWERS[State(state)], user=by, data={"kind": row.kind})
    return len(rows)


def answerable(user: Any) -> QuerySet[CorrectionRequest]:
    """Open requests in the user's scope that are not the user's own."""
    rows = CorrectionRequest.objects.for_user(user, ADMIN_ROLES).filter(state=State.OPEN)
    return rows.exclude(member__user_id=user.pk)


def open_requests_for(user: Any) -> QuerySet[CorrectionRequest]:
    """What waits for an answer by ``user``, the oldest first. One query when read or counted."""
    return answerable(user).order_by("day", "pk")


def requests_of(member: Member) -> list[CorrectionRequest]:
    """The member's own requests: open ones first, then the latest. One query."""
    rows = CorrectionRequest.objects.filter(member_id=member.pk)
    found = rows.select_related("activity", "competency", "record__activity", "record__competency", "handled_by")
    return sorted(found.order_by("-day", "-pk"), key=lambda row: row.state != State.OPEN)


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    CorrectionRequest.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: their requests are one list, and what is asked twice is asked once."""
    for row in CorrectionRequest.objects.filter(member_id=drop):
        subject = Subject(row.activity_id, row.competency_id, row.record_id, row.year)
        wanted = _matching({"member_id": keep, "kind": row.kind, "state": State.OPEN, **subject.fields()})
        if row.state == State.OPEN and CorrectionRequest.objects.filter(**wanted).exists():
            row.delete()
        else:
            row.member_id = keep
            row.save(update_fields=["member"])
