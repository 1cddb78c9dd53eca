"""What the levels await, kept beside the plans: written when a plan is solved, set-based."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lms.people.audience import ids_between

from .cases import Awaited
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


def forget_awaiting(member_ids: Sequence[int]) -> None:
    """For rows that were merged into another or erased: they have no plan any more."""
    Awaiting.objects.filter(member_id__in=member_ids).delete()
