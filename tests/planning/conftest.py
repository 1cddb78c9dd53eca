from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency
from lms.core import clock
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.requirements.actions import LineData, replace_lines, set_for_post


@pytest.fixture
def school(world):
    """The small organisation with two competencies, three lessons, and a post that asks for both competencies."""
    tiers = [world.tiers["YOUTH"], world.tiers["GEN"]]
    writing = Competency.objects.create(code="DIG04", name="公文写作", evidence_type="quiz", refresh_months=12)
    safety = Competency.objects.create(code="SVC05", name="应急处置", evidence_type="observation", refresh_months=0)

    def lesson(code: str, minutes: int, teaches, **fields) -> Activity:
        activity = Activity.objects.create(code=code, title=f"课程{code}", minutes=minutes, **fields)
        activity.tiers.set(tiers)
        for competency, level in teaches:
            Teaches.objects.create(activity=activity, competency=competency, level=level)
        return activity

    lessons = SimpleNamespace(
        write1=lesson("K1", 10, [(writing, 1)], has_check=True),
        write2=lesson("K2", 20, [(writing, 2)], has_check=True),
        safe=lesson("K3", 15, [(safety, 2)]),
        rules=lesson("K9", 5, [], is_required=True),
    )
    lines = [
        LineData(kind="competency", competency_id=writing.pk, level=2, priority=1, due_within_months=12),
        LineData(kind="competency", competency_id=safety.pk, level=2, priority=2, due_within_months=24),
    ]
    asked = set_for_post(world.posts["P02"])
    replace_lines(requirement_set=asked, lines=lines, on=None)
    return SimpleNamespace(
        world=world, writing=writing, safety=safety, lessons=lessons, set=asked, lines=lines, learner=world.learner
    )


def tell(member, verb: str, key: str, *, day: dt.date | None = None, **fields) -> None:
    record(NewRecord(member_id=member.pk, verb=verb, source="test", key=key, day=day or clock.today(), **fields))
