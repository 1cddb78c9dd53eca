"""Catch what is told to planning and what stands in the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from lms.core import clock
from lms.people import signals

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def today(monkeypatch) -> dt.date:
    """The clock stands still on 21 November 2026."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def told() -> Iterator[list[list[int] | None]]:
    """The ``member_ids`` of each ``members_changed``."""
    heard: list[list[int] | None] = []

    def hear(member_ids, **kwargs) -> None:
        heard.append(member_ids)

    signals.members_changed.connect(hear)
    yield heard
    signals.members_changed.disconnect(hear)


@pytest.fixture
def logged(db):
    """``logged(instance)``: the names of the actions in Wagtail's log since the instance was made, newest last."""
    from wagtail.models import ModelLogEntry

    def actions(instance) -> list[str]:
        entries = ModelLogEntry.objects.for_instance(instance).order_by("timestamp", "pk")
        return [action for action in entries.values_list("action", flat=True) if action != "lms_people.member_create"]

    return actions
