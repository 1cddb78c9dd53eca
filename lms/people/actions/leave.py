"""A member goes away and comes back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import signals
from ..dated import ONE_DAY
from ..models import Leave, Member, MemberEvent
from ..queries import in_force
from .checks import check_present


def start_leave(*, member: Member, on: dt.date, until: dt.date | None = None, by: Any = None) -> Leave:
    """The member is away from ``on`` until ``until`` (included; None: until ``end_leave``).

    ValidationError if ``until`` lies before ``on`` or another leave holds in that time.
    """
    check_present(member)
    if until is not None and until < on:
        raise ValidationError(_("离岗的结束日期不能早于开始日期。"))
    with transaction.atomic():
        overlapping = member.leaves.exclude(end__lt=on)
        if until is not None:
            overlapping = overlapping.filter(start__lte=until)
        if other := overlapping.first():
            raise ValidationError(_("该学员在这段时间已登记离岗（自 %(start)s 起）。") % {"start": other.start})
        leave = Leave.objects.create(member=member, start=on, end=until)
        _note(member, MemberEvent.Kind.LEAVE, "lms_people.leave", on, by)
    return leave


def end_leave(*, member: Member, on: dt.date, by: Any = None) -> None:
    """The member is back on ``on``. A leave that began on ``on`` itself never was. ValidationError if there is no leave."""
    check_present(member)
    with transaction.atomic():
        leave = member.leaves.filter(in_force(on)).first()
        if leave is None:
            raise ValidationError(_("该学员在 %(day)s 没有离岗，无法登记返岗。") % {"day": on})
        if leave.start == on:
            leave.delete()
        else:
            leave.end = on - ONE_DAY
            leave.save(update_fields=["end"])
        _note(member, MemberEvent.Kind.RETURN, "lms_people.return", on, by)


def _note(member: Member, kind: str, action: str, on: dt.date, by: Any) -> None:
    MemberEvent.objects.create(member=member, kind=kind, day=on, by=by)
    log(member, action, user=by, data={"on": on.isoformat()})
    signals.members_changed.send(sender=Leave, member_ids=[member.pk])
