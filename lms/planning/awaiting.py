"""What the levels await, kept beside the plans: written when a plan is solved, set-based."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lms.competencies.models import Competency
from lms.people.audience import ids_between
from lms.records.facts import Outcome
from lms.records.observing import Seen, record_observations

from .awaited import Awaited
from .models import Awaiting

BATCH = 5000


def store_awaiting(found: Mapping[int, Sequence[Awaited]]) -> None:
    """Make the stored rows of these members equal to ``found``: one query to look, and one for each kind of difference."""
    wanted = {
        (member, each.competency): (each.level, each.since, each.looked_on) for member, mine in found.items() for each in mine
    }
    gone: list[int] = []
    rows = Awaiting.objects.filter(ids_between("member_id", list(found))).order_by()
    for pk, member, competency, *said in rows.values_list("pk", "member_id", "competency_id", "level", "since", "looked_on"):
        if member not in found:
            continue
        if wanted.get((member, competency)) == tuple(said):
            del wanted[(member, competency)]
        elif (member, competency) not in wanted:
            gone.append(pk)
    for at in range(0, len(gone), BATCH):
        Awaiting.objects.filter(pk__in=gone[at : at + BATCH]).delete()
    Awaiting.objects.bulk_create(
        [
            Awaiting(member_id=member, competency_id=competency, level=level, since=since, looked_on=looked)
            for (member, competency), (level, since, looked) in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["member", "competency"],
        update_fields=["level", "since", "looked_on"],
        batch_size=BATCH,
    )


def enter_seen(*, competency: Competency, seen: Sequence[Seen], day: dt.date, by: Any) -> Outcome:
    """``record_observations``, and the list of what is awaited is shorter at once, before the plans are solved anew."""
    with transaction.atomic():
        outcome = record_observations(competency=competency, seen=seen, day=day, by=by)
        refused = {fact.member_id for fact, _ in outcome.conflicts}
        rows = Awaiting.objects.filter(competency=competency, since__lte=day)
        reached: dict[int, list[int]] = {}
        for each in seen:
            if each.member_id not in refused:
                reached.setdefault(each.level if each.reached else 0, []).append(each.member_id)
        for level, members in reached.items():
            for at in range(0, len(members), BATCH):
                mine = rows.filter(member_id__in=members[at : at + BATCH])
                mine.filter(level__lte=level).delete()
                mine.update(looked_on=day)
    return outcome


def forget_awaiting(member_ids: Sequence[int]) -> None:
    """For rows that were merged into another or erased: they have no plan any more."""
    Awaiting.objects.filter(member_id__in=member_ids).delete()
