"""Wrap every change of an activity in ``keeping_past``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from lms.core.models import Revision
from lms.core.past import write_past

from .. import signals
from ..models import Activity, ActivityPast
from ..queries import planned_facts


@contextmanager
def keeping_past(activity_ids: Iterable[int], on: dt.date, *, added: bool = False) -> Iterator[None]:
    """Keep what planning saw of these activities until the day before ``on``; tell planning if anything changed.

    Give only activities that exist already; set ``added`` when the block creates new ones, which hold since always.
    """
    ids = list(activity_ids)
    with transaction.atomic():
        before = planned_facts(ids)
        yield
        if write_past(ActivityPast, "activity", before, planned_facts(ids), on) or added:
            Revision.bump("catalogue")
            signals.changed.send(sender=Activity, activity_ids=ids)
