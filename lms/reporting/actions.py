"""Verbs of reporting: mark summaries stale, reckon them anew, keep a year fresh for its readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.core import clock, conf
from lms.core.tasks import has_worker
from lms.people.models import Member
from lms.people.scopes import MemberQuerySet

from .facts import Reckoner
from .models import HoursSummary, MemberSummary, SummaryYear

BATCH = 5000
CHUNK = 2000
#: Seconds in which one reader's request to reckon a year stands for all readers.
PATIENCE = 300
FIGURES = (
    "unit_id", "tier_id", "category_id", "due", "due_done", "gap_open", "gap_added", "gap_withdrawn", "gap_closed", "unassessed",
    "hours_fixed", "hours_met", "attendances", "as_of", "good_until", "stale",
)


def mark_stale(member_ids: Sequence[int] | None) -> None:
    """Mark the summaries of these members (None: of everybody) stale, all years. One statement for each 5,000 members."""
    if member_ids is None:
        MemberSummary.objects.filter(stale=False).update(stale=True)
        return
    for at in range(0, len(member_ids), BATCH):
        MemberSummary.objects.filter(member_id__in=member_ids[at : at + BATCH], stale=False).update(stale=True)


def mark_dirty() -> None:
    """Members may have come or gone: the years must be looked through again."""
    SummaryYear.objects.filter(dirty=False).update(dirty=True)


def forget_members(member_ids: Sequence[int]) -> None:
    """Take the figures of merged and erased rows out of the sums."""
    for model in (MemberSummary, HoursSummary):
        model.objects.filter(member_id__in=member_ids).delete()


def outdated(year: int, day: dt.date) -> MemberQuerySet:
    """Present members without figures of ``year`` that are good on ``day``."""
    good = MemberSummary.objects.filter(
        Q(good_until__isnull=True) | Q(good_until__gte=day), member=OuterRef("pk"), year=year, stale=False, as_of__lte=day
    )
    return Member.objects.present().filter(~Exists(good))


def _stale(year: int) -> MemberQuerySet:
    """Present members whose figures of ``year`` are marked stale: an index of those alone."""
    stale = MemberSummary.objects.filter(year=year, stale=True)
    return Member.objects.present().filter(pk__in=stale.values("member_id"))


def summarise(
    year: int, members: QuerySet[Member], *, day: dt.date | None = None, progress: Callable[[int], None] | None = None
) -> int:
    """Reckon and store the figures of ``members`` for ``year``, as of ``day`` (default today) or the year's last day.

    Returns how many members. Each chunk of 2,000 is stored before the next is read: an interrupted run goes on with ``outdated``.
    """
    reckoner = Reckoner(year, day or clock.today())
    total = 0
    for first, last in _spans(members):
        chunk = Member.objects.filter(pk__in=members.filter(pk__gte=first, pk__lte=last).order_by().values("pk"))
        rows = list(reckoner.rows(chunk))
        _store(year, [summary for summary, _ in rows], [row for _, hours in rows for row in hours])
        total += len(rows)
        if progress is not None:
            progress(len(rows))
    return total


def _spans(members: QuerySet[Member]) -> Iterator[tuple[int, int]]:
    """First and last key of chunks of ``members``."""
    ids = sorted(members.order_by().values_list("pk", flat=True))
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        yield chunk[0], chunk[-1]


@transaction.atomic
def _store(year: int, summaries: list[MemberSummary], hours: list[HoursSummary]) -> None:
    ids = [row.member_id for row in summaries]
    MemberSummary.objects.bulk_create(
        summaries, update_conflicts=True, unique_fields=["member", "year"], update_fields=FIGURES, batch_size=1000
    )
    HoursSummary.objects.filter(year=year, member_id__in=ids).delete()
    HoursSummary.objects.bulk_create(hours, batch_size=1000, ignore_conflicts=True)


def freshen(year: int) -> int:
    """Make the figures of ``year`` good for a reader. Returns for how many members they are not.

    Few members are reckoned at once. More are left to a worker, where there is one, or to the command ``summarise``; the
    reader is told so. Two small queries where nothing has changed since.
    """
    today = clock.today()
    waiting = _stale(year)
    if SummaryYear.objects.filter(year=year, dirty=False, checked_on=today).exists():
        if not MemberSummary.objects.filter(year=year, stale=True).exists():
            return 0
    else:
        # Before looking: whoever comes later makes the year dirty again.
        SummaryYear.objects.update_or_create(year=year, defaults={"dirty": False, "checked_on": today})
        waiting = outdated(year, today)
    limit = conf.get("INLINE_LIMIT")
    ids = list(waiting.order_by().values_list("pk", flat=True)[: limit + 1])
    if len(ids) <= limit:
        summarise(year, Member.objects.filter(pk__in=ids))
        return 0
    SummaryYear.objects.filter(year=year).update(dirty=True)
    if has_worker() and cache.add(f"lms_reporting:{year}", 1, PATIENCE):
        from .tasks import summarise_year

        summarise_year.enqueue(year)
    return waiting.count()
