"""What administrators do in an hour a week: a messy sheet, a look at a level, who lacks what, and what stands behind a number."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from lms.competencies.models import Competency
from lms.people.models import Member, OrgUnit
from lms.planning.queries import case_of, picture_of
from lms.records.models import Record

pytestmark = pytest.mark.browser

MESSY = """党员花名册（2026年度）,,,,,,
填报单位：甲局机关第二党支部,,,填报日期：2026.11.20,,,
序号,姓 名,性别,出生年月,所在支部,职务,学员编号
1,学员 008,男,1983年12月,甲局机关第二党支部,法规科科长,Ｓ００８
2,新人甲,女,1999.05,第二支部,综合科科员,
3,新人乙,男,2091-01,第二支部,综合科科员,
4,新人丙,女,1988-07,二支部（机关）,驾驶员,
5,学员001,男,1972.05,甲局机关第一党支部,局长,S001
合计,5人,,,,,
"""
#: Words of the titles in it, and the post that each of them is.
POSTS = {"法规科科长": "科室负责人", "综合科科员": "综合文秘岗", "驾驶员": "暂不对应"}


def downloaded(page, name: str) -> list[tuple[object, ...]]:
    """The rows of the XLSX behind the link that is called ``name``."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    with open(waiting.value.path(), "rb") as file:
        return list(openpyxl.load_workbook(io.BytesIO(file.read())).active.iter_rows(values_only=True))


def test_a_branch_administrator_imports_a_messy_sheet(page, enter, look, tmp_path):
    sheet = tmp_path / "党员花名册.csv"
    sheet.write_text(MESSY, encoding="utf-8-sig")
    enter("zhibu")
    page.goto("/admin/")
    look("start")
    page.get_by_role("link", name="表格").first.click()
    page.set_input_files("input[type=file]", str(sheet))
    page.get_by_role("button", name="上传并检查").click()
    said = page.inner_text("main")
    assert "日期在将来" in said and "不在您管理的范围内" in said and "合计行已跳过" in said
    assert not Member.objects.filter(name="新人甲").exists()  # a look is not an import
    look("checked")
    page.get_by_role("link", name=re.compile("^对应")).click()
    for title, post in POSTS.items():
        page.locator("fieldset", has_text=title).get_by_label(re.compile(post)).check()
    page.locator("fieldset", has_text="二支部（机关）").get_by_label(re.compile("甲局机关第二党支部")).check()
    look("names")
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label(re.compile("这次不导入")).check()
    page.get_by_role("button", name=re.compile("只导入没有问题的 3 行")).click()
    look("imported")
    new = {member.name: member for member in Member.objects.filter(name__startswith="新人").select_related("branch")}
    assert set(new) == {"新人甲", "新人丙"} and {each.branch.code for each in new.values()} == {"ORG-112"}
    assert [each.post.name for each in new["新人甲"].holdings.select_related("post")] == ["综合文秘岗"]
    assert not new["新人丙"].holdings.exists()
    numbers = [row for row in downloaded(page, "下载带编号的原表") if new["新人甲"].code in row]
    assert len(numbers) == 1 and "新人甲" in numbers[0]

    page.goto("/admin/lms/sheets/")  # the same sheet once more: nothing is asked again, nobody is there twice
    page.set_input_files("input[type=file]", str(sheet))
    page.get_by_role("button", name="上传并检查").click()
    assert page.get_by_role("link", name=re.compile("^对应")).count() == 0
    assert "认不出" not in page.inner_text("main")
    assert Member.objects.filter(name__startswith="新人").count() == 2


def test_a_branch_administrator_enters_who_was_there_and_confirms_a_level(page, enter, look):
    learner, level = Member.objects.get(code="S008"), Competency.objects.get(code="THY05")
    lacked = len(picture_of(learner).rungs)
    enter("zhibu")
    page.goto("/admin/")
    page.get_by_role("link", name="登记参加学习").first.click()
    page.select_option("select[name=activity]", label="微党课我来讲：试讲与点评")
    unit = page.locator("select[name=unit] option", has_text="甲局机关第二党支部").first.get_attribute("value")
    page.select_option("select[name=unit]", unit)
    page.get_by_role("button", name="列出名单").click()
    look("names-listed")
    for box in page.locator("input[name=members]").all():
        box.set_checked(box.get_attribute("value") == str(learner.pk))
    page.get_by_role("button", name="登记勾选的人").click()
    page.wait_for_load_state()
    look("entered")
    entered = Record.objects.get(member=learner, activity__code="K008")
    assert entered.recorded_by_id and entered.member.code == "S008"

    page.goto("/admin/lms/awaiting/")
    look("awaiting")
    page.get_by_text(f"{level.name} · 熟练").first.click()
    page.wait_for_load_state()
    assert level.level3 in page.inner_text("main")
    page.locator(f"input[name=members][value='{learner.pk}']").check()
    look("one-level")
    page.get_by_role("button", name="确认达到“熟练”").click()
    page.wait_for_load_state()
    seen = Record.objects.get(member=learner, competency=level, kind="observation", recorded_by_id=entered.recorded_by_id)
    assert seen.level == 3 and case_of(learner).level(level.pk).basis == "formal"
    assert len(picture_of(learner).rungs) < lacked
    enter("s008")
    page.goto("/learn/abilities/")
    assert "支部管理员" in (page.text_content("main") or "")  # who looked, in the member's own page


def test_a_unit_administrator_finds_who_lacks_what_and_takes_the_list_along(page, enter, look):
    enter("danwei")
    page.goto("/admin/")
    page.get_by_role("link", name="能力差距").first.click()
    look("gaps")
    lacking = page.locator("tbody tr", has_text="依法行政与行政程序")
    rows = downloaded(page, "导出名单：谁缺什么（XLSX）")
    heads = next(row for row in rows if row and "姓名" in row)
    names = {row[heads.index("姓名")] for row in rows[rows.index(heads) + 1 :]}
    own = Member.objects.in_unit(OrgUnit.objects.get(code="ORG-10")).values_list("name", flat=True)
    assert "学员008" in names and names <= set(own)
    lacking.get_by_role("link").filter(has_text=re.compile(r"^\d+$")).first.click()
    page.wait_for_load_state()
    look("who")
    page.get_by_role("link", name=re.compile("^学员")).first.click()
    page.wait_for_load_state()
    assert "能力与缺项" in page.inner_text("main")
    look("person")


def test_a_committee_head_opens_a_number_down_to_its_records(page, enter, look):
    learner = Member.objects.get(code="S008")
    enter("gongwei")
    page.get_by_role("link", name="完成情况").first.click()
    look("completion")
    page.get_by_role("link", name="按层次").click()
    page.wait_for_load_state()
    look("by-tier")
    page.get_by_role("link", name="按岗位").click()
    page.wait_for_load_state()
    look("by-post")
    row = page.locator("tbody tr", has_text="科室负责人").first
    row.get_by_role("link", name=re.compile("应补|待补")).first.click()
    page.wait_for_load_state()
    look("persons")
    page.get_by_role("link", name=learner.name).first.click()
    page.wait_for_load_state()
    assert "学习记录" in page.inner_text("main")
    look("person")
    page.locator("#gaps, #records").get_by_role("link").first.click()
    page.wait_for_load_state()
    look("record")
