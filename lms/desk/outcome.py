"""What a piece of learning changed. Facts are written inside ``noting``; the end page then tells the difference they made.

Everything is read from records and projections, before and after: nothing that a browser says counts here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.urls import reverse

from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import Member
from lms.planning.cases import Case
from lms.planning.picture import Picture
from lms.planning.queries import NoPlan, case_of, picture_of_case
from lms.records.models import CreditEntry, Record
from lms.records.queries import rows_of_person

from . import outcome_changes
from .beside import highest
from .changes import photograph
from .models import Outcome

#: Pages that are kept of one member.
KEPT = 20


@dataclass(slots=True)
class Noted:
    """What ``noting`` gives. ``result`` may be filled inside the block; ``outcome`` and ``url`` stand once it is left."""

    result: dict[str, Any] = field(default_factory=dict)
    outcome: Outcome | None = None

    @property
    def url(self) -> str:
        """The address of the end page."""
        return address(self.outcome.pk) if self.outcome else reverse("lms_desk:my_learning")


@contextmanager
def noting(member: Member, activity: Activity | None = None, *, key: str = "") -> Iterator[Noted]:
    """Write facts of ``member`` inside this block, in its transaction; ``noted.url`` is then the page that says what changed.

    ``key`` names what led here (an attempt): a second time with nothing new to record leads to the page of the first. About
    twelve queries before and, after commit, as many again: for the moments in which something is finished, not for a heartbeat.
    """
    ids = rows_of_person(member)
    before, _picture = look(member, ids)
    noted = Noted()
    with transaction.atomic():
        yield noted
        noted.outcome = _kept(ids, key, before) or Outcome.objects.create(
            member_id=ids[0], activity=activity, key=key, before=before, result=noted.result
        )
        _drop_old(ids[0])
    row = noted.outcome
    transaction.on_commit(lambda: settle(row), robust=True)


def address(pk: int) -> str:
    return reverse("lms_desk:outcome", args=[pk])


def url_of(member: Member, key: str) -> str:
    """The end page of what ``key`` names; empty where there is none. One or two queries."""
    row = Outcome.objects.filter(member_id__in=rows_of_person(member), key=key).order_by("-pk").first() if key else None
    return address(row.pk) if row else ""


def _kept(ids: list[int], key: str, before: dict[str, Any]) -> Outcome | None:
    """The page that ``key`` has already, where the block recorded nothing."""
    if not key or Record.objects.filter(member_id__in=ids, pk__gt=before["record"]).exists():
        return None
    return Outcome.objects.filter(member_id=ids[0], key=key).order_by("-pk").first()


def _drop_old(member: int) -> None:
    rows = Outcome.objects.filter(member_id=member).order_by("-pk")
    old = list(rows.values_list("pk", flat=True)[KEPT : KEPT * 2])
    if old:
        Outcome.objects.filter(pk__in=old).delete()


# ---- before and after


def look(member: Member, ids: list[int]) -> tuple[dict[str, Any], Picture | None]:
    """All that an end page compares, as plain ids and numbers, and the plan. None where the member is away, or has no plan."""
    case = picture = None
    with suppress(NoPlan):
        case = case_of(member, clock.today())
        picture = picture_of_case(case)
    return {
        "record": Record.objects.filter(member_id__in=ids).aggregate(last=Max("pk"))["last"] or 0,
        "hours": _hours(ids[0]),
        "levels": levels(case) if case else [],
        "awaiting": waiting(picture) if picture else [],
        "plan": photograph(picture) if picture else {},
    }, picture


def _hours(member: int) -> list[list[Any]]:
    """All hours by target and mode. One query."""
    rows = CreditEntry.objects.filter(member_id=member).order_by().values_list("target_id", "mode").annotate(Sum("hours"))
    return sorted([target, mode, str(hours)] for target, mode, hours in rows)


def levels(case: Case) -> list[list[Any]]:
    """Competency, level and basis of all that was ever assessed."""
    found = ((pk, case.level(pk)) for pk in sorted(case.steps))
    return [[pk, level.level, level.basis] for pk, level in found]


def waiting(picture: Picture) -> list[list[int]]:
    """Competency and level of what awaits a look, the highest of each."""
    return [[rung.element.competency, rung.element.level] for rung in highest(picture.awaiting)]


def settle(row: Outcome) -> dict[str, Any]:
    """Work out what changed, once; the page does it where nobody did. About twelve queries."""
    if row.said is not None:
        return dict(row.said)
    member = Member.objects.get(pk=row.member_id)
    ids = rows_of_person(member)
    now, picture = look(member, ids)
    row.said = outcome_changes.difference(row.before, now, picture, row.activity_id) | {
        "facts": _facts(ids, row.before["record"], now["record"])
    }
    row.before = {}
    row.save(update_fields=["said", "before"])
    return dict(row.said)


def _facts(ids: list[int], after: int, until: int) -> list[list[Any]]:
    """What was recorded in between: verb, activity, competency, level, whether it met the rule, score."""
    rows = Record.objects.filter(member_id__in=ids, pk__gt=after, pk__lte=until).in_force().order_by("pk")
    columns = ("verb", "activity_id", "competency_id", "level", "success", "score")
    return [[*row[:5], None if row[5] is None else str(row[5])] for row in rows.values_list(*columns)]


# ---- who is forgotten, who becomes one


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    Outcome.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    Outcome.objects.filter(member_id=drop).update(member_id=keep)
