from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency, Domain, Framework
from lms.core import clock
from lms.core.models import Revision
from lms.desk.state import skip_check
from lms.people.models import Member
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.requirements.actions import LineData, replace_lines, set_for_post


@dataclass
class Desk:
    """The learner of the small organisation (P02, YOUTH), whose post asks what a test says."""

    world: Any
    domain: Domain
    lines: list[LineData] = field(default_factory=list)

    @property
    def learner(self) -> Member:
        return self.world.learner

    def competency(self, code: str, name: str, **fields: Any) -> Competency:
        found = Competency.objects.create(code=code, name=name, domain=self.domain, level2=f"能做{name}", **fields)
        Revision.bump("competencies")
        return found

    def lesson(
        self, code: str, title: str, minutes: int, *teaches: tuple[Competency, int], tiers: str = "YOUTH", **fields: Any
    ) -> Activity:
        found = Activity.objects.create(code=code, title=title, minutes=minutes, **{"form": "视频", **fields})
        found.tiers.set([self.world.tiers[tier] for tier in tiers.split()])
        for competency, level in teaches:
            Teaches.objects.create(activity=found, competency=competency, level=level)
        Revision.bump("catalogue")
        return found

    def ask(self, competency: Competency, level: int, **fields: Any) -> None:
        """The learner's post asks for ``competency`` at ``level``, always has."""
        self.put(LineData(kind="competency", competency_id=competency.pk, level=level, **fields))

    def put(self, *lines: LineData) -> None:
        self.lines += lines
        asked = set_for_post(self.world.posts["P02"])
        replace_lines(requirement_set=asked, lines=self.lines, on=clock.today())

    def tell(self, verb: str, key: str, *, day: dt.date | None = None, by: Any = None, **fields: Any) -> None:
        fact: dict[str, Any] = {"member_id": self.learner.pk, "verb": verb, "source": "test", "key": key}
        fact |= {"day": day or clock.today(), **fields}
        record(NewRecord(**fact), by=by)


@pytest.fixture
def desk(world) -> Desk:
    """The learner has put 摸底 off, so that a plan is shown whatever is assessed; see test_cold_start for who has not."""
    skip_check(world.learner)
    domain = Domain.objects.create(framework=Framework.objects.create(code="F", name="框架"), code="DIG", name="数字与公文能力")
    return Desk(world, domain)


@pytest.fixture
def many_lessons(desk: Desk) -> Callable[[int], None]:
    """``many_lessons(n)``: n more competencies asked of the learner, each with a lesson, a self-assessment and a done lesson."""

    def add(count: int) -> None:
        start = Activity.objects.count()
        lines = []
        for at in range(start, start + count):
            competency = desk.competency(f"X{at:03d}", f"能力{at}", evidence_type="observation")
            desk.lesson(f"Y{at:03d}", f"课{at}", 10, (competency, 2))
            seen = desk.lesson(f"Z{at:03d}", f"看过的课{at}", 10, (competency, 1))
            desk.tell("assessed", f"a{at}", competency_id=competency.pk, kind="self", level=0)
            desk.tell("completed", f"c{at}", activity_id=seen.pk, success=True)
            lines.append(LineData(kind="competency", competency_id=competency.pk, level=3))
        desk.put(*lines)

    return add


@pytest.fixture
def bulk_lessons(desk: Desk) -> Callable[[int], None]:
    """``bulk_lessons(n)``: n more competencies asked of the learner, each with one lesson; nothing is assessed or done."""

    def add(count: int) -> None:
        start = Activity.objects.count()
        codes = [f"B{at:04d}" for at in range(start, start + count)]
        competencies = Competency.objects.bulk_create(
            Competency(code=code, name=f"能力{code[1:]}", domain=desk.domain) for code in codes
        )
        lessons = Activity.objects.bulk_create(
            Activity(code=code, title=f"课{code[1:]}", minutes=10, form="视频", origin_key=code) for code in codes
        )
        Teaches.objects.bulk_create(
            Teaches(activity=lesson, competency=competency, level=1)
            for lesson, competency in zip(lessons, competencies, strict=True)
        )
        tiers, youth = Activity.tiers.through, desk.world.tiers["YOUTH"]
        tiers.objects.bulk_create(tiers(activity=lesson, tier=youth) for lesson in lessons)
        Revision.bump("competencies", "catalogue")
        desk.put(*[LineData(kind="competency", competency_id=each.pk, level=1) for each in competencies])

    return add
