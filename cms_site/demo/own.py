"""A little of what members write themselves, so that those pages are not empty: one reading plan, one request for correction."""

from __future__ import annotations

import datetime as dt

from lms.people.models import Member
from lms.planning.models import ReadingItem
from lms.planning.reading import Planned, add_item, tick
from lms.records.corrections import Kind, Subject, ask_for_correction
from lms.records.models import CorrectionRequest

READER = "S018"
#: Title, chapters, quarter, whether it was read.
BOOKS = (
    ("《实践论》", "全文", 1, True),
    ("《反对本本主义》", "全文", 2, True),
    ("《党政机关公文处理工作条例》", "第三章至第五章", 4, False),
    ("《论持久战》", "", 0, False),
)


def write_own(day: dt.date) -> None:
    """As of ``day``, the first loading. A second run writes nothing."""
    member = Member.objects.present().filter(code=READER).first()
    if member is None:
        return
    if not ReadingItem.objects.filter(member=member).exists():
        for title, chapters, quarter, is_read in BOOKS:
            item = add_item(member=member, item=Planned(title, day.year, quarter, chapters))
            if is_read:
                tick(member=member, pk=item.pk)
    if not CorrectionRequest.objects.filter(member=member).exists():
        ask_for_correction(member=member, kind=Kind.HOURS, subject=Subject(year=day.year), day=day)
