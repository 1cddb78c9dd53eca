"""Keep an activity as its maker has it: a page, a meeting, a package. Made, changed, retired, and tied to another maker.

The maker is named by (``origin``, ``origin_key``). Whatever is kept here is not written by the sheet of lessons.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from ..circles import circle_through
from ..models import Activity, Part, Teaches
from .past import keeping_past

#: First letter of the codes that are given to new activities, by kind.
LETTERS = {Activity.Kind.LESSON: "W", Activity.Kind.COURSE: "C", Activity.Kind.TRACK: "L"}
OTHER_LETTER = "X"


@dataclass(frozen=True)
class Kept:
    """All that the maker says of an activity. ``is_required``, ``site`` and equivalents are not the maker's: they stay.

    ``tiers``, ``prerequisites`` and ``parts``: ids; ``teaches``: (competency id, level); ``parts`` in their order.
    """

    title: str
    minutes: int
    kind: str = Activity.Kind.LESSON
    form: str = ""
    must_finish: bool = False
    has_check: bool = False
    subject_id: int | None = None
    lecturer_code: str = ""
    completion_rule: str = ""
    share_scope: str = Activity.Share.ALL
    owner_unit_id: int | None = None
    valid_until: dt.date | None = None
    words: str = ""
    published: bool = True
    tiers: frozenset[int] = frozenset()
    teaches: frozenset[tuple[int, int]] = frozenset()
    prerequisites: frozenset[int] = frozenset()
    parts: tuple[int, ...] = field(default=())

    def columns(self) -> dict[str, Any]:
        many = ("tiers", "teaches", "prerequisites", "parts")
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in many}


def activity_of(origin: str, origin_key: str) -> Activity | None:
    """The activity of this maker. One query."""
    return Activity.objects.filter(origin=origin, origin_key=origin_key).first()


def keep_activity(*, origin: str, origin_key: str, kept: Kept, on: dt.date | None = None, by: Any = None) -> Activity:
    """Write the activity of this maker as it says; made with a new code if there is none.

    What planning saw is kept until the day before ``on`` (today): nobody is measured anew for days that have passed. Writes
    nothing where nothing changed. ValidationError where it would need itself, over however many steps.
    """
    with transaction.atomic():
        found = Activity.objects.select_for_update().filter(origin=origin, origin_key=origin_key).first()
        _refuse_circles(found, kept)
        with keeping_past([found.pk] if found else [], on or clock.today(), added=found is None):
            activity = found or _new(origin, origin_key, kept)
            changed = found is None or _write_columns(activity, kept)
            changed = _write_rows(activity, kept) or changed
        if changed:
            action = "lms_catalogue.keep" if found else "lms_catalogue.make"
            log(activity, action, user=by, data={"code": activity.code, "origin": origin})
    return activity


def retire_activity(*, origin: str, origin_key: str, on: dt.date | None = None, by: Any = None) -> Activity | None:
    """The activity of this maker is offered no more from ``on`` (today). Its records stay. None where there is none."""
    with transaction.atomic():
        found = Activity.objects.select_for_update().filter(origin=origin, origin_key=origin_key).first()
        if found is not None and found.published:
            with keeping_past([found.pk], on or clock.today()):
                found.published = False
                found.save(update_fields=["published"])
            log(found, "lms_catalogue.retire", user=by, data={"code": found.code})
    return found


def adopt_activity(*, activity: Activity, origin: str, origin_key: str, by: Any = None) -> Activity:
    """From now on ``activity`` is kept by this maker; its code, its records and all that points to it stay.

    ValidationError where the maker has another activity already, or the activity another maker than a sheet or a form.
    """
    with transaction.atomic():
        activity = Activity.objects.select_for_update().get(pk=activity.pk)
        if (activity.origin, activity.origin_key) == (origin, origin_key):
            return activity
        if activity.origin != "code":
            raise ValidationError(_("“%(title)s”已经由别的页面维护。") % {"title": activity.title})
        if other := activity_of(origin, origin_key):
            raise ValidationError(_("这个页面已经是“%(title)s”（%(code)s）。") % {"title": other.title, "code": other.code})
        activity.origin, activity.origin_key = origin, origin_key
        activity.save(update_fields=["origin", "origin_key"])
        log(activity, "lms_catalogue.adopt", user=by, data={"code": activity.code, "origin": origin})
    return activity


def _new(origin: str, origin_key: str, kept: Kept) -> Activity:
    """With the next free code. Two at once: the second one takes the code after."""
    letter = LETTERS.get(Activity.Kind(kept.kind), OTHER_LETTER)
    for _attempt in range(20):
        try:
            with transaction.atomic():
                return Activity.objects.create(
                    code=next_code(letter), origin=origin, origin_key=origin_key, **kept.columns()
                )
        except IntegrityError:
            continue
    raise ValidationError(_("没有取到编码，请再试一次。"))


def next_code(letter: str) -> str:
    """``W-0001``, ``W-0002``, …: the number after the highest one given so far."""
    taken = Activity.objects.filter(code__startswith=f"{letter}-").values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(rf"{letter}-(\d+)", code))]
    return f"{letter}-{max(numbers, default=0) + 1:04d}"


def _write_columns(activity: Activity, kept: Kept) -> bool:
    changed = [name for name, value in kept.columns().items() if getattr(activity, name) != value]
    for name in changed:
        setattr(activity, name, getattr(kept, name))
    if changed:
        activity.save(update_fields=[name.removesuffix("_id") for name in changed])
    return bool(changed)


def _write_rows(activity: Activity, kept: Kept) -> bool:
    changed = False
    for relation, wanted in ((activity.tiers, kept.tiers), (activity.prerequisites, kept.prerequisites)):
        if set(relation.values_list("pk", flat=True)) != wanted:
            relation.set(wanted)
            changed = True
    taught = {(row.competency_id, row.level): row.pk for row in Teaches.objects.filter(activity=activity)}
    if taught.keys() != kept.teaches:
        Teaches.objects.filter(pk__in=[pk for pair, pk in taught.items() if pair not in kept.teaches]).delete()
        Teaches.objects.bulk_create(
            Teaches(activity=activity, competency_id=competency, level=level)
            for competency, level in sorted(kept.teaches - taught.keys())
        )
        changed = True
    parts = Part.objects.filter(whole=activity).order_by("sort_order", "pk")
    wanted_parts = tuple(dict.fromkeys(kept.parts))
    if tuple(parts.values_list("activity_id", flat=True)) != wanted_parts:
        parts.delete()
        Part.objects.bulk_create(
            Part(whole=activity, activity_id=pk, sort_order=at) for at, pk in enumerate(wanted_parts, start=1)
        )
        changed = True
    return changed


def _refuse_circles(activity: Activity | None, kept: Kept) -> None:
    if activity is None:
        return
    if way := circle_of(activity.pk, prerequisites=kept.prerequisites, parts=kept.parts):
        raise ValidationError(_("成环：%(way)s") % {"way": " → ".join(way)})


def circle_of(pk: int, *, prerequisites: Any = (), parts: Any = ()) -> list[str]:
    """Titles on the way from the activity back to itself, if it needed these first or was made of them. Two or three queries."""
    needs: dict[int, list[int]] = {}
    made: dict[int, list[int]] = {}
    for one, other in Activity.prerequisites.through._default_manager.values_list("from_activity_id", "to_activity_id"):
        needs.setdefault(one, []).append(other)
    for one, other in Part.objects.values_list("whole_id", "activity_id"):
        made.setdefault(one, []).append(other)
    way = circle_through(pk, list(prerequisites), needs) or circle_through(pk, list(parts), made)
    if not way:
        return []
    titles = dict(Activity.objects.filter(pk__in=way).values_list("pk", "title"))
    return [titles[each] for each in way]
