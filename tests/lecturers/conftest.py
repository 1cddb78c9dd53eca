"""Lecturers of the small organisation: one shared, one of 甲单位 only, and what the sheet of an office looks like."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from lecturers.models import Lecturer
from lms.catalogue.models import Activity, Subject
from lms.core import clock

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def shared(world) -> Lecturer:
    """在库, shared with everybody, teaches one lesson of 政治理论."""
    lecturer = Lecturer.objects.create(
        code="T01", name="周老师", state="listed", term_end=dt.date(2027, 3, 31), contact="t01@example.org", rating="4.6",
        work_unit="县委党校", specialty="党务实务", in_class=True, owner_unit=world.unit,
    )  # fmt: skip
    lecturer.subjects.add(Subject.objects.get(code="theory"))
    Activity.objects.create(code="K1", title="公文格式", minutes=15, lecturer_code="T01", subject_id=lecturer.subjects.get().pk)
    return lecturer


@pytest.fixture
def own(world) -> Lecturer:
    """在库, for 甲单位 only."""
    return Lecturer.objects.create(
        code="T02", name="吴老师", state="listed", share_scope="unit", owner_unit=world.unit, on_site=True, contact="t02@x"
    )


@pytest.fixture
def candidate(world) -> Lecturer:
    return Lecturer.objects.create(code="T03", name="郑老师", owner_unit=world.unit)


SHEET = """code,name,gender,category,specialty,work_unit,position,professional_title,source_type,delivery_modes,lesson_codes,share_scope,status,entry_month,last_review_month,term_end_month,average_rating,sessions_taught,contact
T01,讲师01,女,政治理论,创新理论、党史,样例县委党校,教研室主任,副高级,党校教师,面授|视频,K1,全县共享,在库,2023-03,2026-03,2027-03,4.6,18,t01@example.org
T10,讲师10,女,科学技术|数据安全,网络与数据安全,样例县数据中心,工程师,中级,业务骨干,视频,,全县共享,试用,2026-05,2026-11,2027-05,,1,t10@example.org
"""  # noqa: E501


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lecturers.csv").write_text(SHEET, encoding="utf-8")
    return tmp_path
