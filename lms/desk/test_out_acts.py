"""A test-out begins, and what was handed in becomes evidence: never more than was passed, and nothing where nothing was."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from lms.assessment import actions, limits
from lms.assessment.models import Attempt, Paper
from lms.catalogue.models import Activity, Teaches
from lms.core import clock, conf
from lms.people.models import Member
from lms.records.actions import record_many
from lms.records.facts import NewRecord
from lms.records.queries import rows_of_person

from .outcome import noting, url_of
from .test_out import PURPOSE, Pair, Test, each

SOURCE = "test_out"


class TooEarly(Exception):
    """The test was tried lately; ``again`` is the first day on which it may be tried again."""

    def __init__(self, again: dt.date) -> None:
        super().__init__(again.isoformat())
        self.again = again


def opens_on(member: Member, key: str) -> dt.date | None:
    """The first day on which the paper may be tried again; None: now. Two queries."""
    days = int(conf.get("TEST_OUT_EVERY_DAYS"))
    rows = Attempt.objects.filter(member_id__in=rows_of_person(member), paper__key=key, state=Attempt.State.SUBMITTED)
    last = rows.order_by("-submitted_at").values_list("submitted_at", flat=True).first() if days else None
    if last is None:
        return None
    again = timezone.localtime(last).date() + dt.timedelta(days=days)
    return again if again > clock.today() else None


def open_attempt(member: Member, key: str) -> Attempt | None:
    """The one that was begun. One whose time has run out is handed in as it stands, and is not open any more."""
    rows = Attempt.objects.filter(member_id__in=rows_of_person(member), paper__key=key, state=Attempt.State.OPEN)
    found = rows.select_related("paper").first()
    if found is not None and limits.is_over(found):
        actions.submit(found)
        return None
    return found


def begin(*, member: Member, test: Test, title: str, by: Any) -> Attempt:
    """The open attempt of this test, or a new one. Raises TooEarly, and NotEnough where questions were withdrawn meanwhile."""
    found = open_attempt(member, test.key)
    if found is not None:
        return found
    again = opens_on(member, test.key)
    if again is not None:
        raise TooEarly(again)
    activity = Activity.objects.get(pk=test.lesson) if test.lesson else None
    return actions.start(member=member, paper=_paper(test, title, by), purpose=PURPOSE, activity=activity, by=by)


def _paper(test: Test, title: str, by: Any) -> Paper:
    count = each()
    return actions.keep_paper(
        key=test.key, title=title, lines=[(competency, level, count) for competency, level in test.pairs],
        pass_percent=int(conf.get("TEST_OUT_PASS_PERCENT")), minutes=test.minutes, by=by,
    )  # fmt: skip


# ---- what was handed in


def marked(attempt: Attempt) -> None:
    """Write what the attempt proves, in the transaction in which it was marked."""
    parts = [_part(attempt, each) for each in attempt.result]
    passed = [(competency, level) for competency, level, _right, _of, is_passed in parts if is_passed]
    # Only whoever passed every part has passed: what is shown of the attempt must not say more than the record.
    if attempt.passed != (len(passed) == len(parts)):
        attempt.passed = bool(parts) and len(passed) == len(parts)
        attempt.save(update_fields=["passed"])
    with noting(attempt.member, attempt.activity, key=key_of(attempt)) as noted:
        noted.result = {"parts": parts}
        record_many(facts_of(attempt, passed))


def _part(attempt: Attempt, part: dict[str, Any]) -> list[Any]:
    """Competency, level, right answers, questions, and whether that passes."""
    needed = attempt.pass_percent or 100
    is_passed = bool(part["of_points"]) and round(part["points"] * 100, 6) >= needed * part["of_points"]
    return [part["competency"], part["level"], part["right"], part["of"], is_passed]


def facts_of(attempt: Attempt, passed: list[Pair]) -> list[NewRecord]:
    """An exemption where everything that the lesson teaches today was passed; else an assessment of each pair that was."""
    day = timezone.localtime(attempt.submitted_at).date()
    told: dict[str, Any] = {"member_id": attempt.member_id, "source": SOURCE, "day": day}
    if attempt.activity is not None and exempts(attempt.activity, passed):
        return [
            NewRecord(
                verb="exempted", key=str(attempt.uuid), activity_id=attempt.activity.pk, success=True, score=attempt.score, **told
            )
        ]
    told |= {"verb": "assessed", "kind": "quiz"}
    return [
        NewRecord(key=f"{attempt.uuid}:c{competency}:l{level}", competency_id=competency, level=level, **told)
        for competency, level in passed
    ]


def exempts(activity: Activity, passed: list[Pair]) -> bool:
    taught = set(Teaches.objects.filter(activity=activity).values_list("competency_id", "level"))
    return bool(taught) and not activity.must_finish and taught <= set(passed)


def key_of(attempt: Attempt) -> str:
    return f"{SOURCE}:{attempt.uuid}"


def after(attempt: Attempt) -> str:
    """Where 「继续」 leads: what the test changed."""
    return url_of(attempt.member, key_of(attempt)) or "/"


def may_repeat(attempt: Attempt) -> bool:
    """A further try begins on the page before the test, which knows whether it is still offered and when."""
    return False


def register() -> None:
    from lms.assessment import after as afterwards
    from lms.assessment import signals

    afterwards.register(PURPOSE, after, may_repeat)
    signals.submitted.connect(on_submitted, dispatch_uid="lms_desk_test_out")


def on_submitted(sender: Any, attempt: Attempt, **kwargs: Any) -> None:
    if attempt.purpose == PURPOSE:
        marked(attempt)
