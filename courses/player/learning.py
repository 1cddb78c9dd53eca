"""Beginning a lesson: which learning of it this is, and what is to be watched."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.core import clock
from lms.people.models import Member
from lms.planning.queries import NoPlan, case_of, picture_of_case
from lms.records.models import Record

from ..models import Watching
from . import rules
from .intervals import SLACK
from .lessons import Lesson
from .telling import SOURCE, STARTED, tell


class NotOffered(Exception):
    """The lesson cannot be learned here by this member: retired, of another unit, held by an organiser, or the member is away."""


def enter(member: Member, lesson: Lesson) -> Watching:
    """The member's state in the lesson, begun where it was not, and ``started`` in the record. Raises NotOffered.

    A lesson that was done and is asked for again begins anew; one that was done and is not asked for is only looked at again.
    """
    with transaction.atomic():
        Watching.objects.get_or_create(member=member, activity=lesson.activity)
        row = Watching.objects.select_for_update().get(member=member, activity=lesson.activity)
        again = _again(member, row, lesson)
        if again is not None:
            _new_lap(row, again)
        _bring_up_to_date(row, lesson)
        row.save()
        if again:
            tell(row, STARTED, by=member.user)
    return row


def take_up(member: Member, lesson: Lesson) -> Watching:
    """``enter``, and from now on heartbeats of this lesson are believed, with the row's new secret, and of no other."""
    with transaction.atomic():
        row = enter(member, lesson)
        row.secret, row.number, row.carried, row.heard_at = secrets.token_hex(16), 0, SLACK, timezone.now()
        row.save(update_fields=["secret", "number", "carried", "heard_at"])
        Watching.objects.filter(member=member).exclude(pk=row.pk).exclude(secret="").update(secret="")
    return row


def _again(member: Member, row: Watching, lesson: Lesson) -> bool | None:
    """Whether a new lap begins that is recorded (True) or only looked at (False); None: the present one goes on.

    What was done here and is not done by the record any more was cancelled: then it can be earned again.
    """
    try:
        case = case_of(member)
    except NoPlan as error:
        raise NotOffered from error
    if lesson.activity.pk not in case.offer.on_offer or not lesson.is_open or rules.is_registered(lesson.rule):
        raise NotOffered
    fresh = not row.rule
    if not fresh and row.done_on is None and row.lap:
        return None
    if lesson.activity.pk not in case.learned.done or (fresh and not _learned_here(member, lesson)):
        return True
    try:
        planned = any(each.lesson == lesson.activity.pk for each in picture_of_case(case).rows)
    except NoPlan:
        planned = False
    return True if planned else False if fresh else None


def _learned_here(member: Member, lesson: Lesson) -> bool:
    """Whether the record says that the member finished this lesson on its page, though nothing is remembered of it here."""
    done = Record.objects.filter(member=member, activity=lesson.activity, source=SOURCE, verb__in=("completed", "passed"))
    return done.exclude(success=False).in_force().exists()


def _new_lap(row: Watching, recorded: bool) -> None:
    row.lap = clock.today().isoformat() if recorded else ""
    row.read_on = row.seen_on = row.done_on = None
    row.media, row.place = {}, ""


def _bring_up_to_date(row: Watching, lesson: Lesson) -> None:
    """Rule and recordings as they are now. What was watched of the same recording stays, even where its block is a new one."""
    known = {(each["len"], each["bytes"]): each for each in row.media.values()}
    row.rule, row.free_jump = lesson.rule, lesson.free_jump
    media: dict[str, Any] = {}
    for each in lesson.recordings:
        old = row.media.get(each.block) or {}
        if (old.get("len"), old.get("bytes")) != (each.length, each.size):
            old = known.get((each.length, each.size)) or {}
        media[each.block] = {"len": each.length, "bytes": each.size, "at": old.get("at", 0), "seen": old.get("seen", [])}
    row.media = media
