"""The way back: what is exported can be imported again and changes nothing; nobody sees more than his own; no formula runs."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from lms.core.sheets import registry
from lms.core.sheets.exporting import columns_of
from lms.people.models import Member, Post
from tests.uploads.conftest import SAMPLE, file

pytestmark = pytest.mark.django_db
SHEETS = ("competencies", "posts", "org_units", "post_requirements", "lessons", "roster", "evidence", "hours")
HOURS = "member_code,month,platform,mode,hours\nS001,2026-03,学习平台,网络,2.5\nS002,2026-04,学习平台,集中,3"


def download(client, sheet, form):
    answer = client.get(reverse("lms_sheets:export", args=[sheet, form]))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def filled(boss, tmp_path):
    """The sample with evidence and hours."""
    call_command("import_training_data", str(SAMPLE), stdout=io.StringIO())
    call_command("import_evidence", str(SAMPLE / "baseline_levels.csv"), stdout=io.StringIO())
    (tmp_path / "hours.csv").write_text(HOURS)
    call_command("import_hours", str(tmp_path / "hours.csv"), stdout=io.StringIO())
    return boss


def test_all_sheets_have_a_way_back():
    """Questions and lecturers go out and come in with the tests of their own rooms."""
    assert {spec.name for spec in registry.sheets() if spec.export} == {*SHEETS, "questions", "lecturers"}


def test_what_goes_out_comes_in_without_a_change(filled):
    for form in ("csv", "xlsx"):
        for sheet in SHEETS:
            status, data = download(filled.client, sheet, form)
            assert status == 200
            page = filled.choose(file(f"{sheet}.{form}", data))
            counts = filled.upload.result["counts"][sheet]
            assert counts["read"] > 0, sheet
            assert (counts["added"], counts["changed"], counts["left"]) == (0, 0, 0), (sheet, form, counts)
            assert "没有要写入的" in page, (sheet, form)


def test_every_heading_is_known_when_it_comes_back(filled):
    for spec in registry.sheets():
        for _field, heading in columns_of(spec):
            assert spec.column_for(heading) or spec.is_quiet(heading), (spec.name, heading)
        head = [heading for _field, heading in columns_of(spec)]
        data = b"".join(filled.client.get(reverse("lms_sheets:template", args=[spec.name])).streaming_content)
        assert [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).active.values] == [head]


def test_text_that_looks_like_a_formula_stays_text(boss):
    Post.objects.create(code="P1", name="=HYPERLINK(1)", note="-1+1")
    _status, data = download(boss.client, "posts", "csv")
    assert b"'=HYPERLINK" in data and b"'-1+1" in data and data.startswith(b"\xef\xbb\xbf")
    assert "没有要写入的" in boss.choose(file("posts.csv", data))
    _status, data = download(boss.client, "posts", "xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")
    assert "没有要写入的" in boss.choose(file("posts.xlsx", data))


def test_no_formula_runs_in_the_csv_of_a_list(boss):
    Post.objects.create(code="P1", name="=HYPERLINK(1)")
    data = b"".join(boss.client.get(f"{reverse('lms_posts:index')}?export=csv").streaming_content)
    assert b"'=HYPERLINK" in data and data.startswith(b"\xef\xbb\xbf")


def test_a_branch_admin_takes_away_only_his_own_people(desk, world, branch_admin):
    desk.sign_in(branch_admin)
    status, data = download(desk.client, "roster", "csv")
    mine = set(Member.objects.for_user(branch_admin).values_list("code", flat=True))
    assert status == 200 and mine
    for code in Member.objects.values_list("code", flat=True):
        assert (code.encode() in data) == (code in mine)
    page = desk.client.get(reverse("lms_sheets:index")).content.decode()
    assert "花名册" in page and "岗位要求" not in page
    for sheet, form in (("competencies", "csv"), ("nonsense", "csv"), ("roster", "pdf")):
        assert download(desk.client, sheet, form)[0] == 404
    assert desk.client.get(reverse("lms_sheets:template", args=["org_units"])).status_code == 404


def test_a_trainer_finds_questions_and_nobody_s_data(desk, trainer):
    desk.sign_in(trainer)
    assert desk.client.get(reverse("lms_sheets:index")).status_code == 200
    assert {sheet for sheet in SHEETS if download(desk.client, sheet, "csv")[0] == 200} == set()


@pytest.mark.parametrize("who", ["member_user", "stranger"])
def test_whoever_manages_nobody_is_turned_away(desk, world, request, who):
    desk.sign_in(request.getfixturevalue(who))
    assert desk.client.get(reverse("lms_sheets:index")).status_code in (302, 403)
    assert download(desk.client, "roster", "csv")[0] in (302, 403, 404)


def test_the_way_out_asks_the_same_number_of_queries_for_more_rows(filled, count_queries):
    def count(sheet):
        return len(count_queries(lambda: download(filled.client, sheet, "csv")))

    before = {sheet: count(sheet) for sheet in SHEETS}
    for pk in Member.objects.values_list("pk", flat=True):
        member = Member.objects.get(pk=pk)
        member.pk, member.code, member.user = None, f"X{pk}", None
        member.save()
    Post.objects.bulk_create([Post(code=f"X{n}", name=str(n)) for n in range(30)])
    assert {sheet: count(sheet) for sheet in SHEETS} == before
