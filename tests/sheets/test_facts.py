"""import_evidence and import_hours: matched, unmatched, duplicate; twice is once; corrections are new records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lms.records.models import CreditEntry, LevelStep, Record

from .conftest import SAMPLE, Folder, command, everything

pytestmark = pytest.mark.django_db

EVIDENCE = ["learner_code", "competency_code", "current_level", "assessed_on", "source"]
HOURS = ["member_code", "month", "platform", "mode", "hours"]


@pytest.fixture
def one(small: Folder) -> Folder:
    small.load()
    return small


def evidence(folder: Folder, rows: list[list[Any]], *options: str) -> tuple[int, str, str]:
    return command("import_evidence", folder.csv("evidence", [EVIDENCE, *rows]), *options)


def hours(folder: Folder, rows: list[list[Any]], *options: str) -> tuple[int, str, str]:
    return command("import_hours", folder.csv("hours", [HOURS, *rows]), *options)


def test_the_baseline_of_the_sample(loaded: Path) -> None:
    file = SAMPLE / "baseline_levels.csv"
    _code, out, _errors = command("import_evidence", file)
    assert out.splitlines() == ["匹配 232 行", "未匹配 0 行", "重复 0 行", "新写入 232 条，更正 0 条。"]
    before = everything()
    _code, out, _errors = command("import_evidence", file)
    assert "重复 232 行" in out
    assert "新写入 0 条" in out
    assert everything() == before


def test_level_zero_and_chinese_words(one: Folder) -> None:
    code, _out, errors = evidence(
        one, [["S1", "A1", "0", "2026年3月5日", "自评"], ["Ｓ１", "A2", "会做", "20260305", "上级评定"]]
    )
    assert (code, errors) == (0, "")
    found = set(Record.objects.values_list("competency__code", "level", "kind", "day", "source"))
    day = dt.date(2026, 3, 5)
    assert found == {("A1", 0, "self", day, "sheet:evidence"), ("A2", 2, "supervisor", day, "sheet:evidence")}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["S9", "A1", "1", "2026-03-05", "self"], "列「learner_code」 值“S9”：没有这名学员"),
        (["S1", "A9", "1", "2026-03-05", "self"], "列「competency_code」 值“A9”：没有这个编码"),
        (["S1", "A1", "5", "2026-03-05", "self"], "超出范围"),
        (["S1", "A1", "-1", "2026-03-05", "self"], "超出范围"),
        (["S1", "A1", "1", "2026-11-23", "self"], "日期在将来"),
        (["S1", "A1", "1", "2026-03", "self"], "缺少日"),
        (["S1", "A1", "1", "2026-02-30", "self"], "没有这一天"),
        (["S1", "A1", "1", "2026-03-05", "gossip"], "不是可用的值"),
        (["S1", "A1", "", "2026-03-05", "self"], "必填项为空"),
    ],
)
def test_bad_evidence_writes_nothing(one: Folder, row: list[str], message: str) -> None:
    before = everything()
    code, _out, errors = evidence(one, [["S1", "A2", "1", "2026-03-05", "self"], row])
    assert code == 1
    assert message in errors
    assert "第 3 行" in errors
    assert everything() == before


def test_unmatched_rows_can_be_passed_over(one: Folder) -> None:
    code, out, _errors = evidence(
        one, [["S9", "A1", "1", "2026-03-05", "self"], ["S1", "A1", "1", "2026-03-05", "self"]], "--skip-unmatched"
    )
    assert code == 0
    assert "未匹配 1 行（第 2 行）" in out
    assert Record.objects.count() == 1


def test_a_dry_run_writes_nothing(one: Folder) -> None:
    before = everything()
    code, out, _errors = evidence(one, [["S1", "A1", "1", "2026-03-05", "self"]], "--dry-run")
    assert code == 0
    assert "试运行：没有写入任何内容。" in out
    assert everything() == before


def test_other_content_is_refused_or_entered_as_a_correction(one: Folder) -> None:
    row = ["S1", "A1", "1", "2026-03-05", "test"]
    evidence(one, [row])
    for level in ("3", "2"):
        changed = [*row[:2], level, *row[3:]]
        code, _out, errors = evidence(one, [changed])
        assert code == 1
        assert "已登记为其他内容" in errors
        code, out, _errors = evidence(one, [changed], "--as-correction")
        assert (code, "更正 1 条" in out) == (0, True)
        before = everything()
        for options in ((), ("--as-correction",)):
            code, out, _errors = evidence(one, [changed], *options)
            assert (code, "重复 1 行（第 2 行）" in out) == (0, True)
        assert everything() == before
    assert Record.objects.count() == 3
    assert list(LevelStep.objects.values_list("level", flat=True)) == [2]


def test_two_rows_that_contradict_each_other(one: Folder) -> None:
    rows = [["S1", "A1", "1", "2026-03-05", "test"], ["S1", "A1", "2", "2026/3/5", "测试"]]
    code, _out, errors = evidence(one, rows)
    assert code == 1
    assert "与第 2 行重复且内容不同" in errors


def test_hours_from_elsewhere(one: Folder) -> None:
    rows = [
        ["S1", "2026-03", "学习强国", "网络", "3.5"],
        ["S1", "2026年3月", "学习强国", "online", "3.50"],
        ["S1", "2026.4", "灯塔", "集中", "4学时"],
    ]
    code, out, _errors = hours(one, rows)
    assert code == 0
    assert "匹配 3 行" in out
    assert "重复 1 行（第 3 行）" in out
    found = set(CreditEntry.objects.values_list("target__code", "hours", "day"))
    march, april = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
    assert {(code, float(amount), day) for code, amount, day in found} == {
        ("PARTY", 3.5, march),
        ("ONLINE", 3.5, march),
        ("PARTY", 4.0, april),
        ("CADRE", 4.0, april),
    }
    assert not any("学习强国" in key or "灯塔" in key for key in Record.objects.values_list("key", flat=True))
    before = everything()
    code, out, _errors = hours(one, rows)
    assert (code, "重复 3 行" in out) == (0, True)
    assert everything() == before


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["S1", "2026-12", "甲", "网络", "1"], "日期在将来"),
        (["S1", "2026-03", "甲", "做梦", "1"], "不是可用的值"),
        (["S1", "2026-03", "甲", "网络", "-1"], "超出范围"),
        (["S1", "2026-03", "", "网络", "1"], "必填项为空"),
        (["S7", "2026-03", "甲", "网络", "1"], "没有这名学员"),
    ],
)
def test_bad_hours_write_nothing(one: Folder, row: list[str], message: str) -> None:
    before = everything()
    code, _out, errors = hours(one, [row])
    assert code == 1
    assert message in errors
    assert everything() == before


def test_other_hours_under_the_same_key_are_refused(one: Folder) -> None:
    hours(one, [["S1", "2026-03", "甲", "网络", "1"]])
    code, _out, errors = hours(one, [["S1", "2026-03", "甲", "网络", "2"]])
    assert code == 1
    assert "已登记为其他内容（1.00" in errors


def test_no_file(db: None, tmp_path: Path) -> None:
    code, _out, errors = command("import_evidence", tmp_path / "nothing.csv")
    assert code == 1
    assert "找不到文件" in errors
