"""An attempt begins, is answered bit by bit, and is handed in once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.catalogue.models import Activity
from lms.people.models import Member

from .. import drawing, limits, marking, signals
from ..models import Attempt, AttemptItem, Paper, QuestionVersion
from ..queries import pool_of, seen_by

#: The longest answer that is taken as text.
LONGEST = 200


class NoAttemptsLeft(ValidationError):
    """All attempts of the paper are used up; ``reopens`` says when there is one again, None for never."""

    def __init__(self, reopens: dt.datetime | None) -> None:
        super().__init__(_("可答次数已用完。"))
        self.reopens = reopens


class NotEnough(ValidationError):
    """The bank has fewer published questions than the paper needs."""

    def __init__(self) -> None:
        super().__init__(_("题库里的题目不够，暂时不能开始。"))


class Closed(Exception):
    """The attempt was handed in, or its time has run out: nothing is saved any more."""


class BadAnswer(ValueError):
    """No such question in the attempt, or an answer that its form cannot have sent."""


def start(*, member: Member, paper: Paper, purpose: str, activity: Activity | None = None, by: Any = None) -> Attempt:
    """The member's open attempt of this paper, or a new one with questions, versions, order and rule frozen.

    An open one whose time has run out is handed in first. Raises NoAttemptsLeft and NotEnough (both ValidationErrors).
    """
    found = Attempt.objects.filter(member=member, paper=paper, state=Attempt.State.OPEN).select_related("paper").first()
    if found is not None and not limits.is_over(found):
        return found
    if found is not None:
        submit(found)
    allowed = limits.left(member.pk, paper)
    if not allowed.any:
        raise NoAttemptsLeft(allowed.reopens)
    try:
        with transaction.atomic():
            return _begin(member, paper, activity, purpose)
    except IntegrityError:  # begun twice at the same moment
        return Attempt.objects.select_related("paper").get(member=member, paper=paper, state=Attempt.State.OPEN)


def _begin(member: Member, paper: Paper, activity: Activity | None, purpose: str) -> Attempt:
    now = timezone.now()
    attempt = Attempt.objects.create(
        member=member, paper=paper, activity=activity, purpose=purpose, started=now,
        deadline=now + dt.timedelta(minutes=paper.minutes) if paper.minutes else None,
        needed=paper.needed, pass_percent=paper.pass_percent,
    )  # fmt: skip
    seed = attempt.uuid.hex
    fixed, lines, pools, live = pool_of(paper)
    try:
        chosen = drawing.draw(pools, lines, seed, fixed=fixed, seen=seen_by(member.pk, paper) if lines else ())
    except drawing.TooFew as error:
        raise NotEnough from error
    if not chosen:
        raise NotEnough
    versions = QuestionVersion.objects.in_bulk([live[pk] for pk in chosen])
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, place=place, version_id=live[pk], order=_order(versions[live[pk]], seed))
        for place, pk in enumerate(chosen, start=1)
    )
    return attempt


def _order(version: QuestionVersion, seed: str) -> list[int]:
    if version.kind not in marking.WITH_OPTIONS:
        return []
    if version.kind == marking.JUDGE:
        return [0, 1]
    return drawing.options_order(len(version.options), seed, version.question_id, keeps=version.keeps_order)


def save_answers(attempt: Attempt, answers: Mapping[int, Any], *, now: dt.datetime | None = None) -> None:
    """Keep answers by number of the question: places of options as they are shown, from 0; a text; None for "not answered".

    The browser never learns in which order the author wrote the options.

    Raises Closed, and BadAnswer before anything is written.
    """
    with transaction.atomic():
        locked = _locked(attempt)
        if not locked.is_open or limits.is_over(locked, now):
            raise Closed
        _keep(locked, answers)


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update(of=("self",)).select_related("paper").get(pk=attempt.pk)


def _keep(attempt: Attempt, answers: Mapping[int, Any]) -> None:
    items = {item.place: item for item in attempt.items.select_related("version")}
    changed = []
    for place, answer in answers.items():
        if place not in items:
            raise BadAnswer(place)
        item = items[place]
        said = _checked(item, answer)
        if said != item.answer:
            item.answer = said
            changed.append(item)
    if changed:
        AttemptItem.objects.bulk_update(changed, ["answer"])


def _checked(item: AttemptItem, answer: Any) -> list[int] | str | None:
    if answer is None or answer == "" or answer == []:
        return None
    if item.version.kind not in marking.WITH_OPTIONS:
        if not isinstance(answer, str) or len(answer) > LONGEST or "\x00" in answer:
            raise BadAnswer(item.place)
        return answer.strip() or None
    if not isinstance(answer, list) or any(type(one) is not int or not 0 <= one < len(item.order) for one in answer):
        raise BadAnswer(item.place)
    if item.version.kind != marking.MULTIPLE and len(answer) > 1:
        raise BadAnswer(item.place)
    return sorted({item.order[one] for one in answer})


def submit(attempt: Attempt, *, answers: Mapping[int, Any] | None = None, now: dt.datetime | None = None) -> Attempt:
    """Mark the attempt, once however often it is handed in. ``answers`` sent with it count only while there was time.

    What was saved in time counts also when it is handed in late. Sends ``submitted`` in the same transaction. Raises BadAnswer.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = _locked(attempt)
        if not locked.is_open:
            return locked
        if answers and not limits.is_over(locked, now):
            _keep(locked, answers)
        _mark(locked, now)
        signals.submitted.send(sender=Attempt, attempt=locked)
    return locked


def _mark(attempt: Attempt, now: dt.datetime) -> None:
    items = list(attempt.items.select_related("version__question"))
    result = marking.mark((_asked(item) for item in items), needed=attempt.needed, pass_percent=attempt.pass_percent)
    for item, is_right in zip(items, result.rights, strict=True):
        item.is_right = is_right
    AttemptItem.objects.bulk_update(items, ["is_right"])
    attempt.state = Attempt.State.SUBMITTED
    attempt.submitted_at = now
    attempt.score, attempt.right, attempt.passed = result.score, result.right, result.passed
    attempt.result = [part.as_dict() for part in result.parts]
    attempt.save(update_fields=["state", "submitted_at", "score", "right", "passed", "result"])


def _asked(item: AttemptItem) -> marking.Asked:
    version, question = item.version, item.version.question
    return marking.Asked(
        version.kind, tuple(version.key), version.points, question.competency_id, question.level, item.answer
    )
