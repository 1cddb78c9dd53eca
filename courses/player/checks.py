"""The questions of a lesson: which of its papers are passed in this learning of it, and which comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from lms.assessment.models import Attempt, Paper

from ..models import Watching


def scores(row: Watching, papers: Collection[int]) -> dict[int, Decimal]:
    """The best score of each paper passed in this lap. One query; none without papers."""
    if not papers:
        return {}
    taken = Attempt.objects.filter(
        member_id=row.member_id, activity_id=row.activity_id, paper_id__in=papers, passed=True, started__gte=_since(row)
    )
    best: dict[int, Decimal] = {}
    for paper, score in taken.order_by().values_list("paper_id", "score"):
        best[paper] = max(best.get(paper, Decimal(0)), score or Decimal(0))
    return best


def next_paper(papers: Sequence[Paper], passed: Collection[int]) -> Paper | None:
    return next((paper for paper in papers if paper.pk not in passed), None)


def mean(found: Collection[Decimal]) -> Decimal:
    """One score for several papers, two places."""
    return (sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _since(row: Watching) -> dt.datetime:
    """The beginning of the day on which this learning began."""
    day = dt.date.fromisoformat(row.lap) if row.lap else dt.date.min + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
