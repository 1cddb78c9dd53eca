"""Who lacks what, as a unit administrator finds and exports it; 缺课程 for trainers; 重复安排率."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.core import clock
from lms.core.models import Revision
from lms.people.actions.grants import give_grant
from lms.people.models import OrgUnit, Post
from lms.people.roles import Role
from lms.planning import world as planning_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))


@pytest.fixture
def unit_head(client, sample, django_user_model):
    user = django_user_model.objects.create_user("jiaju", password="x")
    give_grant(user=user, role=Role.UNIT, unit=OrgUnit.objects.get(name="甲局党组"))
    client.force_login(user)
    return client


def sheet(client, name: str, **params) -> list[dict[str, str]]:
    response = client.get(reverse(f"lms_reporting:{name}"), {**params, "export": "csv"})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_line_for_each_member_and_competency(client, superuser, sample):
    client.force_login(superuser)
    rows = sheet(client, "lacking", basis="lacking")
    assert len(rows) == 98, "the gaps that follow from the definition"
    assert len({(row["学员编号"], row["能力编码"]) for row in rows}) == 98
    assert all(row["要求等级"] > row["现有等级"] for row in rows)
    unassessed = sheet(client, "lacking", basis="none")
    assert unassessed and {row["依据"] for row in unassessed} == {"未评估"}
    assert len(sheet(client, "lacking")) == 98 + len(unassessed)


def test_every_number_by_competency_opens_as_many_persons(client, superuser, sample):
    client.force_login(superuser)
    keys = {each.code: each.pk for each in Competency.objects.all()}
    for row in sheet(client, "gaps")[:6]:
        competency = keys[row["能力编码"]]
        assert len(sheet(client, "lacking", competency=competency, basis="lacking")) == int(row["缺人数"])
        assert len(sheet(client, "lacking", competency=competency, basis="none")) == int(row["未评估（单列）"])
        for level in range(1, 5):
            assert len(sheet(client, "lacking", competency=competency, level=level)) == int(row[f"要求{level}级"])


def test_the_unit_administrator_exports_own_people_in_one_click(unit_head):
    page = unit_head.get(reverse("lms_reporting:gaps")).content.decode()
    address = reverse("lms_reporting:lacking") + "?export=xlsx"
    assert address in page
    book = load_workbook(io.BytesIO(b"".join(unit_head.get(address).streaming_content)))
    heading, *rows = list(book.active.iter_rows(values_only=True))
    assert heading[:4] == ("学员编号", "姓名", "所在党支部", "层次")
    assert rows and all(str(row[2]).startswith("甲局") for row in rows)


def test_filters_of_gaps(unit_head):
    everything = sheet(unit_head, "lacking")
    some = next(row for row in everything if row["岗位"])
    post = some["岗位"].split("、")[0]
    rows = sheet(unit_head, "lacking", post=Post.objects.get(name=post).pk)
    assert 0 < len(rows) < len(everything)
    assert all(post in row["岗位"] for row in rows)
    domain = Competency.objects.get(code=some["能力编码"]).domain
    rows = sheet(unit_head, "lacking", domain=domain.pk)
    assert {Competency.objects.get(code=row["能力编码"]).domain for row in rows} == {domain}


def test_a_foreign_unit_is_not_found(unit_head):
    foreign = OrgUnit.objects.get(name="乙局党组")
    for name in ("gaps", "lacking", "unsupplied", "redundancy", "completion", "people"):
        for params in ({}, {"export": "xlsx"}, {"print": "1"}):
            assert unit_head.get(reverse(f"lms_reporting:{name}"), {"unit": foreign.pk, **params}).status_code == 404, name


def test_missing_lessons_open_names_for_administrators_only(client, superuser, sample, django_user_model):
    client.force_login(superuser)
    row = next(each for each in sheet(client, "unsupplied") if int(each["缺人数"]))
    competency = Competency.objects.get(code=row["能力编码"])
    opened = sheet(client, "lacking", competency=competency.pk, rung=row["等级"], basis="lacking")
    assert len(opened) == int(row["缺人数"])
    address = f"{reverse('lms_reporting:lacking')}?competency={competency.pk}"
    assert address in client.get(reverse("lms_reporting:unsupplied")).content.decode().replace("&amp;", "&")
    trainer = django_user_model.objects.create_user("jiaoyuan", password="x")
    give_grant(user=trainer, role=Role.TRAINER, unit=OrgUnit.objects.get(parent=None))
    client.force_login(trainer)
    page = client.get(reverse("lms_reporting:unsupplied")).content.decode()
    assert row["能力"] in page and reverse("lms_reporting:lacking") not in page
    assert "只有人数，没有姓名" in page


def test_missing_lessons_say_since_when(client, superuser, sample):
    client.force_login(superuser)
    wanted = sheet(client, "gaps")[0]["能力编码"]
    assert wanted not in {row["能力编码"] for row in sheet(client, "unsupplied")}
    Activity.objects.filter(teaches__competency__code=wanted).update(valid_until=date(2026, 6, 30))
    Revision.bump("catalogue")
    planning_world.forget()
    rows = [row for row in sheet(client, "unsupplied") if row["能力编码"] == wanted]
    assert rows and {row["从何时起缺"] for row in rows} == {"2026-07-01"}, "the day after the last lesson expired"


def test_how_much_of_the_plans_is_mastered_already(client, superuser, sample):
    client.force_login(superuser)
    rows = sheet(client, "redundancy")
    assert sum(int(row["安排课次"]) for row in rows) > 100
    assert all(int(row["其中已掌握"]) <= int(row["安排课次"]) for row in rows)
    page = client.get(reverse("lms_reporting:completion")).content.decode()
    assert reverse("lms_reporting:redundancy") in page


def test_more_members_than_can_be_read_at_once_get_a_reason_and_no_empty_sheet(unit_head, settings):
    settings.LMS = {**settings.LMS, "INLINE_LIMIT": 2}
    for name in ("gaps", "lacking", "unsupplied", "redundancy"):
        for params in ({"export": "xlsx"}, {"print": "1"}):
            response = unit_head.get(reverse(f"lms_reporting:{name}"), params)
            assert response.status_code == 302 and response.url == reverse(f"lms_reporting:{name}")
        assert "超过一次能算的人数" in unit_head.get(reverse(f"lms_reporting:{name}")).content.decode()
