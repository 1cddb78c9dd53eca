"""The questions of a lesson: its papers, what the member made of them, and which one comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone
from wagtail.coreutils import get_content_languages

from lms.assessment import limits
from lms.assessment.models import Paper
from lms.core.prepared import Prepared
from lms.people.models import Member

from ..models import Watching
from ..papers import QUESTIONS
from ..publishing import ORIGIN, key_of

PAPER = ("pk", "key", "title", "needed", "pass_percent", "minutes", "attempts")
#: With so many keys (blocks of questions times languages) a query is built anew.
MANY = 30
_prepared: dict[int, Prepared] = {}
TAKEN = ("mine__started", "mine__passed", "mine__score", "mine__activity_id")


@dataclass(frozen=True, slots=True)
class Check:
    """One block of questions: its paper, how many are asked, and the member's attempts at it, the last one first."""

    block: str
    asked: int
    paper: Paper
    taken: list[tuple[dt.datetime, bool | None, Decimal | None, int | None]] = field(default_factory=list)

    @property
    def needed(self) -> int:
        return self.paper.needed or self.asked

    @property
    def is_open(self) -> bool:
        """Whether the member began to answer and has not handed in: such an attempt goes on, also where it is the last one."""
        return bool(self.taken) and self.taken[0][1] is None

    @property
    def left(self) -> limits.Left:
        """How often it may still be begun."""
        return limits.left_of(self.paper, [(started, passed) for started, passed, _, _ in self.taken])


def checks_of(page: Any, member: Member | None = None) -> tuple[Check, ...]:
    """The checks of a published page, in its order. One query; another one only where translations share their blocks."""
    blocks = {str(row.get("id")): row for row in page.body.raw_data if row and row["type"] == QUESTIONS}
    if not blocks:
        return ()
    prefix = f"{ORIGIN}:{key_of(page)}"
    keys = [f"{prefix}:{code}:{block}" for code in get_content_languages() for block in blocks]
    found: dict[str, Check] = {}
    for values in _rows(keys, member):
        paper = Paper(**dict(zip(PAPER, values, strict=False)))
        block = paper.key.rpartition(":")[2]
        check = found.setdefault(paper.key, Check(block, len(blocks[block]["value"].get("questions") or ()), paper))
        if values[len(PAPER)] is not None:
            check.taken.append(tuple(values[len(PAPER):]))
    if len(found) > len(blocks):
        own = f"{prefix}:{page.locale.language_code}:"
        found = {key: check for key, check in found.items() if key.startswith(own)}
    by_block = {check.block: check for check in found.values()}
    return tuple(by_block[block] for block in blocks if block in by_block)


def _rows(keys: list[str], member: Member | None) -> Iterable[Any]:
    pk = member.pk if member else 0
    if len(keys) < MANY and len(keys) not in _prepared:
        _prepared[len(keys)] = Prepared(_query, int, *[str] * len(keys))
    found: Iterable[Any] = _prepared[len(keys)].ask(pk, *keys) if len(keys) < MANY else _query(pk, *keys)
    return found


def _query(member: int, *keys: str) -> Any:
    mine = FilteredRelation("taken", condition=Q(taken__member_id=member))
    rows = Paper.objects.filter(key__in=keys).annotate(mine=mine).order_by("key", "-mine__started", "-mine__pk")
    return rows.values_list(*PAPER, *TAKEN)


def scores(row: Watching, checks: Collection[Check]) -> dict[int, Decimal]:
    """The best score of each paper that was passed in this lap."""
    since = _since(row)
    best: dict[int, Decimal] = {}
    for check in checks:
        for started, passed, score, activity in check.taken:
            if passed and activity == row.activity_id and started >= since:
                best[check.paper.pk] = max(best.get(check.paper.pk, Decimal(0)), score or Decimal(0))
    return best


def next_check(checks: Iterable[Check], passed: Collection[int]) -> Check | None:
    return next((check for check in checks if check.paper.pk not in passed), None)


def mean(found: Collection[Decimal]) -> Decimal:
    """One score for several papers, two places."""
    return (sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _since(row: Watching) -> dt.datetime:
    """The beginning of the day on which this learning began."""
    day = dt.date.fromisoformat(row.lap) if row.lap else dt.date(1, 1, 2)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
