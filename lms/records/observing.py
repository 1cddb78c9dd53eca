"""An administrator enters at which level he or she has seen members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.competencies.models import Competency
from lms.people.models import Member

from .actions import record_many
from .facts import NewRecord, Outcome
from .reentry import free_keys

SOURCE = "admin:observation"


@dataclass(frozen=True, slots=True)
class Seen:
    """One member and the level seen. ``reached`` False: 暂未达到, a higher level was looked for."""

    member_id: int
    level: int
    reached: bool = True


def record_observations(*, competency: Competency, seen: Sequence[Seen], day: dt.date, by: Any) -> Outcome:
    """Write one formal observation for each member. Entering it twice writes nothing more; another level of the same day is a
    conflict, to be entered as a correction.

    ValidationError, and nothing is written, where one of the members is ``by``: nobody confirms oneself. One log entry.
    """
    if by is not None and Member.objects.filter(pk__in=[each.member_id for each in seen], user_id=by.pk).exists():
        raise ValidationError(_("不能为自己确认等级，请由其他管理员办理。"))
    said = day.isoformat()
    keys = {each.member_id: f"m{each.member_id}:c{competency.pk}:{said}" for each in seen}
    free = free_keys(SOURCE, list(keys.values()))
    facts = [
        NewRecord(
            member_id=each.member_id, verb="assessed", kind="observation", source=SOURCE, key=free[keys[each.member_id]],
            day=day, competency_id=competency.pk, level=each.level, success=each.reached,
        )
        for each in sorted(seen, key=lambda one: one.member_id)
    ]  # fmt: skip
    with transaction.atomic():
        outcome = record_many(facts, by=by)
        if outcome.created:
            data = {"members": [fact.member_id for fact in facts], "day": said}
            log(competency, "lms_records.observation", user=by, data=data)
    return outcome
