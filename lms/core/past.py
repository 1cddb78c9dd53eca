"""Keep what was true before a change: the one helper behind ``keeping_past`` of people and catalogue."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .models import PastFacts

Facts = dict[int, dict[str, Any]]


def write_past(model: type[PastFacts], owner: str, before: Facts, after: Facts, on: dt.date) -> list[int]:
    """Store ``before`` until the day before ``on`` for every id whose facts differ from ``after``.

    A second change on the same day stores nothing more: the facts between the two were true on no day.
    Returns the ids that changed. Two queries, however many ids.
    """
    changed = [pk for pk, facts in before.items() if after.get(pk, facts) != facts]
    if not changed:
        return []
    yesterday = on - dt.timedelta(days=1)
    latest: dict[int, dt.date] = {}
    rows = model._default_manager.filter(**{f"{owner}_id__in": changed}).values_list(f"{owner}_id", "end")
    for pk, end in rows:
        latest[pk] = max(end, latest.get(pk, dt.date.min))
    model._default_manager.bulk_create(
        [
            model(
                **{f"{owner}_id": pk},
                start=latest[pk] + dt.timedelta(days=1) if pk in latest else None,
                end=yesterday,
                facts=before[pk],
            )
            for pk in changed
            if latest.get(pk, dt.date.min) < yesterday
        ],
        batch_size=1000,
    )
    return changed
