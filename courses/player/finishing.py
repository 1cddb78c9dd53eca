"""What of a begun lesson is met, and what is therefore recorded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from lms.assessment.models import Attempt
from lms.core import clock
from lms.desk.doors import doors_of
from lms.desk.outcome import noting, url_of
from lms.people.models import Member

from ..models import Watching
from . import checks, rules
from .intervals import is_watched
from .learning import enter
from .lessons import Lesson, lesson_of_paper
from .telling import COMPLETED, PASSED, SEEN, key_of, tell


@dataclass(slots=True)
class Finished:
    """``url``: the page that says what changed; empty as long as the lesson is not done."""

    url: str = ""


def seen_to_the_end(row: Watching) -> bool:
    """Whether all is watched, or confirmed as read: all that the rule asks before a check."""
    if row.seen_on is not None:
        return True
    if rules.is_watched(row.rule):
        return bool(row.media) and all(is_watched(each["seen"], each["len"]) for each in row.media.values())
    return row.read_on is not None if rules.is_read(row.rule) else False


def may_answer(row: Watching) -> bool:
    """Whether the questions are open: at once where the lesson is a check, else after all that comes before them."""
    return rules.has_check(row.rule) and (rules.is_check(row.rule) or seen_to_the_end(row))


def settle(row: Watching, member: Member) -> Finished:
    """Record what is met and not recorded yet. Done again it writes nothing. The caller holds the row's lock."""
    if row.done_on is not None or not seen_to_the_end(row):
        return finished(row, member)
    if not row.lap:
        return Finished()
    if rules.has_check(row.rule):
        if row.seen_on is None:
            row.seen_on = clock.today()
            row.save(update_fields=["seen_on"])
            tell(row, SEEN, by=member.user)
        return Finished()
    with noting(member, row.activity, key=key_of(row, COMPLETED)) as noted:
        row.seen_on = row.seen_on or clock.today()
        row.done_on = clock.today()
        row.save(update_fields=["seen_on", "done_on"])
        tell(row, COMPLETED, by=member.user)
    return Finished(noted.url)


def hear_of(attempt: Attempt) -> None:
    """An attempt at the questions of a lesson was handed in. When all of them are passed, the lesson is.

    Runs in the transaction of the marking. A failed attempt records nothing: what was watched or read stands anyway.
    """
    member = Member.objects.select_related("user").get(pk=attempt.member_id)
    lesson = lesson_of_paper(attempt.paper, member)
    row = _locked(member, attempt.activity_id or 0)
    if row is None or not row.lap or row.done_on is not None:
        return
    if lesson is None:
        found = {attempt.paper_id: attempt.score or Decimal(0)} if attempt.passed else {}
    else:
        found = checks.scores(row, lesson.checks)
    if not found or (lesson is not None and checks.next_check(lesson.checks, found)):
        return
    with noting(member, row.activity, key=key_of(row, PASSED)):
        row.done_on = clock.today()
        row.save(update_fields=["done_on"])
        tell(row, PASSED, score=checks.mean(found.values()), by=member.user)


def finished(row: Watching, member: Member) -> Finished:
    """The end page of a lesson that is done."""
    if row.done_on is None:
        return Finished()
    return Finished(url_of(member, key_of(row, PASSED)) or url_of(member, key_of(row, COMPLETED)))


def _locked(member: Member, activity_id: int) -> Watching | None:
    """The member's row, locked until the transaction ends; None where the lesson was not begun."""
    rows = Watching.objects.select_for_update(of=("self",)).select_related("activity")
    return rows.filter(member=member, activity_id=activity_id).first()


def confirm(member: Member, lesson: Lesson) -> Finished:
    """The member says that the lesson was read. Only a lesson that is read is finished by that. Raises NotOffered."""
    with transaction.atomic():
        enter(member, lesson)
        row = _locked(member, lesson.activity.pk)
        if row is None or not rules.is_read(row.rule):
            return Finished()
        if row.read_on is None:
            row.read_on = clock.today()
            row.save(update_fields=["read_on"])
        return settle(row, member)


def finish(member: Member, lesson: Lesson) -> tuple[Watching | None, Finished]:
    """Whatever is met is recorded; where something is missing nothing happens. The row is None where nothing was begun."""
    with transaction.atomic():
        row = _locked(member, lesson.activity.pk)
        return row, settle(row, member) if row else Finished()


def complete(pk: int, member_id: int) -> Finished:
    """``settle`` for the heartbeat that was the last one needed. In its transaction."""
    row = Watching.objects.select_related("activity").get(pk=pk)
    return settle(row, Member.objects.select_related("user").get(pk=member_id))


def way_on(attempt: Attempt) -> str:
    """Where 「继续」 leads after an attempt: the end page of a lesson that is done by it, else the lesson."""
    activity = attempt.activity_id or 0
    row = Watching.objects.select_related("member").filter(member_id=attempt.member_id, activity_id=activity).first()
    done = finished(row, row.member) if row is not None and attempt.passed else Finished()
    page = doors_of([activity]).get(activity)
    return done.url or (f"{page}#next" if page else reverse("lms_desk:my_learning"))
