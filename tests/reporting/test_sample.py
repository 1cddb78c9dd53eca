"""The figures that are known of the sample organisation, read from the screens' own sheets."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.core import clock
from lms.people.models import Member
from lms.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))


@pytest.fixture
def ask(client, superuser, sample):
    client.force_login(superuser)

    def rows(name: str, *args, **params) -> list[dict[str, str]]:
        response = client.get(reverse(f"lms_reporting:{name}", args=args), {**params, "export": "csv"})
        assert response.status_code == 200
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return rows


def codes(rows: list[dict[str, str]]) -> list[str]:
    return [row["学员编号"] for row in rows]


def test_short_of_hours_last_year(ask):
    rows = ask("under_trained")
    assert len(rows) == 15
    first = [(row["学员编号"], float(row["已完成学时"]), float(row["应完成学时"])) for row in rows[:3]]
    assert first == [("S011", 24, 56), ("S009", 30, 56), ("S032", 31, 56)]
    assert rows[0]["完成比例"] == "43%"
    assert {"S012", "S013"}.isdisjoint(codes(rows))
    assert codes(ask("under_trained", below="half")) == ["S011"]
    assert ask("under_trained", below="zero") == []


def test_members_without_a_fixed_target_are_cared_for(ask):
    rows = {row["学员编号"]: row for row in ask("care")}
    assert {"S010", "S012", "S013", "S036"} <= rows.keys()
    assert [rows[code]["学时要求"] for code in ("S012", "S013")] == ["弹性，无固定要求"] * 2
    assert rows["S010"]["学时要求"] == "有固定要求"
    assert "6" in rows["S012"]["本年度学时"]


def test_what_does_not_fit(ask):
    assert [row["编码"] for row in ask("no_contact")] == ["ORG-413"]
    assert [(row["学员编号"], row["岗位"]) for row in ask("contradictions")] == [("S022", "党务干部")]
    assert {"S012", "S013"} <= set(codes(ask("no_post")))


def test_gaps_of_the_seven_with_a_baseline(ask):
    rows = ask("gaps")
    assert sum(int(row["缺人数"]) for row in rows) == 98
    levels = [sum(int(row[f"要求{level}级"]) for level in range(1, 5)) for row in rows]
    assert levels == [int(row["缺人数"]) for row in rows]


def test_lessons_that_are_missing(ask):
    found = {(row["能力编码"], row["等级"]): row for row in ask("unsupplied")}
    assert {("PTY04", "4"), ("SVC06", "4")} <= found.keys()
    assert all("S0" not in value for row in found.values() for value in row.values()), "numbers, no names"


def test_completion_by_unit_tier_category_and_post(ask):
    assert all(row["层次"] == "合计" for row in ask("completion"))
    by_unit = ask("completion", split="1")
    assert by_unit[-1]["名称"] == "合计" and by_unit[-1]["人数"] == "40"
    assert sum(int(row["人数"]) for row in by_unit if row["层次"] != "合计") == 40
    tiers = Counter()
    for row in by_unit:
        tiers[row["层次"]] += int(row["人数"])
    assert (tiers["领导干部"], tiers["青年干部"], tiers["普通党员干部"]) == (10, 12, 18)
    by_category = ask("completion", by="category")
    assert {row["名称"]: row["人数"] for row in by_category if row["层次"] == "合计"}["群众"] == "1"
    by_post = ask("completion", by="post", split="1")
    assert by_post[-1]["人数"] == "40"
    assert sum(int(row["人数"]) for row in by_post[:-1] if row["层次"] == "合计") > 40 - 3, "additional posts count too"


def test_last_year_has_hours_and_no_compulsory_figure_of_zero(ask):
    total = ask("completion", year=2025)[-1]
    assert total["有学时要求人数"] == "38"
    assert total["补缺率"] == "—"


def test_a_number_opens_its_persons_and_a_person_the_records(ask):
    short = ask("people", show="hours_short", year=2025)
    total = ask("completion", year=2025)[-1]
    assert len(short) == int(total["有学时要求人数"]) - int(total["学时达标人数"])
    gaps = ask("people", show="gap")
    assert len(gaps) == 7
    member = Member.objects.get(code="S001")
    records = ask("person", member.pk)
    assert len(records) == Record.objects.filter(member=member, day__year=2026).count() > 0
    assert {row["学员编号"] for row in records} == {"S001"}
    assert len(ask("person", member.pk, year=2025)) == 1, "the opening hours of last year"


def test_the_workbook_has_the_same_cells_as_the_csv(ask, client):
    rows = ask("completion")
    response = client.get(reverse("lms_reporting:completion"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heading, *cells = [[str(cell if cell is not None else "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert heading == list(rows[0])
    assert [row[:4] for row in cells] == [[row[name] for name in heading[:4]] for row in rows]
    assert len(cells) == len(rows)


def test_every_report_says_as_of_when_and_by_which_rules(client, ask):
    page = client.get(reverse("lms_reporting:completion")).content.decode()
    assert "统计截至 2026-11-21" in page and "按时长分档计学时 v1" in page
    assert "人数" in page and "人次" in page
