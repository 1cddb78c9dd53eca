"""Every number opens the persons behind it, a person the records; and what stands behind a figure adds up to it."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import Member, OrgUnit, Tier
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.records.models import Record
from lms.reporting import actions, person_queries
from lms.reporting.completion import Figures, Period
from lms.reporting.models import MemberSummary

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def head(client, superuser, sample):
    client.force_login(superuser)
    return client


def sheet(response) -> list[dict[str, str]]:
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def people(client, address: str) -> list[dict[str, str]]:
    return sheet(client.get(f"{address}{'&' if '?' in address else '?'}export=csv"))


def links(page: str, name: str) -> list[str]:
    return [unescape(each) for each in re.findall(rf'href="({re.escape(reverse(name))}\?[^"]*)"', page)]


def test_the_two_numbers_of_every_share_are_the_sums_of_their_persons(head):
    page = head.get(reverse("lms_reporting:completion")).content.decode()
    opened = [each for each in links(page, "lms_reporting:people") if "show=" in each]
    assert len(opened) > 20
    total = sheet(head.get(reverse("lms_reporting:completion"), {"export": "csv"}))[-1]
    sums = {
        "due": "必学应学", "due_begun": "必学已学", "gap_closed": "已补缺项", "unassessed": "未评估（单列）",
        "hours_met": "学时达标人数",
    }
    for show, column in sums.items():
        rows = people(head, f"{reverse('lms_reporting:people')}?show={show}")
        assert sum(int(row[column]) for row in rows) == int(total[column]), show
        assert all(int(row[column]) for row in rows)
    for address in opened:
        assert people(head, address), address


def test_done_and_not_done_are_all_who_are_due(head):
    def codes(show: str) -> set[str]:
        return {row["学员编号"] for row in people(head, f"{reverse('lms_reporting:people')}?show={show}")}

    for whole in ("due", "gap", "hours"):
        done, still = {"hours": ("hours_met", "hours_short")}.get(whole, (f"{whole}_done", f"{whole}_open"))
        assert codes(done) | codes(still) == codes(whole)
        assert not codes(done) & codes(still)


def test_choices_go_along_while_drilling_and_back(head):
    unit = OrgUnit.objects.get(name="甲局党组")
    page = head.get(reverse("lms_reporting:completion"), {"unit": unit.pk, "year": 2025, "by": "category"}).content.decode()
    address = next(each for each in links(page, "lms_reporting:people") if "category=" in each)
    assert f"unit={unit.pk}" in address and "year=2025" in address
    listed = head.get(address).content.decode()
    assert any(f"unit={unit.pk}" in each and "year=2025" in each for each in links(listed, "lms_reporting:completion"))
    person = re.search(r'href="(/admin/reports/lms/person/\d+/\?[^"#]*)"', listed)
    assert person
    detail = head.get(unescape(person[1])).content.decode()
    assert any(f"unit={unit.pk}" in each and "year=2025" in each for each in links(detail, "lms_reporting:people"))


def test_a_unit_opens_its_children_and_its_own_people_stand_apart(head):
    unit = OrgUnit.objects.get(name="甲局党组")
    rows = sheet(head.get(reverse("lms_reporting:completion"), {"unit": unit.pk, "export": "csv"}))
    named = {row["名称"] for row in rows}
    assert "甲局机关第一党支部" in named or any("机关" in name for name in named)
    assert int(rows[-1]["人数"]) == sum(int(row["人数"]) for row in rows[:-1]) == 13


def test_by_tier_and_by_category_for_one_tier(head):
    rows = sheet(head.get(reverse("lms_reporting:completion"), {"by": "tier", "export": "csv"}))
    assert {row["名称"]: row["人数"] for row in rows} == {"领导干部": "10", "青年干部": "12", "普通党员干部": "18", "合计": "40"}
    lead = Tier.objects.get(code="LEAD")
    rows = sheet(head.get(reverse("lms_reporting:completion"), {"by": "category", "tier": lead.pk, "export": "csv"}))
    assert rows[-1]["人数"] == "10"


def test_what_a_person_is_shown_adds_up_to_the_figures(sample):
    actions.freshen(2026)
    for summary in MemberSummary.objects.filter(year=2026).select_related("member"):
        records = person_queries.records_of(summary.member, Period.year(2026, TODAY))
        year = person_queries.year_of(summary.member, 2026, TODAY, records)
        assert (len(year.compulsory), sum(row.done_on is not None for row in year.compulsory)) == (summary.due, summary.due_done)
        assert all(row.record for row in year.compulsory if row.done_on)
        total = sum((row.figures for row in year.abilities), Figures())
        parts = ("gap_open", "gap_added", "gap_withdrawn", "gap_closed", "unassessed")
        assert [getattr(total, name) for name in parts] == [getattr(summary, name) for name in parts], summary.member.code


def test_a_person_says_who_entered_what_from_where_and_by_which_rules(head, superuser):
    member = Member.objects.get(code="S002")
    lesson = Activity.objects.filter(kind="lesson").first() or Activity.objects.first()
    record(
        NewRecord(
            member_id=member.pk, verb="completed", source="admin", key="one", day=TODAY, activity_id=lesson.pk, success=True
        ),
        by=superuser,
    )
    page = head.get(reverse("lms_reporting:person", args=[member.pk])).content.decode()
    row = Record.objects.get(source="admin", key="one")
    assert reverse("lms_records:inspect", args=[row.pk]) in page
    assert "在后台登记" in page and superuser.get_username() in page
    for heading in ("必学", "能力与缺项", "学时", "计划", "学习记录"):
        assert f"<h2>{heading}</h2>" in page


def test_a_person_is_a_workbook_of_five_sheets(head):
    member = Member.objects.get(code="S001")
    response = head.get(reverse("lms_reporting:person", args=[member.pk]), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["学习记录", "必学", "能力与缺项", "学时", "计划"]
    assert book["能力与缺项"].max_row > 5


def test_files_have_names_that_people_read(head):
    def named(name: str, **params) -> str:
        response = head.get(reverse(f"lms_reporting:{name}"), params)
        list(response.streaming_content)
        return unquote(response["Content-Disposition"]).partition("''")[2]

    unit = OrgUnit.objects.get(name="甲局党组")
    assert named("completion", export="xlsx", unit=unit.pk) == "完成情况-2026 年-甲局党组.xlsx"
    assert named("people", export="csv", unit=unit.pk, show="due_open") == "完成情况-未学完-2026 年-甲局党组.csv"
    assert named("gaps", export="csv").startswith("能力差距-2026-11-21-")
    assert named("care", export="csv").startswith("关怀名单-")


def test_the_printed_page_has_all_lines_and_says_for_whom(head):
    page = head.get(reverse("lms_reporting:people"), {"print": "1"}).content.decode()
    assert page.count("<tr>") == 41
    for word in ("填报单位", "填报日期", "2026年11月21日", "填报人", "审核人", "口径"):
        assert word in page
    assert "w-sidebar" not in page and "<script src" in page
    completion = head.get(reverse("lms_reporting:completion"), {"print": "1"}).content.decode()
    assert "按时长分档计学时 v1" in completion and "统计截至 2026-11-21" in completion


def test_a_picture_for_each_figure_and_none_merged(head):
    page = head.get(reverse("lms_reporting:completion")).content.decode()
    assert [title for title in ("必学完成率", "补缺率", "学时达标率") if title in page] == ["必学完成率", "补缺率", "学时达标率"]
    assert page.count('class="chart__title"') == 3
