from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def writing(desk: Desk) -> Desk:
    """The learner lacks 公文写作 at 会做 (a quiz counts) and 保密 (only an observation counts); a short and a long lesson."""
    desk.writing = desk.competency("W", "公文写作", evidence_type="quiz|task")
    desk.secrets = desk.competency("S", "保密", evidence_type="observation")
    desk.short = desk.lesson("K001", "写通知", 10, (desk.writing, 2))
    desk.long = desk.lesson("K002", "写请示", 30, (desk.secrets, 1), (desk.writing, 1))
    desk.ask(desk.writing, 2)
    desk.ask(desk.secrets, 1)
    return desk
