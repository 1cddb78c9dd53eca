"""Files as offices keep them: encodings, title rows, merged cells, totals, headings in other words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lms.competencies.models import Competency
from lms.people.models import Member, Membership, OrgUnit, PostHolding

from .conftest import Folder

pytestmark = pytest.mark.django_db

ROSTER = [["学员编号", "姓名", "所在党支部"], ["S1", "张三", "甲局机关第一党支部"], ["S2", "李四", "甲局机关第二党支部"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(small: Folder, encoding: str) -> None:
    small.csv("roster", ROSTER, encoding=encoding)
    small.load()
    assert Member.objects.get(code="S1").name == "张三"


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_other_separators(small: Folder, sign: str) -> None:
    text = "\r\n".join(sign.join(row) for row in ROSTER)
    (small.path / "roster.csv").write_text(text, encoding="utf-8")
    small.load()
    assert Member.objects.count() == 2


def test_xlsx_with_titles_merged_cells_and_totals(small: Folder) -> None:
    (small.path / "roster.csv").unlink()
    small.xlsx(
        "ROSTER",
        [
            ["党员花名册"],
            ["填报单位：甲局", None, None, "2026年11月"],
            ["序 号", "姓\n名", "所在\n党支部（全称）", "学员编号", "出生年月", "兼任岗位编码"],
            [1, "张 三", "甲局机关第一党支部", "S1", dt.date(1980, 5, 6), "P1、P2"],
            [2, "李四", None, "S2", 29282, None],
            [3, None, None, None, None, None],
            ["合计：2人"],
            ["填报人：王五", None, "审核人：赵六"],
        ],
        merged=("A1:F1", "C4:C5"),
    )
    small.load()
    assert list(Member.objects.values_list("code", "name", "branch__code", "birth_month")) == [
        ("S1", "张三", "U1", dt.date(1980, 5, 1)),
        ("S2", "李四", "U1", dt.date(1980, 3, 1)),
    ]
    assert set(PostHolding.objects.values_list("post__code", "is_main")) == {("P1", False), ("P2", False)}


def test_headings_in_chinese(small: Folder) -> None:
    small.csv(
        "competencies",
        [
            ["编码", "名称", "１ 知道", "复训周期（月）", "认定方式"],
            ["A1", "公文", "能说出", "24", "随堂测验、观察"],
            ["A2", "党务", "", "", ""],
        ],
    )
    small.csv(
        "org_units",
        [
            ["组织编码", "组织名称", "类型", "上级编码"],
            ["U0", "机关工委", "工委", ""],
            ["U1", "甲局机关第一党支部", "党支部", "U0"],
        ],
    )
    small.load()
    found = Competency.objects.get(code="A1")
    assert (found.level1, found.refresh_months, found.evidence_type) == ("能说出", 24, "quiz|observation")
    assert OrgUnit.objects.get(code="U1").parent.code == "U0"


def test_unknown_columns_are_named_once(small: Folder) -> None:
    small.csv(
        "roster", [["学员编号", "姓名", "支部", "血型", "身份证号", "联系电话"], ["S1", "张三", "第一支部", "A", "110", "139"]]
    )
    out, _errors = small.load()
    assert "提示 roster.csv：不认识的列已跳过：血型。" in out
    assert "提示 roster.csv：以下列系统不需要，不保存：身份证号、联系电话。" in out


def test_other_files_are_named_and_folders_passed_over(small: Folder) -> None:
    (small.path / "readme.md").write_text("x", encoding="utf-8")
    (small.path / "extra").mkdir()
    out, _errors = small.load()
    assert "readme.md：不是要导入的表，已跳过" in out
    assert "extra" not in out


def test_rows_keep_the_number_seen_in_the_sheet(small: Folder) -> None:
    """Empty lines and line breaks inside a cell do not shift the row number."""
    text = '学员编号,姓名,所在党支部,备注\n\nS1,张三,第一支部,"两\n行"\n,,,\nS2,,第二支部,\n'
    (small.path / "roster.csv").write_text(text, encoding="utf-8")
    assert "roster.csv 第 5 行 列「姓名」：必填项为空" in small.refuse()


def test_a_repeated_heading_is_passed_over(small: Folder) -> None:
    small.csv("roster", [ROSTER[0], ROSTER[1], ROSTER[0], ROSTER[2]])
    out, _errors = small.load()
    assert "第 3 行：重复的表头已跳过" in out
    assert Member.objects.count() == 2


def test_a_lesson_called_note_is_no_note(small: Folder) -> None:
    small.csv(
        "lessons",
        [["code", "title", "tiers", "competencies", "minutes"], ["K1", "说明：怎样用表", "普通党员干部", "A1：2", "３０"]],
    )
    small.load()
    from lms.catalogue.models import Activity

    assert (Activity.objects.get().title, Activity.objects.get().minutes) == ("说明：怎样用表", 30)


def test_an_abbreviated_branch_and_its_group(small: Folder) -> None:
    small.csv(
        "roster",
        [
            ["姓名", "所在支部", "所在党小组", "性别", "是否流动", "特殊情形", "行政职务", "备注"],
            ["张三", "第二支部", "", "2", "是", "行动不便", "退休", "送学上门"],
            ["李四", "第一支部", "第一小组", "M", "否", "", "", ""],
        ],
    )
    out, _errors = small.load()
    assert "按简称认作“甲局机关第二党支部”（U2）" in out
    zhang, li = Member.objects.order_by("code")
    assert (zhang.code, li.code) == ("M000001", "M000002")
    assert (zhang.sex, zhang.is_mobile, zhang.limited_mobility, zhang.home_study, zhang.retired) == ("f", True, True, True, True)
    assert (li.sex, li.is_mobile, li.retired) == ("m", False, False)
    assert list(Membership.objects.values_list("member__name", "unit__code", "kind")) == [("李四", "U11", "group")]


def test_a_stated_tier_is_an_override_only_where_it_differs(small: Folder) -> None:
    small.csv(
        "roster",
        [
            ["学员编号", "姓名", "所在支部", "学员层次", "岗位编码"],
            ["S1", "张三", "第一支部", "青年干部", "P2"],
            ["S2", "李四", "第一支部", "普通党员干部", "P2"],
            ["S3", "王五", "第一支部", "GEN", "P1"],
        ],
    )
    small.load()
    found = {m.code: (m.tier.code, m.tier_override_reason) for m in Member.objects.select_related("tier")}
    assert found == {"S1": ("YOUTH", "花名册注明"), "S2": ("GEN", ""), "S3": ("GEN", "花名册注明")}


def test_hours_that_the_rules_compute_otherwise_are_told(small: Folder) -> None:
    small.csv(
        "lessons",
        [
            ["code", "title", "tiers", "competencies", "minutes", "form", "hours_45min"],
            ["K1", "甲", "GEN", "A1:1", "45", "视频", "1"],
            ["K2", "乙", "GEN", "A1:1", "45", "视频", "2"],
        ],
    )
    out, _errors = small.load()
    assert out.count("与认定办法算出的") == 1
    assert f"第 3 行 列「hours_45min」 值“2.00”：学时与认定办法算出的 {Decimal('1.00')} 不同" in out


def test_a_new_category_is_created_and_told(small: Folder) -> None:
    small.csv("roster", [["学员编号", "姓名", "所在支部", "人员类别"], ["S1", "张三", "第一支部", "入党申请人"]])
    out, _errors = small.load()
    assert "新的人员类别，将新建" in out
    assert Member.objects.get().category.name == "入党申请人"
