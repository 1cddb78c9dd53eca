"""What becomes of lecturers when persons are forgotten or turn out to be one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.catalogue.models import Activity
from lms.core.uploads.actions import forget_persons
from lms.people.actions.erase import clean_traces

from ..models import Lecturer, LecturerStep
from ..states import State

#: What stays: categories, delivery, dates and counts, which name nobody.
BLANKED: dict[str, Any] = {
    "name": "", "sex": "", "birth_month": None, "photo": None, "work_unit": "", "position": "", "title": "", "education": "",
    "source": "", "award": "", "member": None, "unit_contact": "", "contact": "", "specialty": "", "courses": "", "audience": "",
    "rating": None, "state": State.LEFT,
}  # fmt: skip


def erase_lecturer(*, lecturer: Lecturer, by: Any = None) -> None:
    """Blank everything personal, cut the account, delete the photo and clean logs, notes and search.

    The code becomes ``erased-<pk>``, at the lessons it goes. ValidationError where it was done already.
    """
    if lecturer.erased_at is not None:
        raise ValidationError(_("这名讲师的个人信息已清除。"))
    with transaction.atomic():
        row = Lecturer.objects.select_for_update().get(pk=lecturer.pk)
        _erase(row)
        forget_persons()
        log(row, "lms_lecturers.erase", user=by)


def _erase(row: Lecturer) -> None:
    old_label, code, photo = str(row), row.code, row.photo
    for name, value in BLANKED.items():
        setattr(row, name, value)
    row.code, row.erased_at = f"erased-{row.pk}", timezone.now()
    row.save()
    Activity.objects.filter(lecturer_code=code).update(lecturer_code="")
    LecturerStep.objects.filter(lecturer=row).update(note="")
    if photo is not None:
        photo.delete()
    clean_traces(row, old_label)


def forget(member_ids: Iterable[int]) -> None:
    """Lecturers that are these members are forgotten with them."""
    for row in Lecturer.objects.filter(member_id__in=list(member_ids), erased_at__isnull=True).select_related("photo"):
        _erase(row)


def unite(keep_id: int, drop_id: int) -> None:
    """The lecturer of a dropped member row is the kept one's; where both have a lecturer, the kept row's stays linked."""
    mine = Lecturer.objects.filter(member_id=drop_id)
    if Lecturer.objects.filter(member_id=keep_id).exists():
        mine.update(member=None)
    else:
        mine.update(member_id=keep_id)
