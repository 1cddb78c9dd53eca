"""Lessons to look at again: out of date or soon to be, and those in which there is nothing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from lms.catalogue.models import Activity

from ..forms_of_learning import Form
from ..publishing import ORIGIN
from ..signal_handlers import activity_page_types
from .queries import LEARNED, lessons_for

#: So many days ahead an end or a review is told.
AHEAD = dt.timedelta(days=60)
#: So long after its end a retired lesson is still told.
BEHIND = dt.timedelta(days=365)
#: Blocks in which the reader does something.
ACTIVE = frozenset({"questions", "task"})
EXPIRY, REVIEW = "expiry", "review"


@dataclass(frozen=True, slots=True)
class Stale:
    """``why``: EXPIRY (``day`` is the last on which it holds) or REVIEW. ``over``: the day has come or passed."""

    activity: Activity
    why: str
    day: dt.date
    over: bool


def stale(user: Any, day: dt.date) -> list[Stale]:
    """What is over, due for review, or soon will be, the oldest first. One query for each page type besides one."""
    reviews = {key: when for key, when in _page_values("review_on") if when is not None and when <= day + AHEAD}
    ending = Q(valid_until__lte=day + AHEAD) & (Q(published=True) | Q(valid_until__gte=day - BEHIND))
    reviewed = Q(origin=ORIGIN, origin_key__in=reviews, published=True)
    found = []
    for row in lessons_for(user).filter(ending | reviewed).select_related("owner_unit"):
        if row.valid_until is not None and row.valid_until <= day + AHEAD:
            found.append(Stale(row, EXPIRY, row.valid_until, row.valid_until < day))
        if row.origin == ORIGIN and row.published and row.origin_key in reviews:
            when = reviews[row.origin_key]
            found.append(Stale(row, REVIEW, when, when <= day))
    return sorted(found, key=lambda one: (one.day, one.activity.code))


def without_interaction(user: Any, day: dt.date) -> list[Activity]:
    """Lessons in use in which nothing is asked of the reader: no questions, no task, and not learned on the spot."""
    active = {key for key, body in _page_values("body") if any(block.block_type in ACTIVE for block in body)}
    rows = lessons_for(user).filter(published=True, kind__in=LEARNED).exclude(valid_until__lt=day)
    asks_itself = Q(kind=Activity.Kind.SESSION) | Q(form__in=(Form.ON_SITE.value, Form.QUIZ.value)) | Q(has_check=True)
    rows = rows.exclude(asks_itself)
    found = rows.select_related("owner_unit", "subject__parent").order_by("code")
    return [row for row in found if not (row.origin == ORIGIN and row.origin_key in active)]


def _page_values(field: str) -> Iterator[tuple[str, Any]]:
    """Key of the activity and the value, of every published page whose type has ``field``. One query a type."""
    for model in activity_page_types():
        try:
            model._meta.get_field(field)
        except FieldDoesNotExist:
            continue
        for key, value in model.objects.live().filter(alias_of=None).values_list("translation_key", field):
            yield str(key), value
