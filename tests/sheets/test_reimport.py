"""A second import: only what changed is written, from today on, and the past stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lms.catalogue.models import Activity, ActivityPast
from lms.core import clock
from lms.core.models import ImportRun
from lms.people.models import Member, MemberEvent, MemberPast, Membership, OrgUnit, PostHolding
from lms.records.models import Record
from lms.requirements.models import Assignment, Line

from .conftest import TODAY, Folder, everything

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - dt.timedelta(days=1)
HEAD = [
    "学员编号",
    "姓名",
    "所在党支部",
    "岗位编码",
    "兼任岗位编码",
    "职务职级",
    "所在党小组",
    "党员年度学时要求",
    "上年度已完成学时",
]
ROW = ["S1", "张三", "甲局机关第一党支部", "P1", "P2", "科员", "第一小组", "32", "20"]


@pytest.fixture
def person(small: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """One member, imported a month ago."""
    small.csv("roster", [HEAD, ROW])
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 10, 22))
    small.load()
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return small


def again(folder: Folder, **cells: Any) -> str:
    row = [cells.get(name, value) for name, value in zip(HEAD, ROW, strict=True)]
    folder.csv("roster", [HEAD, row])
    return folder.load()[0]


def holdings() -> set[tuple[Any, ...]]:
    return set(PostHolding.objects.values_list("post__code", "is_main", "start", "end"))


def test_a_changed_post_ends_the_day_before(person: Folder) -> None:
    out = again(person, 岗位编码="P2", 兼任岗位编码="")
    assert "花名册（roster.csv）：读取 1 行，新增 0，变更 1" in out
    assert holdings() == {("P1", True, None, YESTERDAY), ("P2", True, None, None)}
    assert MemberEvent.objects.filter(kind="post").get().day == TODAY
    assert Member.objects.get().tier.code == "GEN"
    assert ImportRun.objects.count() == 2


def test_empty_cells_change_nothing(person: Folder) -> None:
    before = everything()
    again(person, 岗位编码="", 兼任岗位编码="", 职务职级="", 所在党小组="", 党员年度学时要求="", 上年度已完成学时="")
    assert everything() == before


def test_only_the_main_post_changes(person: Folder) -> None:
    person.csv("posts", [["code", "name"], ["P3", "副局长"]])
    again(person, 岗位编码="P3", 兼任岗位编码="")
    assert holdings() == {("P1", True, None, YESTERDAY), ("P2", False, None, None), ("P3", True, TODAY, None)}


def test_no_extra_post_any_more(person: Folder) -> None:
    again(person, 兼任岗位编码="无")
    assert holdings() == {("P1", True, None, None), ("P2", False, None, YESTERDAY)}


def test_branch_and_rank_keep_their_past(person: Folder) -> None:
    again(person, 所在党支部="甲局机关第二党支部", 职务职级="副科级", 所在党小组="")
    past = MemberPast.objects.get()
    branch = OrgUnit.objects.get(code="U1").pk
    assert (past.end, past.facts["branch"], past.facts["rank"]) == (YESTERDAY, branch, "科员")
    assert MemberEvent.objects.get().kind == "transfer"
    assert Member.objects.get().branch.code == "U2"


def test_the_group_changes_from_today(person: Folder) -> None:
    person.csv("org_units", [["code", "name", "type", "parent_code"], ["U12", "甲局机关第一党支部第二党小组", "党小组", "U1"]])
    again(person, 所在党小组="第二小组")
    found = set(Membership.objects.values_list("unit__code", "start", "end"))
    assert found == {("U11", None, YESTERDAY), ("U12", TODAY, None)}


def test_hours_change_from_today_and_opening_records_never(person: Folder) -> None:
    out = again(person, 党员年度学时要求="56", 上年度已完成学时="21")
    assert set(Assignment.objects.values_list("requirement_set__source_code", "start", "end")) == {
        ("PARTY-32", None, YESTERDAY),
        ("PARTY-56", TODAY, None),
    }
    assert "值“21.00”：2025 年的期初学时已登记为其他数值，本列不改动" in out
    assert Record.objects.get().hours == 20


def test_absence_deletes_nobody(person: Folder) -> None:
    person.csv("roster", [HEAD, ["S2", *ROW[1:]]])
    person.load()
    assert set(Member.objects.values_list("code", flat=True)) == {"S1", "S2"}
    assert not PostHolding.objects.filter(end__isnull=False).exists()


def test_a_changed_level_makes_a_new_version(person: Folder) -> None:
    person.csv("post_requirements", [["post_code", "competency_code", "required_level"], ["P1", "A1", "4"]])
    person.load()
    lines = set(Line.objects.filter(competency__code="A1").values_list("level", "version__start", "version__end", "since"))
    assert lines == {(3, None, YESTERDAY, None), (4, TODAY, None, TODAY)}


def test_lines_that_are_not_in_the_sheet_stay(person: Folder) -> None:
    person.csv("post_requirements", [["post_code", "competency_code", "required_level", "priority"], ["P1", "A2", "1", "必备"]])
    person.load()
    now = Line.objects.filter(version__requirement_set__source_code="P1", version__end=None)
    assert set(now.values_list("competency__code", "level", "priority", "since")) == {("A1", 3, 1, None), ("A2", 1, 1, TODAY)}


def test_a_changed_lesson_keeps_what_it_was(person: Folder) -> None:
    person.csv("lessons", [["code", "title", "tiers", "competencies", "minutes"], ["K1", "公文写作", "GEN", "A1:2;A2:1", "25"]])
    out, _errors = person.load()
    assert "课程（lessons.csv）：读取 1 行，新增 0，变更 1" in out
    past = ActivityPast.objects.get()
    assert (past.end, past.facts["minutes"], sorted(past.facts["tiers"])) == (YESTERDAY, 20, ["GEN", "LEAD"])
    lesson = Activity.objects.get()
    assert sorted(lesson.teaches.values_list("competency__code", "level")) == [("A1", 2), ("A2", 1)]


def test_units_move_and_are_renamed(person: Folder) -> None:
    person.csv(
        "org_units",
        [["code", "name", "type", "parent_code"], ["U3", "甲局党委", "党委", "U0"], ["U1", "第一支部", "党支部", "U3"]],
    )
    (person.path / "roster.csv").unlink()
    out, _errors = person.load()
    assert "组织（org_units.csv）：读取 2 行，新增 1，变更 1" in out
    unit = OrgUnit.objects.get(code="U1")
    assert (unit.name, unit.parent.code, unit.depth) == ("第一支部", "U3", 2)
    assert OrgUnit.objects.get(code="U11").path.startswith(unit.path)


def test_a_number_that_was_given_is_found_again(small: Folder) -> None:
    small.csv("roster", [["姓名", "所在党支部"], ["张三", "第一支部"], ["李四", "第一支部"]])
    small.load()
    before = everything()
    small.load()
    assert everything() == before
    small.csv("roster", [["姓名", "所在党支部"], ["张三", "第二支部"]])
    out, _errors = small.load()
    assert "其他支部有同名学员，本行按新学员处理。若是同一人请填学员编号：M000001" in out


def test_another_tier_set_by_an_administrator_stays(person: Folder) -> None:
    from lms.people.models import Tier

    Member.objects.update(tier_override=Tier.objects.get(code="YOUTH"), tier_override_reason="会议决定")
    person.csv("roster", [["学员编号", "姓名", "所在党支部", "学员层次"], ["S1", "张三", "第一支部", "GEN"]])
    out, _errors = person.load()
    assert "管理员已另行指定层次，本列不改动" in out
    assert Member.objects.get().tier_override.code == "YOUTH"


def test_a_merged_row_is_passed_over(person: Folder) -> None:
    from lms.people.actions.merge import merge_members

    person.csv("roster", [HEAD, ROW, ["S2", *ROW[1:]]])
    person.load()
    merge_members(keep=Member.objects.get(code="S1"), drop=Member.objects.get(code="S2"), by=None)
    out, _errors = person.load()
    assert "值“S2”：这一档案已并入 S1，本行跳过" in out
