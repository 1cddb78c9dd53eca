"""读书计划: the member's own list. Every verb takes the member, and touches nobody else's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.models import Member
from lms.people.queries import chunks

from .models import ReadingItem

#: A plan is no archive: more than this in a year is a mistake or a misuse.
MOST = 200
QUARTERS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class ReadingCount:
    """All that others see of a reading plan."""

    planned: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """What the member writes of one item. ``quarter`` 0: the whole year."""

    title: str
    year: int
    quarter: int = 0
    chapters: str = ""
    due: dt.date | None = None


def add_item(*, member: Member, item: Planned) -> ReadingItem:
    """ValidationError where the title is missing, the year is far away or the year's list is full."""
    _check(item)
    if ReadingItem.objects.filter(member_id=member.pk, year=item.year).count() >= MOST:
        raise ValidationError(_("一年最多列 %(most)s 项。") % {"most": MOST})
    return ReadingItem.objects.create(member_id=member.pk, **_fields(item))


def change_item(*, member: Member, pk: int, item: Planned) -> bool:
    """False where the member has no such item."""
    _check(item)
    return bool(ReadingItem.objects.filter(member_id=member.pk, pk=pk).update(**_fields(item)))


def tick(*, member: Member, pk: int, done: bool = True) -> bool:
    """Read, or not after all. Ticking twice keeps the first day. False where the member has no such item."""
    rows = ReadingItem.objects.filter(member_id=member.pk, pk=pk)
    changing = rows.filter(done_on__isnull=done)
    changing.update(done_on=clock.today() if done else None)
    return rows.exists()


def remove_item(*, member: Member, pk: int) -> bool:
    gone, _counts = ReadingItem.objects.filter(member_id=member.pk, pk=pk).delete()
    return bool(gone)


def items_of(member: Member, year: int | None = None) -> list[ReadingItem]:
    """The member's own list: by quarter, what is due first before what has no day. One query."""
    rows = ReadingItem.objects.filter(member_id=member.pk)
    found = list(rows if year is None else rows.filter(year=year))
    return sorted(found, key=lambda row: (row.year, row.quarter or 5, row.due or dt.date.max, row.pk))


def years_of(member: Member) -> list[int]:
    """One query."""
    rows = ReadingItem.objects.filter(member_id=member.pk).order_by("year")
    return list(rows.values_list("year", flat=True).distinct())


def counts_of(members: Collection[int], year: int | None = None) -> dict[int, ReadingCount]:
    """How much each member planned and ticked, of a year or of all; every id asked for has an entry. One query a chunk."""
    found = {pk: ReadingCount() for pk in members}
    for ids in chunks(members):
        rows = ReadingItem.objects.filter(member_id__in=ids).order_by()
        if year is not None:
            rows = rows.filter(year=year)
        for pk, planned, done in rows.values_list("member_id").annotate(Count("pk"), Count("done_on")):
            found[pk] = ReadingCount(planned, done)
    return found


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    ReadingItem.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: one list."""
    ReadingItem.objects.filter(member_id=drop).update(member_id=keep)


def _check(item: Planned) -> None:
    this = clock.today().year
    if not item.title.strip():
        raise ValidationError({"title": _("请填写书名或文章。")})
    if not this - 5 <= item.year <= this + 1:
        raise ValidationError({"year": _("请选择今年或明年。")})
    if item.quarter not in QUARTERS:
        raise ValidationError({"quarter": _("请选择季度。")})


def _fields(item: Planned) -> dict[str, object]:
    return {
        "title": item.title.strip(),
        "year": item.year,
        "quarter": item.quarter,
        "chapters": item.chapters.strip(),
        "due": item.due,
    }
