"""Checks that several actions share. Each raises ValidationError with a text for the person at the screen."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.core import clock

from ..models import Member, MemberPast


def day_of_change(on: dt.date | None) -> dt.date:
    """``on``, or today. A row says what is true now, so a change of it cannot lie in the future."""
    today = clock.today()
    if on is not None and on > today:
        raise ValidationError(_("生效日期不能晚于今天（%(today)s）。") % {"today": today})
    return on or today


def check_not_before_last_change(member: Member, on: dt.date) -> None:
    """Refuse a change that would lie before one that is already written down."""
    last = MemberPast.objects.filter(member=member).order_by("-end").values_list("end", flat=True).first()
    if last is not None and on <= last:
        raise ValidationError(_("该学员在 %(day)s 已有变动，新的变动不能早于这一天。") % {"day": last + dt.timedelta(days=1)})


def check_present(member: Member) -> None:
    """Refuse rows that were merged into another or erased."""
    if member.merged_into_id is not None:
        raise ValidationError(_("该档案已并入另一份档案，请在保留的那一份上操作。"))
    if member.erased_at is not None:
        raise ValidationError(_("该学员的个人信息已清除，不能再修改。"))
