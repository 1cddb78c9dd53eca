"""Private notes. Every verb takes the member, and touches nobody else's rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.models import Member

from .models import Note

#: Signs in a note.
LONGEST = 10_000


def add_note(*, member: Member, text: str, lesson: int | None = None) -> Note:
    """ValidationError where there is no text or too much of it."""
    return Note.objects.create(member_id=member.pk, activity_id=lesson, text=_checked(text), changed_on=clock.today())


def change_note(*, member: Member, pk: int, text: str) -> bool:
    """False where the member has no such note."""
    rows = Note.objects.filter(member_id=member.pk, pk=pk)
    return bool(rows.update(text=_checked(text), changed_on=clock.today()))


def remove_note(*, member: Member, pk: int) -> bool:
    gone, _counts = Note.objects.filter(member_id=member.pk, pk=pk).delete()
    return bool(gone)


def notes_of(member: Member) -> QuerySet[Note]:
    """The member's own notes with their lessons, the latest first. One query when read."""
    return Note.objects.filter(member_id=member.pk).select_related("activity")


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    Note.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: all notes are the person's."""
    Note.objects.filter(member_id=drop).update(member_id=keep)


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError({"text": _("请写下内容。")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("一条笔记最多 %(most)s 字，请分成几条。") % {"most": LONGEST}})
    return text
