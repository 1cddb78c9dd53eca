"""roster_messy.csv row by row, and the same mess in XLSX and XLS."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from lms.people.models import Member

from .conftest import DATA, Folder, command

pytestmark = pytest.mark.django_db

MESSY = DATA / "roster_messy.csv"


def test_each_row_says_what_is_wrong(loaded: Path, folder: Folder) -> None:
    shutil.copy(MESSY, folder.path / "roster.csv")
    errors = folder.refuse().splitlines()
    assert errors == [
        "错误 roster.csv 第 10 行 列「所在支部」：必填项为空。请补填。",
        "错误 roster.csv 第 12 行 列「出生年月」 值“2031-01”：日期在将来。请核对年月。",
        "错误 roster.csv 第 12 行 列「所在支部」 值“甲局机关第三党支部”：没有这个组织。"
        "请改正，或在“组织”表中补上；相近的有：甲局机关第二党支部、甲局机关第一党支部、戊局党支部。",
        "共 3 处错误，没有写入任何内容。",
    ]


def test_notices_of_the_mess(loaded: Path, folder: Folder) -> None:
    shutil.copy(MESSY, folder.path / "roster.csv")
    _code, out, _errors = command("import_training_data", folder.path)
    assert out.splitlines() == [
        "提示 roster.csv：以下列系统不需要，不保存：入党时间。",
        "提示 roster.csv 第 5 行 列「所在支部」 值“第一支部”：按简称认作“甲局机关第一党支部”（ORG-111）。若不对请写全称或编码。",
        "提示 roster.csv 第 9 行 列「学员编号」 值“S005”：与第 8 行重复，只取一行。",
        "提示 roster.csv 第 11 行 列「姓 名」 值“学员007”：按姓名和支部找到：S007。",
        "提示 roster.csv 第 13 行 值“合计”：合计行已跳过。",
    ]


def test_the_good_rows_are_the_sample_again(loaded: Path, folder: Folder) -> None:
    """Without the three bad cells the messy roster says what the sample said: the member without a number is found by name."""
    with MESSY.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row[6] not in ("S006", "S099")]
    folder.csv("roster", rows)
    out, _errors = folder.load()
    assert "读取 7 行，新增 0，变更 0" in out
    assert Member.objects.get(code="S004").birth_month == dt.date(1980, 3, 1)
    assert Member.objects.get(code="S002").birth_month == dt.date(1976, 9, 1)
    assert Member.objects.count() == 40


def test_xls(loaded: Path, folder: Folder) -> None:
    """Title rows, a merged title, a real date, a number as a date, an Excel serial, full-width digits, a total."""
    Member.objects.update(birth_month=None)
    shutil.copy(DATA / "roster.xls", folder.path / "Roster.XLS")
    out, _errors = folder.load()
    assert "花名册（Roster.XLS）：读取 3 行，新增 0，变更 3" in out
    months = dict(Member.objects.filter(birth_month__isnull=False).values_list("code", "birth_month"))
    assert months == {"S001": dt.date(1972, 5, 1), "S002": dt.date(1976, 9, 1), "S004": dt.date(1980, 3, 1)}
