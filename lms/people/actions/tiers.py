"""Work out tiers by the rules and write them where lists and filters look."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from lms.core import clock

from .. import signals
from ..audience import ids_between
from ..models import Member, MemberEvent, Tier
from ..queries import CHUNK, chunks, tiers_on

BATCH = 1000


def recalculate_tiers(
    member_ids: Iterable[int] | None = None, day: dt.date | None = None, by: Any = None, *, tell: bool = True
) -> int:
    """Write the tier as of ``day`` (today) to ``Member.tier`` of these members (None: all present). Returns how many changed.

    A fixed number of queries for each 2,000 members. A change from one tier to another leaves a ``MemberEvent``; a first
    tier does not. Sends ``members_changed`` with the members whose tier changed, unless the caller tells of them itself.
    """
    day = day or clock.today()
    tiers: dict[str | None, int | None] = {None: None, **dict(Tier.objects.values_list("code", "pk"))}
    changed: list[int] = []
    with transaction.atomic():
        for ids in _present_chunks() if member_ids is None else chunks(member_ids):
            changed += _recalculate(ids, day, tiers, by)
        if changed and tell:
            signals.members_changed.send(sender=Member, member_ids=changed)
    return len(changed)


def _present_chunks() -> Iterator[list[int]]:
    last = 0
    while ids := list(Member.objects.present().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield ids
        last = ids[-1]


def _recalculate(ids: list[int], day: dt.date, tiers: dict[str | None, int | None], by: Any) -> list[int]:
    right = tiers_on(ids, day)
    codes = {pk: code for code, pk in tiers.items()}
    moved: dict[str | None, list[int]] = defaultdict(list)
    events = []
    for pk, tier in Member.objects.filter(ids_between("pk", ids)).values_list("pk", "tier_id"):
        if pk not in right or tiers[right[pk]] == tier:
            continue
        moved[right[pk]].append(pk)
        if tier is not None:
            data = {"from": codes[tier], "to": right[pk]}
            events.append(MemberEvent(member_id=pk, kind=MemberEvent.Kind.TIER, day=day, data=data, by=by))
    for code, members in moved.items():
        Member.objects.filter(pk__in=members).update(tier_id=tiers[code])
    MemberEvent.objects.bulk_create(events, batch_size=BATCH)
    return [pk for members in moved.values() for pk in members]
