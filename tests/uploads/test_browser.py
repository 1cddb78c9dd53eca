"""表格 in the browser, wide and on a phone: wrong file, questions, import; accessible, nothing wider than the screen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.people.models import Member, OrgUnit
from tests.uploads.conftest import lines, units

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1280, 390])
def screen(page, accessible, request):
    page.set_viewport_size({"width": request.param, "height": 900})

    def look() -> None:
        page.locator("h1").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        accessible(".lms-opening")

    return look


def choose(page, folder, name, content):
    (folder / name).write_bytes(content)
    page.goto(reverse("lms_sheets:index"))
    page.set_input_files("input[type=file]", [str(folder / name)])
    page.get_by_role("button", name="上传并检查").click()


def test_units_from_mistake_to_import(page, sign_in, screen, superuser, tmp_path):
    sign_in(superuser)
    page.goto(reverse("lms_sheets:index"))
    screen()
    choose(page, tmp_path, "组织1.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE"))
    page.get_by_text("有 1 行有问题，其余 1 行没有问题").wait_for()
    screen()
    page.get_by_role("button", name="只导入没有问题的 1 行").click()
    assert not OrgUnit.objects.exists(), "the box has to be ticked first"
    choose(page, tmp_path, "组织2.csv", units("A,甲,工委,", "B,乙,党支部,A"))
    page.get_by_text("没有发现错误").wait_for()
    screen()
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text("导入完成。").wait_for()
    screen()
    page.get_by_role("link", name="回到开通清单").click()
    page.get_by_text("2 个组织，其中党支部 1 个").wait_for()


def test_a_roster_of_a_branch(page, sign_in, screen, world, branch_admin, tmp_path):
    """Titles and a branch that nobody knows are asked, new members get numbers, the sheet comes back with them."""
    sign_in(branch_admin)
    branch = OrgUnit.objects.for_user(branch_admin).filter(kind="党支部").first().name
    rows = (f"新人甲,{branch},文书", f"新人乙,{branch},文书", "新人丙,没有的支部,文书")
    choose(page, tmp_path, "新人花名册.csv", lines("姓名,所在党支部,职务", *rows))
    page.get_by_role("link", name="对应 2 个名称").click()
    screen()
    for question in page.locator("fieldset.lms-question").all():
        question.get_by_label("暂不对应").or_(question.get_by_label("不导入这些行")).check()
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_text("没有发现错误").wait_for()
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text("导入完成。").wait_for()
    screen()
    assert Member.objects.filter(name__startswith="新人").count() == 2
    with page.expect_download() as sheet:
        page.get_by_role("link", name="下载带编号的原表").click()
    assert sheet.value.suggested_filename == "花名册-带编号.xlsx"


def test_which_sheet_is_asked(page, sign_in, screen, superuser, tmp_path):
    sign_in(superuser)
    choose(page, tmp_path, "报送材料.csv", lines("编码,名称", "P1,局长"))
    screen()
    page.get_by_label("报送材料.csv").select_option("posts")
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_text("没有发现错误").wait_for()
