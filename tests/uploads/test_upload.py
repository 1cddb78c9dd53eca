"""Sheets uploaded in the admin: several files at once, checked first, all or nothing, one's own, kept no longer than needed."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from lms.catalogue.models import Activity
from lms.core.models import ImportRun, StagedFile, Upload
from lms.core.uploads import actions
from lms.core.uploads.recognise import sheet_name
from lms.people.models import Member, OrgUnit
from tests.uploads.conftest import ALL, file, lines, units

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        *ALL.items(), ("Roster.xlsx", "roster"), ("组织花名册.xls", "roster"), ("党员情况.xlsx", None),
        ("../../etc/组织.csv", "org_units"),
    ],
)  # fmt: skip
def test_a_file_says_what_it_is_by_its_name(name, sheet):
    assert sheet_name(name) == sheet
    with translation.override("en"):
        assert sheet_name(name) == sheet


def test_the_whole_sample_goes_in_at_once(boss, superuser):
    page = boss.choose(*(file(name) for name in ALL))
    assert "没有发现错误" in page and "全县花名册2026.csv" in page
    assert not Member.objects.exists() and not ImportRun.objects.exists(), "a check writes nothing"
    page = boss.press("import")
    assert "导入完成" in page and reverse("lms_opening:index") in page
    assert (Member.objects.count(), OrgUnit.objects.count(), Activity.objects.count()) == (40, 30, 58)
    assert ImportRun.objects.get().by == superuser
    assert ModelLogEntry.objects.get(action="lms.import").user == superuser


def test_a_second_click_writes_nothing_twice(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,")))
    boss.press("import")
    page = boss.press("import")
    assert "导入完成" in page and ImportRun.objects.count() == 1
    assert not actions.start_import(boss.upload)


def test_problems_stand_by_row_and_nothing_is_written(boss):
    page = boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE", "C,,党支部,A")))
    assert "有 2 行有问题，其余 1 行没有问题" in page and "还没有写入" in page
    assert re.findall(r'<span class="lms-desk">(\d+)<', page) == ["3", "4"]
    assert "还有问题没有处理" in boss.press("import")
    assert not OrgUnit.objects.exists(), "an import of what was found wrong is refused too"


def test_problems_can_be_narrowed_and_taken_away(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE")), file("岗位.csv", lines("编码,名称,xyz", "P1,,1")))
    assert "NOWHERE" in boss.page(sheet="org_units") and "NOWHERE" not in boss.page(sheet="posts")
    assert "不认识的列" in boss.page(kind="notice") and "不认识的列" not in boss.page(kind="error")
    rows = list(openpyxl.load_workbook(io.BytesIO(boss.get("problems"))).active.values)
    assert rows[0][:5] == ("文件", "表", "行", "列", "原值")
    assert ("组织.csv", "组织", 3, "上级编码", "NOWHERE") in [row[:5] for row in rows]


def test_only_the_good_rows_and_only_when_asked_for(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE", "C,丙,党支部,A", "D,丁,党小组,B")))
    page = boss.page()
    assert "只导入没有问题的 2 行" in page and 'name="good" value="1" required' in page
    page = boss.press("import", good="1")
    assert "导入完成" in page and set(OrgUnit.objects.values_list("code", flat=True)) == {"A", "C"}
    rows = list(openpyxl.load_workbook(io.BytesIO(boss.get("left_out", "org_units"))).active.values)
    assert rows[0] == ("编码", "名称", "类型", "上级编码", "问题")
    assert [row[0] for row in rows[1:]] == ["B", "D"], "what leans on a row that is left out is left out too"
    assert "没有这个" in rows[1][4]


def test_rows_left_out_are_mended_and_uploaded_again(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE")))
    boss.press("import", good="1")
    book = openpyxl.load_workbook(io.BytesIO(boss.get("left_out", "org_units")))
    book.active["D2"] = "A"
    book.save(mended := io.BytesIO())
    page = boss.choose(file("组织-未导入的行.xlsx", mended.getvalue()))
    assert "没有发现错误" in page and "不认识的列" not in page
    boss.press("import")
    assert OrgUnit.objects.filter(code="B").exists()


def test_changes_are_shown_old_and_new(boss):
    boss.choose(file("能力.csv", lines("编码,名称,领域,复训周期", "A,甲,党务,12")))
    boss.press("import")
    page = boss.choose(file("能力.csv", lines("编码,名称,领域,复训周期", "A,甲甲,政务,12", "B,乙,党务,")))
    assert "<td>甲</td><td>甲甲</td>" in page
    rows = list(openpyxl.load_workbook(io.BytesIO(boss.get("changes"))).active.values)
    assert rows[1:] == [("能力", 2, "A 甲甲", "名称", "甲", "甲甲"), ("能力", 2, "A 甲甲", "领域", "党务", "政务")]


def test_the_same_again_has_nothing_to_write(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,")))
    boss.press("import")
    assert "没有要写入的" in boss.choose(file("组织.csv", units("A,甲,工委,")))


def test_what_changed_since_the_check_is_looked_at_again(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,A")))
    first = boss.upload
    boss.choose(file("组织.csv", units("A,甲,工委,")))
    boss.press("import")
    page = boss.client.post(reverse("lms_sheets:import", args=[first.pk]), follow=True).content.decode()
    assert "没有写入：检查之后，系统里的内容有了变化" in page
    assert not OrgUnit.objects.filter(code="B").exists()
    boss.client.post(reverse("lms_sheets:import", args=[first.pk]))
    assert OrgUnit.objects.filter(code="B").exists()


def test_text_of_a_sheet_is_only_text(boss):
    page = boss.choose(file("组织.csv", units("A,<script>alert(1)</script>,工委,<b>X</b>")))
    assert "<script>alert" not in page and "&lt;b&gt;X" in page


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([], "请先选择文件"),
        ([("名单.pdf", b"%PDF")], "不是表格"),
        ([("花名册.csv", b"")], "文件是空的"),
        ([("花名册.csv", b"a"), ("roster.xlsx", b"b")], "同一张表"),
    ],
)
def test_what_cannot_be_read_is_said_before_it_is_kept(boss, files, word):
    assert word in boss.choose(*(file(*one) for one in files))
    assert not StagedFile.objects.exists()


def test_what_is_too_large_is_a_matter_for_the_command(boss, monkeypatch):
    monkeypatch.setattr(actions, "MOST_BYTES", 3)
    assert "manage.py import_training_data" in boss.choose(file("花名册.csv", b"abcd"))
    assert not StagedFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("组织.xlsx", b"PK\x03\x04broken", "打不开"),
        ("组织.xls", b"\xd0\xcf\x11\xe0broken", "打不开"),
        ("组织.csv", b"<html><table>", "这是网页"),
        ("组织.csv", b"   \n  ", "文件是空的"),
        ("组织.csv", b"a,b\n1,2", "找不到表头"),
        ("组织.csv", "编码,名称\nA,甲".encode(), "缺少必需的列"),
    ],
)
def test_a_broken_file_blocks_and_says_what_to_do(boss, name, content, word):
    page = boss.choose(file(name, content))
    assert word in page and "整张表都不能导入" in page and "只导入" not in page
    boss.press("import", good="1")
    assert not OrgUnit.objects.exists()


def test_headings_alone_are_called_so(boss):
    page = boss.choose(file("units.csv", lines("编码,名称,类型,上级编码")))
    assert page.count("没有数据行") > 1 and "内容一致" not in page


def test_gbk_is_read(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,").decode().encode("gbk")))
    boss.press("import")
    assert OrgUnit.objects.get().name == "甲"


def test_a_file_without_a_telling_name_is_known_by_its_headings(boss):
    page = boss.choose(file("报送材料.csv", units("A,甲,工委,")))
    assert "没有发现错误" in page and "组织" in page


def test_where_headings_do_not_tell_the_user_says_it(boss):
    page = boss.choose(file("报送材料.csv", lines("编码,名称", "P1,局长")))
    assert "从文件名和表头看不出是哪张表" in page
    one = boss.upload.files.get()
    page = boss.press("which", **{f"file-{one.pk}": "nonsense"})
    assert "请给每个文件选一张表" in page
    assert "没有发现错误" in boss.press("which", **{f"file-{one.pk}": "posts"})


def test_many_rows_without_a_worker_are_left_to_the_command(boss, settings):
    settings.LMS = {"INLINE_LIMIT": 2}
    page = boss.choose(file("组织.csv", units("A,甲,工委,", "B,乙,党支部,A", "C,丙,党支部,A")))
    assert "manage.py import_training_data" in page
    boss.press("import")
    assert not OrgUnit.objects.exists()


def test_an_upload_is_ones_own(boss, committee_admin):
    boss.choose(file("组织.csv", units("X,甲,工委,")))
    boss.sign_in(committee_admin)
    for name in ("upload", "questions", "problems", "changes"):
        assert boss.client.get(boss.address(name)).status_code == 404
    for name in ("import", "check", "cancel"):
        assert boss.client.post(boss.address(name)).status_code == 404
    for name in ("left_out", "numbers"):
        assert boss.client.get(boss.address(name, "org_units")).status_code == 404
    assert not OrgUnit.objects.filter(code="X").exists()


def test_uploads_go_after_some_days_and_when_they_are_dropped(boss):
    boss.choose(file("组织.csv", units("A,甲,工委,")))
    Upload.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
    boss.choose(file("组织.csv", units("B,乙,工委,")))
    assert StagedFile.objects.count() == 1
    boss.client.post(boss.address("cancel"))
    assert not StagedFile.objects.exists()


def test_what_names_an_erased_person_goes(boss, world):
    from lms.people.actions.erase import erase_member

    boss.choose(file("花名册.csv", lines("编号,姓名,所在党支部", "S1,张三,某支部")))
    boss.choose(file("组织.csv", units("A,甲,工委,")))
    erase_member(member=world.learner)
    assert [one.sheet for one in StagedFile.objects.all()] == ["org_units"]
