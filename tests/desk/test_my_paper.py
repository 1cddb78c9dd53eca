"""我的档案 on paper, as sheets, and all that is held."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from openpyxl import load_workbook

from lms.core import clock
from lms.desk import notes
from lms.desk.changes import remember_first
from lms.desk.everything import everything_of
from lms.people.actions.members import transfer
from lms.people.models import Member
from lms.planning import reading
from lms.planning.reading import Planned
from lms.records.corrections import Kind, ask_for_correction

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(desk, member_user):
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz")
    lesson = desk.lesson("K001", '=HYPERLINK("http://evil")', 20, (writing, 2))
    desk.tell("passed", "p", activity_id=lesson.pk, success=True, score=90)
    desk.tell("assessed", "a", competency_id=writing.pk, kind="self", level=1)
    return desk


@pytest.fixture
def enter(client, filled, member_user):
    client.force_login(member_user)
    return client


class TestPaper:
    def test_has_title_unit_day_and_version_of_the_rules_and_no_navigation(self, enter):
        page = enter.get("/learn/file/print/").content.decode()
        assert '<h1 class="paper__title">学员培训档案</h1>' in page
        assert "甲单位 甲支部" in page
        assert "数据截至" in page
        assert re.search(r"学时认定办法</dt><dd>[^<]+（第\d+版）", page)
        assert "<nav" not in page
        assert "site-header" not in page
        for said in ("一、学时", "二、学习记录", "三、能力等级的变化", "公文写作"):
            assert said in page

    def test_of_all_years(self, enter, filled):
        assert "年</dd>" in enter.get("/learn/file/print/?year=all").content.decode()

    def test_needs_no_inline_script_or_style(self, enter):
        page = enter.get("/learn/file/print/").content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|target=", page) == []

    def test_as_many_queries_for_fifty_records_as_for_one(self, enter, filled, assert_same_queries):
        keys = iter(range(1000))

        def add(count: int) -> None:
            for _at in range(count):
                filled.tell("credited", f"k{next(keys)}", hours=1, mode="网络", platform="学习平台")

        assert_same_queries(lambda: enter.get("/learn/file/print/?year=all"), add)


class TestSheets:
    def test_three_results_stand_on_three_sheets_and_nothing_is_a_formula(self, enter):
        response = enter.get("/learn/file/export/?year=all")
        assert "attachment" in response["Content-Disposition"]
        book = load_workbook(io.BytesIO(response.content))
        assert book.sheetnames == ["说明", "学习记录", "学时", "能力等级变化"]
        cells = [cell for row in book["学习记录"].iter_rows() for cell in row]
        assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"]
        assert ("公文写作", "未评估") in [(row[1], row[2]) for row in book["能力等级变化"].iter_rows(values_only=True)]

    def test_a_csv_marks_what_would_be_run(self, enter):
        text = enter.get("/learn/file/export/?year=all&format=csv").content.decode()
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text[1:])))
        assert rows[0][:3] == ["日期", "内容", "事项"]
        assert [row[1] for row in rows if "HYPERLINK" in row[1]] == ['\'=HYPERLINK("http://evil")']

    def test_is_about_the_member_alone(self, enter, world):
        for address in ("export/?year=all&format=csv", "everything/?format=json"):
            text = enter.get(f"/learn/file/{address}&member={world.other_learner.pk}").content.decode()
            assert "公文写作" in text
            assert world.other_learner.name not in text


class TestEverything:
    def test_tells_what_the_member_wrote_and_was_given(self, enter, filled):
        member = filled.learner
        notes.add_note(member=member, text="我的笔记")
        reading.add_item(member=member, item=Planned("《矛盾论》", clock.today().year))
        ask_for_correction(member=member, kind=Kind.POST)
        told = json.loads(enter.get("/learn/file/everything/?format=json").content)
        assert told["笔记"][0]["笔记"] == "我的笔记"
        assert told["读书计划"][0]["书名或文章"] == "《矛盾论》"
        assert told["更正申请"][0]["哪里不对"] == "岗位不对"
        assert {row["事实"] for row in told["学习记录"]} == {"通过测验", "能力认定"}
        assert told["账号"][0]
        book = load_workbook(io.BytesIO(enter.get("/learn/file/everything/").content))
        assert {"学员", "笔记", "读书计划", "更正申请", "学习记录", "账号"} <= set(book.sheetnames)

    def test_the_sheets_to_read_have_only_columns_with_a_name_in_words(self, filled, member_user):
        remember_first(filled.learner)
        notes.add_note(member=filled.learner, text="我的笔记")
        told = everything_of(filled.learner, member_user, to_read=True)
        assert [head for table in told for head in table.heads if head.isascii()] == []
        everything = {table.title: table.heads for table in everything_of(filled.learner, member_user)}
        assert "Seen" in everything["学习页状态"]
        assert "学习页状态" not in {table.title for table in told}

    def test_never_a_secret(self, enter, member_user):
        text = enter.get("/learn/file/everything/?format=json").content.decode()
        assert member_user.password not in text
        assert "last_login" not in text

    def test_every_table_about_a_member_is_asked(self, filled, member_user, count_queries):
        """A table added later is found by itself: each with a key to a member is read."""
        sent = "\n".join(count_queries(lambda: everything_of(filled.learner, member_user)))
        tables = {
            model._meta.db_table
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.related_model is Member and model is not Member
        }
        assert {table for table in tables if f'"{table}"' not in sent} == set()

    def test_as_many_queries_for_fifty_rows_as_for_one(self, filled, member_user, assert_same_queries):
        keys = iter(range(1000))

        def add(count: int) -> None:
            for _at in range(count):
                filled.tell("credited", f"k{next(keys)}", hours=1, mode="网络", platform="学习平台")
                notes.add_note(member=filled.learner, text="x")

        assert_same_queries(lambda: everything_of(filled.learner, member_user), add)


def test_the_file_moves_with_the_member(enter, filled, world):
    """G8: after a transfer the record is whole, in the new unit; what was noted of the old one stays noted."""
    transfer(member=filled.learner, branch=world.other_branch)
    page = enter.get("/learn/file/print/?year=all").content.decode()
    assert "乙单位 乙支部" in page
    assert "公文写作" in page
    rows = list(csv.reader(io.StringIO(enter.get("/learn/file/export/?year=all&format=csv").content.decode()[1:])))
    assert {row[-1] for row in rows[1:]} == {"甲支部"}


def test_a_first_assessment_is_no_growth_and_a_lapse_is_told(filled):
    import datetime as dt

    from lms.desk.growth import growth_of

    typing = filled.competency("DIG05", "打字", evidence_type="quiz", refresh_months=2)
    today = clock.today()
    filled.tell("assessed", "t1", competency_id=typing.pk, kind="self", level=1, day=dt.date(today.year - 1, 1, 10))
    filled.tell("assessed", "t2", competency_id=typing.pk, kind="test", level=3, day=dt.date(today.year - 1, 2, 10))
    found = [each for each in growth_of(filled.learner, today.year - 1, today.year, today) if each.what == "打字"]
    said = [(each.before, each.after, each.raised, each.is_first, each.lapsed) for each in reversed(found)]
    assert said == [
        ("未评估", "知道", False, True, False),
        ("知道", "熟练", True, False, False),
        ("熟练", "已到期", False, False, True),
    ]
