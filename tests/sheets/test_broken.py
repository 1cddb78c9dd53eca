"""Bad files of every kind: each is refused with row, column, value and remedy, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Folder, command

pytestmark = pytest.mark.django_db

LESSON = ["code", "title", "tiers", "competencies", "minutes"]
UNIT = ["code", "name", "type", "parent_code"]
PERSON = ["学员编号", "姓名", "所在党支部"]
ONE = "甲局机关第一党支部"

CASES: list[tuple[str, list[list[Any]], str]] = [
    ("competencies", [["code", "name"], ["A1", ""]], "competencies.csv 第 2 行 列「name」：必填项为空"),
    ("competencies", [["code", "title"], ["A1", "x"]], "competencies.csv 第 1 行 列「name」：缺少必需的列“name”"),
    ("competencies", [["code", "name", "kind"], ["A1", "x", "会"]], "值“会”：不是可用的值。请填：应知、应会"),
    ("competencies", [["code", "name", "refresh_months"], ["A1", "x", "-1"]], "列「refresh_months」 值“-1”：超出范围"),
    ("competencies", [["code", "name"], ["A1", "x"], ["A1", "y"]], "第 3 行 列「code」 值“A1”：与第 2 行重复且内容不同（name）"),
    ("competencies", [["code", "name"], ["A|1", "x"]], "编码中不能有 |"),
    ("competencies", [["code", "name"], ["A1", "x" * 121]], "文字过长。请缩短到 120 字以内"),
    ("competencies", [["甲", "乙"], ["A1", "x"]], "competencies.csv：找不到表头"),
    ("competencies", [["code", "name"], ["A1", "x", "", "y"]], "第 2 行：这一行的格子比表头多"),
    ("competencies", [["code", "name", "code"], ["A1", "x", "A2"]], "与列「code」内容相同"),
    ("competencies", [["code", "name"], ["A1", "#REF!"]], "值“#REF!”：公式错误"),
    (
        "posts",
        [["code", "name", "default_tier"], ["P1", "x", "BOSS"]],
        "posts.csv 第 2 行 列「default_tier」 值“BOSS”：没有这个层次",
    ),
    ("org_units", [UNIT, ["U1", "甲", "党支部", "U9"]], "第 2 行 列「parent_code」 值“U9”：没有这个上级组织"),
    ("org_units", [UNIT, ["U0", "甲", "工委", "U1"], ["U1", "乙", "党支部", "U0"]], "上级组织成环：U0 → U1 → U0"),
    ("org_units", [UNIT, ["U0", "甲", "工委", "U0"]], "上级组织成环：U0 → U0"),
    ("org_units", [[*UNIT, "secretary_code"], ["U1", ONE, "党支部", "", "S9"]], "列「secretary_code」 值“S9”：没有这个学员编号"),
    (
        "post_requirements",
        [["post_code", "competency_code", "required_level"], ["P1", "A1", "5"]],
        "列「required_level」 值“5”：超出范围",
    ),
    (
        "post_requirements",
        [["post_code", "competency_code", "required_level"], ["P1", "A1", "0"]],
        "列「required_level」 值“0”：超出范围",
    ),
    (
        "post_requirements",
        [["post_code", "competency_code", "required_level"], ["P9", "A1", "1"]],
        "值“P9”：没有这个岗位编码。请改正，或在“岗位”表中补上",
    ),
    (
        "post_requirements",
        [["post_code", "competency_code", "required_level"], ["P1", "AA1", "1"]],
        "没有这个能力编码。请改正，或在“能力”表中补上；相近的有",
    ),
    (
        "post_requirements",
        [["post_code", "competency_code", "required_level"], ["P1", "A1", "1"], ["P1", "A1", "2"]],
        "第 3 行 列「competency_code」 值“A1”：与第 2 行重复且内容不同（required_level）",
    ),
    ("lessons", [LESSON, ["K1", "x", "GEN", "A1:5", "10"]], "“A1:5”的等级不可能"),
    ("lessons", [LESSON, ["K1", "x", "GEN", "A9:1", "10"]], "lessons.csv 第 2 行 列「competencies」 值“A9”：没有这个能力编码"),
    ("lessons", [LESSON, ["K1", "x", "VIP", "A1:1", "10"]], "值“VIP”：没有这个层次"),
    ("lessons", [LESSON, ["K1", "x", "|", "A1:1", "10"]], "列「tiers」 值“|”：没有内容"),
    ("lessons", [LESSON, ["K1", "x", "GEN", "A1:1", "0"]], "列「minutes」 值“0”：超出范围"),
    ("lessons", [LESSON, ["K1", "x", "GEN", "A1:1", "十分钟"]], "不是数字"),
    ("lessons", [LESSON, ["K1", "x", "GEN", "A1:1", "7.5"]], "须是整数"),
    ("lessons", [[*LESSON, "valid_until"], ["K1", "x", "GEN", "A1:1", "10", "2026-02-30"]], "没有这一天"),
    (
        "lessons",
        [[*LESSON, "prerequisites"], ["K1", "x", "GEN", "A1:1", "10", "K7"]],
        "列「prerequisites」 值“K7”：没有这个课程编码",
    ),
    (
        "lessons",
        [[*LESSON, "prerequisites"], ["K1", "x", "GEN", "A1:1", "10", "K2"], ["K2", "y", "GEN", "A1:1", "10", "K1"]],
        "先修关系成环：K1 → K2 → K1",
    ),
    ("lessons", [[*LESSON, "owner_unit"], ["K1", "x", "GEN", "A1:1", "10", "U9"]], "列「owner_unit」 值“U9”：没有这个组织编码"),
    ("roster", [PERSON, ["S1", "", ONE]], "列「姓名」：必填项为空"),
    ("roster", [PERSON, ["S1", "张三", ""]], "列「所在党支部」：必填项为空"),
    ("roster", [["学员编号", "姓名"], ["S1", "张三"]], "缺少必需的列“所在党支部或支部编码”"),
    (
        "roster",
        [PERSON, ["S1", "张三", "支部"]],
        "名称不唯一。请写全称或编码，可能是：甲局机关第一党支部（U1）、甲局机关第二党支部（U2）",
    ),
    ("roster", [PERSON, ["S1", "张三", "乙局党委"]], "没有这个组织"),
    ("roster", [[*PERSON, "支部编码"], ["S1", "张三", ONE, "U9"]], "列「支部编码」 值“U9”：没有这个组织编码"),
    ("roster", [[*PERSON, "出生年月"], ["S1", "张三", ONE, "1899-12"]], "年份不可能"),
    ("roster", [[*PERSON, "出生年月"], ["S1", "张三", ONE, "2027.01"]], "日期在将来"),
    ("roster", [[*PERSON, "出生年月"], ["S1", "张三", ONE, "七十年代"]], "无法识别的日期"),
    ("roster", [[*PERSON, "岗位编码"], ["S1", "张三", ONE, "P7"]], "roster.csv 第 2 行 列「岗位编码」 值“P7”：没有这个岗位编码"),
    ("roster", [[*PERSON, "学员层次"], ["S1", "张三", ONE, "高层"]], "没有这个层次"),
    ("roster", [[*PERSON, "性别"], ["S1", "张三", ONE, "中"]], "不是可用的值"),
    ("roster", [[*PERSON, "党员年度学时要求"], ["S1", "张三", ONE, "很多"]], "不是数字"),
    ("roster", [[*PERSON, "上年度已完成学时"], ["S1", "张三", ONE, "-5"]], "超出范围"),
    (
        "roster",
        [PERSON, ["S1", "张三", ONE], ["S1", "李四", ONE]],
        "第 3 行 列「学员编号」 值“S1”：与第 2 行重复且内容不同（姓名）",
    ),
    ("roster", [[*PERSON, "性别"], ["", "张三", ONE, "男"], ["", "张三", ONE, "女"]], "与第 2 行重复且内容不同（性别）"),
]


@pytest.mark.parametrize(("sheet", "rows", "message"), CASES, ids=[f"{sheet}-{message[-24:]}" for sheet, _rows, message in CASES])
def test_a_bad_sheet_is_refused(small: Folder, sheet: str, rows: list[list[Any]], message: str) -> None:
    small.csv(sheet, rows)
    assert message in small.refuse()


BYTES = [
    ("roster.xlsx", b"PK\x03\x04 no workbook", "Excel 文件打不开，可能已损坏或设了密码"),
    ("roster.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel 文件打不开"),
    ("roster.xls", b"<html><table><tr><td>x</td></tr></table></html>", "这是网页，不是表格"),
    ("roster.csv", b"", "文件是空的"),
    ("roster.csv", b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "不是可识别的表格或文字编码"),
    ("roster.csv", '学员编号,姓名,所在党支部\nS1,"张三,第一支部\n'.encode(), "附近格式有误"),
]


@pytest.mark.parametrize(("name", "data", "message"), BYTES)
def test_an_unreadable_file_is_refused(small: Folder, name: str, data: bytes, message: str) -> None:
    (small.path / "roster.csv").unlink()
    (small.path / name).write_bytes(data)
    assert message in small.refuse()


def test_two_files_for_one_sheet(small: Folder) -> None:
    small.xlsx("Roster", [PERSON])
    assert "同一张表有两个文件：Roster.xlsx、roster.csv" in small.refuse()


def test_no_sheet_and_no_folder(db: None, folder: Folder) -> None:
    assert "没有可导入的表" in folder.refuse()
    code, _out, errors = command("import_training_data", folder.path / "nowhere")
    assert code == 1
    assert "不是文件夹" in errors


def test_every_problem_of_all_sheets_is_listed_at_once(small: Folder) -> None:
    small.csv("lessons", [LESSON, ["K1", "x", "GEN", "A1:9", "0"], ["K2", "", "GEN", "A1:1", "5"]])
    small.csv("roster", [PERSON, ["S1", "张三", "乙局"], ["S2", "", ONE]])
    errors = small.refuse()
    assert "共 5 处错误" in errors
    assert errors.count("lessons.csv") == 3
    assert errors.count("roster.csv") == 2


def test_two_members_of_one_name_in_a_branch(small: Folder) -> None:
    small.csv("roster", [PERSON, ["S1", "张三", ONE], ["S2", "张三", ONE]])
    small.load()
    small.csv("roster", [PERSON[1:], ["张三", ONE]])
    assert "值“张三”：同一支部有多名同名学员。请填学员编号，可能是：S1、S2；新学员请另编一个编号。" in small.refuse()


def test_too_many_rows(small: Folder, settings: Any) -> None:
    settings.LMS = {"MAX_SHEET_ROWS": 2}
    small.csv("roster", [PERSON, *([f"S{n}", "张三", ONE] for n in range(3))])
    assert "roster.csv：超过 2 行。请拆成几份分次导入" in small.refuse()
