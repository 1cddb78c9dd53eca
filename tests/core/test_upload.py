"""Sheets imported in the admin: several files at once, checked first, all or nothing, kept no longer than needed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from lms.catalogue.models import Activity
from lms.core.first_run import staging
from lms.core.models import ImportRun, StagedFile
from lms.people.models import Member, OrgUnit

pytestmark = pytest.mark.django_db

SAMPLE = Path(settings.BASE_DIR) / "cms_site" / "sample"
ALL = {
    "能力.csv": "competencies", "岗位（2026）.csv": "posts", "org_units.csv": "org_units", "岗位要求.CSV": "post_requirements",
    "课程表.csv": "lessons", "全县花名册2026.csv": "roster",
}


def upload(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else (SAMPLE / f"{ALL[name]}.csv").read_bytes())


def units(*rows: str) -> bytes:
    return "\n".join(("编码,名称,类型,上级编码", *rows)).encode()


@pytest.fixture
def ask(client, superuser):
    """``ask(*files)`` chooses them and checks; returns the page."""
    client.force_login(superuser)

    def post(*files: SimpleUploadedFile) -> str:
        return client.post(reverse("lms_opening:upload"), {"files": list(files)}).content.decode()

    return post


def batch_in(page: str) -> str:
    return re.search(r'name="batch" value="([^"]+)"', page).group(1)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        *ALL.items(), ("Roster.xlsx", "roster"), ("组织花名册.xls", "roster"), ("党员情况.xlsx", None),
        ("../../etc/组织.csv", "org_units"),
    ],
)
def test_a_file_says_what_it_is_by_its_name(name, sheet):
    assert staging.sheet_name(name) == sheet
    with translation.override("en"):
        assert staging.sheet_name(name) == sheet


def test_the_whole_sample_goes_in_at_once(client, ask, superuser):
    page = ask(*(upload(name) for name in ALL))
    assert "检查没有发现错误" in page and "全县花名册2026.csv" in page
    assert not Member.objects.exists() and not ImportRun.objects.exists(), "a check writes nothing"
    answer = client.post(reverse("lms_opening:upload"), {"batch": batch_in(page)})
    assert answer.url == reverse("lms_opening:index")
    assert (Member.objects.count(), OrgUnit.objects.count(), Activity.objects.count()) == (40, 30, 58)
    assert ImportRun.objects.get().by == superuser
    assert ModelLogEntry.objects.get(action="lms.import").user == superuser
    assert not StagedFile.objects.exists(), "nothing is kept after the import"


def test_problems_stand_by_row_and_nothing_is_written(client, ask):
    page = ask(upload("组织.csv", units("A,甲,工委,", "B,乙,党支部,NOWHERE", "C,,党支部,A")))
    assert "检查发现" in page and 'name="batch"' not in page
    rows = re.findall(r"<tr><td>组织\.csv</td><td class=\"lms-number\">(\d+)</td>", page)
    assert {"3", "4"} <= set(rows)
    batch = StagedFile.objects.get().batch
    client.post(reverse("lms_opening:upload"), {"batch": str(batch)})
    assert not OrgUnit.objects.exists(), "an import of what was found wrong is refused too"


def test_text_of_a_sheet_is_only_text(ask):
    page = ask(upload("组织.csv", units("A,<script>alert(1)</script>,工委,<b>X</b>")))
    assert "<script>alert" not in page and "&lt;b&gt;X" in page


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([], "请先选择文件"),
        ([("名单.pdf", b"%PDF")], "不是表格"),
        ([("党员情况.xlsx", b"x")], "看不出"),
        ([("花名册.csv", b"a"), ("roster.xlsx", b"b")], "同一张表"),
        ([("花名册.csv", b"a" * (staging.MOST_BYTES + 1))], "manage.py import_training_data"),
    ],
)
def test_what_cannot_be_read_is_said_before_it_is_kept(ask, files, word):
    assert word in ask(*(upload(*file) for file in files))
    assert not StagedFile.objects.exists()


def test_many_rows_without_a_worker_are_left_to_the_command(client, ask, settings):
    settings.LMS = {"INLINE_LIMIT": 2}
    page = ask(upload("组织.csv", units("A,甲,工委,", "B,乙,党支部,A", "C,丙,党支部,A")))
    assert "manage.py import_training_data" in page and 'name="batch"' not in page
    client.post(reverse("lms_opening:upload"), {"batch": str(StagedFile.objects.get().batch)})
    assert not OrgUnit.objects.exists()


def test_what_is_staged_is_ones_own_and_goes_after_a_day(client, ask, committee_admin, superuser):
    before = OrgUnit.objects.count()
    batch = batch_in(ask(upload("组织.csv", units("A,甲,工委,"))))
    client.force_login(committee_admin)
    answer = client.post(reverse("lms_opening:upload"), {"batch": batch}, follow=True)
    assert "请重新选择文件" in answer.content.decode() and OrgUnit.objects.count() == before
    StagedFile.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    client.post(reverse("lms_opening:upload"), {"files": [upload("组织.csv", units("B,乙,工委,"))]})
    assert [file.by for file in StagedFile.objects.all()] == [committee_admin]
    assert client.post(reverse("lms_opening:upload"), {"batch": "nonsense"}).status_code == 302


def test_a_second_choice_takes_the_place_of_the_first(ask):
    ask(upload("组织.csv", units("A,甲,工委,")))
    ask(upload("组织.csv", units("B,乙,工委,")))
    assert StagedFile.objects.count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_in_the_browser(page, sign_in, accessible, superuser, tmp_path, width):
    sign_in(superuser)
    page.set_viewport_size({"width": width, "height": 900})
    wrong, right = tmp_path / "组织1.csv", tmp_path / "组织2.csv"
    wrong.write_bytes(units("A,甲,工委,", "B,乙,党支部,NOWHERE"))
    right.write_bytes(units("A,甲,工委,", "B,乙,党支部,A"))
    page.goto(reverse("lms_opening:upload"))
    page.set_input_files("input[type=file]", [str(wrong)])
    page.get_by_role("button", name="先检查").click()
    page.get_by_text("检查发现 1 处错误").wait_for()
    accessible(".lms-opening")
    page.set_input_files("input[type=file]", [str(right)])
    page.get_by_role("button", name="先检查").click()
    page.get_by_text("检查没有发现错误").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(".lms-opening")
    page.get_by_role("button", name="导入", exact=True).click()
    page.wait_for_url("**/lms/opening/")
    page.get_by_text("2 个组织，其中党支部 1 个").wait_for()
