from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from lms.catalogue.models import HoursTarget
from lms.competencies.models import Competency, Domain, Framework
from lms.core import clock
from lms.people import signals as people_signals
from lms.requirements import signals

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def today(monkeypatch) -> dt.date:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def competencies(db) -> list[Competency]:
    framework = Framework.objects.create(code="F", name="框架")
    domain = Domain.objects.create(framework=framework, code="THY", name="理论")
    return [Competency.objects.create(domain=domain, code=f"THY0{n}", name=f"能力{n}") for n in range(1, 4)]


@pytest.fixture
def targets(db) -> dict[str, HoursTarget]:
    return {code: HoursTarget.objects.get_or_create(code=code, defaults={"name": code})[0] for code in ("PARTY", "CADRE")}


@pytest.fixture
def told() -> Iterator[list[tuple[str, list[int] | None]]]:
    """What was said: ("sets" or "members", ids)."""
    heard: list[tuple[str, list[int] | None]] = []

    def hear_sets(set_ids, **kwargs) -> None:
        heard.append(("sets", set_ids))

    def hear_members(member_ids, **kwargs) -> None:
        heard.append(("members", member_ids))

    signals.changed.connect(hear_sets)
    people_signals.members_changed.connect(hear_members)
    yield heard
    signals.changed.disconnect(hear_sets)
    people_signals.members_changed.disconnect(hear_members)
