"""Names of branches, units and groups that nobody knows, and rows without a number: asked once, remembered but for persons."""

from __future__ import annotations

from typing import Any

import pytest

from lms.core.sheets.importer import Run, import_folder
from lms.people.actions.grants import give_grant
from lms.people.models import KnownUnitName, Member, Membership, OrgUnit
from lms.people.roles import Role

from .conftest import Folder

pytestmark = pytest.mark.django_db

ONE, TWO = "甲局机关第一党支部", "甲局机关第二党支部"
HEAD = ["学员编号", "姓名", "所在党支部"]


@pytest.fixture
def bare(small: Folder) -> Folder:
    small.load()
    for name in ("competencies", "posts", "org_units", "post_requirements", "lessons", "roster"):
        (small.path / f"{name}.csv").unlink()
    return small


def run(folder: Folder, answers: dict[str, Any] | None = None, by: Any = None, **more: Any) -> Run:
    return import_folder(folder.path, by=by, answers=answers if answers is not None else {}, **more)


def test_an_unknown_branch_is_asked_once(bare: Folder) -> None:
    bare.csv("roster", [HEAD, ["S2", "李四", "信息科支部"], ["S3", "王五", "信息科 支部"], ["S4", "赵六", ONE]])
    found = run(bare)
    question = found.asked.open["branch:信息科支部"]
    assert (question.count, question.rows, question.samples) == (2, (2, 3), ("李四", "王五"))
    assert question.choices.labels["U1"] == f"{ONE}（机关工委）"
    assert set(question.parents.labels) == {"U0"}
    assert found.counts["roster"].waiting == 2 and not found.problems.errors
    done = run(bare, {"branch:信息科支部": ["U2"]})
    assert (done.counts["roster"].added, Member.objects.get(code="S3").branch.code) == (3, "U2")
    bare.csv("roster", [HEAD, ["S5", "钱七", "信息科支部"]])
    assert not run(bare).asked.open
    assert Member.objects.get(code="S5").branch.code == "U2"


def test_a_new_branch_below_a_parent(bare: Folder) -> None:
    bare.csv("roster", [HEAD, ["S2", "李四", "丙局党总支"], ["S3", "王五", "丙局党总支"]])
    looked = run(bare, {"branch:丙局党总支": ["new:U0"]}, dry_run=True)
    assert looked.counts["roster"].added == 2
    assert not OrgUnit.objects.filter(name="丙局党总支").exists()
    run(bare, {"branch:丙局党总支": ["new:U0"]})
    unit = OrgUnit.objects.get(name="丙局党总支")
    assert (unit.kind, unit.parent.code, unit.members.count(), unit.holds_membership) == ("党总支", "U0", 2, True)
    again = run(bare)
    assert not again.asked.open and not again.has_changes


def test_rows_are_left_out_and_this_is_remembered(bare: Folder) -> None:
    bare.csv("roster", [HEAD, ["S2", "李四", "外单位"], ["S4", "赵六", ONE]])
    done = run(bare, {"branch:外单位": []})
    assert (done.counts["roster"].added, done.counts["roster"].left) == (1, 1)
    assert not done.problems.errors
    again = run(bare)
    assert not again.asked.open and not again.problems.errors
    assert KnownUnitName.objects.get().unit is None


def test_the_same_written_otherwise_is_suggested_and_a_number_is_not(bare: Folder) -> None:
    bare.csv("roster", [HEAD, ["S2", "李四", "中共甲局机关第1支部委员会"], ["S3", "王五", "甲局机关第三党支部"]])
    asked = run(bare).asked.open
    assert asked["branch:中共甲局机关第1支部委员会"].suggestion == ("U1",)
    third = asked["branch:甲局机关第三党支部"]
    assert third.suggestion is None
    assert set(third.near) == {"U1", "U2"}


def test_one_name_in_two_units_is_two_questions(bare: Folder) -> None:
    rows = [["S2", "李四", "机关支部", "丙局"], ["S3", "王五", "机关支部", "丁局"]]
    bare.csv("roster", [[*HEAD, "所在单位"], *rows])
    asked = run(bare, {"unit:丙局": [], "unit:丁局": []}).asked.open
    assert {question.value for question in asked.values()} == {"机关支部（丙局）", "机关支部（丁局）"}
    answers = {"branch:机关支部@丙局": ["U1"], "branch:机关支部@丁局": ["U2"], "unit:丙局": [], "unit:丁局": ["new:U0"]}
    run(bare, answers)
    assert set(Member.objects.exclude(code="S1").values_list("code", "branch__code")) == {("S2", "U1"), ("S3", "U2")}
    assert list(Membership.objects.values_list("member__code", "unit__name", "unit__holds_membership")) == [
        ("S3", "丁局", False)
    ]
    again = run(bare)
    assert not again.asked.open and not again.has_changes


def test_an_unknown_group_is_made_in_everybodys_own_branch(bare: Folder) -> None:
    bare.csv("roster", [[*HEAD, "所在党小组"], ["S2", "李四", ONE, "青年小组"], ["S3", "王五", TWO, "青年小组"]])
    assert list(run(bare).asked.open) == ["group:青年小组"]
    run(bare, {"group:青年小组": ["new:own"]})
    made = set(OrgUnit.objects.filter(name="青年小组").values_list("parent__code", "kind"))
    assert made == {("U1", "党小组"), ("U2", "党小组")}
    assert Membership.objects.count() == 2
    again = run(bare)
    assert not again.asked.open and not again.has_changes


def test_rows_without_a_number_are_found_by_name_and_branch(bare: Folder) -> None:
    bare.csv("roster", [["姓名", "所在党支部"], ["张三", ONE], ["李四", ONE]])
    looked = run(bare, dry_run=True)
    assert "按姓名和支部找到：S1" in "".join(str(notice) for notice in looked.problems.notices)
    done = run(bare)
    spec = done.tables["roster"].spec
    assert spec.numbers(done, done.tables["roster"]) == {2: "S1", 3: "M000001"}


def test_namesakes_are_asked_and_may_be_somebody_new(bare: Folder) -> None:
    head = ["学员编号", "姓名", "所在党支部", "出生年月"]
    bare.csv("roster", [head, ["S2", "张三", ONE, "1980-05"], ["S1", "张三", ONE, ""]])
    run(bare)
    bare.csv("roster", [head[1:], ["张三", ONE, "1980-05"]])
    question = run(bare).asked.open["person:2:张三"]
    assert question.choices.labels["S1"] == "S1 · 出生年月未登记 · 局长"
    assert question.choices.labels["S2"] == "S2 · 1980-05 · 无岗位"
    assert question.suggestion == ("S2",)
    assert not run(bare, {"person:2:张三": ["S2"]}).has_changes
    run(bare, {"person:2:张三": ["+"]})
    assert set(Member.objects.filter(name="张三").values_list("code", flat=True)) == {"S1", "S2", "M000001"}


def test_another_birth_month_is_most_likely_another_person(bare: Folder) -> None:
    head = ["姓名", "所在党支部", "出生年月"]
    Member.objects.update(birth_month="1970-01-01")
    bare.csv("roster", [head, ["张三", ONE, "1990-03"]])
    assert list(run(bare).asked.open) == ["person:2:张三"]
    assert "同一支部有同名学员，但出生年月不同" in bare.refuse()
    done = run(bare, {"person:2:张三": []})
    assert done.counts["roster"].left == 1 and not done.has_changes


def test_two_new_namesakes_of_different_age_are_two(bare: Folder) -> None:
    head = ["姓名", "所在党支部", "出生年月"]
    bare.csv("roster", [head, ["李四", ONE, "1980-03"], ["李四", ONE, "1991-07"], ["李四", ONE, "1991-07"]])
    done = run(bare)
    assert (done.counts["roster"].added, done.problems.errors) == (2, [])
    given = done.tables["roster"].spec.numbers(done, done.tables["roster"])
    assert given == {2: "M000001", 3: "M000002", 4: "M000002"}


# ---- everybody keeps to his own people


@pytest.fixture
def secretary(bare: Folder, django_user_model: Any) -> Any:
    user = django_user_model.objects.create_user("secretary")
    give_grant(user=user, role=Role.BRANCH, unit=OrgUnit.objects.get(code="U2"))
    return user


def problems(found: Run) -> str:
    return "\n".join(str(problem) for problem in found.problems.found)


def test_rows_of_others_are_refused_and_tell_nothing(bare: Folder, secretary: Any) -> None:
    Member.objects.update(birth_month="1970-01-01", rank="处长")
    rows = [["S9", "孙八", ONE], ["S1", "张三", TWO], ["S2", "李四", TWO], ["", "张三", TWO]]
    bare.csv("roster", [HEAD, *rows])
    found = run(bare, by=secretary, good_rows_only=True)
    text = problems(found)
    assert text.count("不在您管理的范围内") == 2
    assert "组织关系转接" in text
    assert "处长" not in text and "1970" not in text and "S1" not in text.replace("值“S1”", "")
    assert set(Member.objects.values_list("code", "branch__code")) == {("S1", "U1"), ("S2", "U2"), ("M000001", "U2")}


def test_questions_show_only_ones_own_units(bare: Folder, secretary: Any) -> None:
    bare.csv("roster", [HEAD, ["S2", "李四", "甲局机关第三党支部"]])
    question = run(bare, by=secretary).asked.open["branch:甲局机关第三党支部"]
    assert list(question.choices.labels) == ["U2"]
    assert question.parents is None
    assert question.near == ("U2",)
    run(bare, {"branch:甲局机关第三党支部": ["U2"]}, by=secretary)
    assert KnownUnitName.objects.get().scope.code == "U2"
    bare.csv("roster", [HEAD, ["S3", "王五", "甲局机关第三党支部"]])
    assert run(bare).asked.open  # the committee has not said so


def test_codes_of_others_are_not_hinted_at(bare: Folder, secretary: Any) -> None:
    bare.csv("roster", [["学员编号", "姓名", "支部编码"], ["S2", "李四", "UU2"], ["S3", "王五", "U1"]])
    found = run(bare, by=secretary)
    assert "相近的有：U2。" in problems(found)


def test_categories_are_the_committees(bare: Folder, secretary: Any) -> None:
    bare.csv("roster", [[*HEAD, "人员类别"], ["S2", "李四", TWO, "积极分子甲"]])
    assert "没有这个人员类别" in problems(run(bare, by=secretary))


def test_who_may_upload_what(bare: Folder, secretary: Any, superuser: Any, stranger: Any) -> None:
    from lms.core.sheets.registry import may_upload, sheet

    assert [may_upload(secretary, sheet(name)) for name in ("roster", "org_units", "posts")] == [True, False, False]
    assert all(may_upload(superuser, sheet(name)) for name in ("roster", "org_units", "posts"))
    assert not may_upload(stranger, sheet("roster"))


def test_a_committee_of_a_part_keeps_to_its_part(bare: Folder, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("part")
    give_grant(user=user, role=Role.COMMITTEE, unit=OrgUnit.objects.get(code="U1"))
    (bare.path / "roster.csv").unlink(missing_ok=True)
    head = ["code", "name", "type", "parent_code"]
    good = [["U1", "第一支部", "党支部", "U0"], ["N1", "新小组", "党小组", "U1"], ["N2", "再新", "党小组", "N1"]]
    bad = [["U2", "改名", "党支部", "U0"], ["N3", "别处", "党支部", "U2"], ["N4", "新根", "工委", ""]]
    bare.csv("org_units", [head, *good, *bad])
    found = run(bare, by=user, good_rows_only=True)
    assert problems(found).count("不在您管理的范围内") == 3
    names = set(OrgUnit.objects.values_list("code", "name"))
    assert {("U1", "第一支部"), ("N1", "新小组"), ("N2", "再新"), ("U2", TWO)} <= names
    assert not {"N3", "N4"} & {code for code, _name in names}


def test_a_unit_administrator_makes_branches_below_the_unit(bare: Folder, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("unit")
    unit = OrgUnit.objects.get(code="U1")
    give_grant(user=user, role=Role.UNIT, unit=unit)
    OrgUnit.objects.filter(pk=unit.pk).update(kind="党总支")
    bare.csv("roster", [HEAD, ["S2", "李四", "青年支部"]])
    question = run(bare, by=user).asked.open["branch:青年支部"]
    assert set(question.choices.labels) == {"U1"} and set(question.parents.labels) == {"U1"}
    done = run(bare, {"branch:青年支部": ["new:U1"]}, by=user)
    assert "将新建党支部“青年支部”，上级是“甲局机关第一党支部”" in problems(done)
    assert Member.objects.get(code="S2").branch.parent == unit
    refused = run(bare, {"branch:外面支部": ["new:U0"]}, by=user)
    assert not refused.asked.answered
