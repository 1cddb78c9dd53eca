"""能力变化: before, after and the difference for those assessed twice; others are counted apart."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from lms.competencies.models import Competency, Domain, Framework
from lms.core import clock
from lms.people.models import Member
from lms.records.actions import record_many
from lms.records.facts import NewRecord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))


@pytest.fixture
def competencies(world):
    domain = Domain.objects.create(code="D", name="领域", framework=Framework.objects.create(code="F", name="框架"))
    return [Competency.objects.create(code=f"C{n}", name=f"能力{n}", domain=domain) for n in (1, 2)]


def assess(member: Member, competency: Competency, day: date, level: int, kind: str = "test") -> None:
    key = f"{member.pk}-{competency.pk}-{day}-{kind}"
    fact = NewRecord(
        member_id=member.pk, verb="assessed", source="test", key=key, day=day, competency_id=competency.pk, kind=kind, level=level
    )
    record_many([fact])


@pytest.fixture
def told(world, competencies):
    """李明 2 → 3 in C1, 王芳 2 → 2, 赵强 3 → 2; 王芳 once only in C2. Self-assessments and last year are not mixed in."""
    first, second = competencies
    assess(world.learner, first, date(2025, 6, 1), 4)
    assess(world.learner, first, date(2026, 2, 1), 1, "self")
    assess(world.learner, first, date(2026, 5, 1), 2)
    assess(world.learner, first, date(2026, 9, 1), 1, "self")
    assess(world.learner, first, date(2026, 9, 1), 3, "observation")
    assess(world.classmate, first, date(2026, 2, 1), 2)
    assess(world.classmate, first, date(2026, 8, 1), 2)
    assess(world.classmate, second, date(2026, 3, 1), 0)
    assess(world.other_learner, first, date(2026, 2, 1), 3)
    assess(world.other_learner, first, date(2026, 8, 1), 2)


@pytest.fixture
def ask(client, superuser, told):
    client.force_login(superuser)

    def rows(name: str = "growth", **params) -> list[dict[str, str]]:
        response = client.get(reverse(f"lms_reporting:{name}"), {**params, "export": "csv"})
        assert response.status_code == 200
        return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    return rows


def figures(row: dict[str, str]) -> list[str]:
    names = ("名称", "测过两次（人·能力）", "摸底平均等级", "最近平均等级", "变化", "提高", "不变", "降低", "只测过一次（单列）")
    return [row[name] for name in names]


def test_by_competency(ask):
    first, second = ask()
    assert figures(first) == ["能力1", "3", "2.33", "2.33", "0.0", "1", "1", "1", "0"]
    assert figures(second) == ["能力2", "0", "", "", "", "0", "0", "0", "1"], "who was assessed once is in no mean"


def test_by_tier_and_by_unit(ask, world):
    assert {row["名称"]: row["变化"] for row in ask(by="tier")} == {"领导干部": "-1.0", "青年干部": "1.0", "普通党员干部": "0.0"}
    assert {row["名称"]: (row["测过两次（人·能力）"], row["只测过一次（单列）"]) for row in ask(by="unit")} == {
        "甲单位": ("2", "1"), "乙单位": ("1", "0"),
    }  # fmt: skip
    assert [row["名称"] for row in ask(by="unit", unit=world.unit.pk)] == ["甲支部"]


def test_the_period_and_the_way_of_assessing(ask):
    assert ask(start="2025-01-01")[0]["摸底平均等级"] == "3.0", "李明began at 4 in 2025"
    assert ask(end="2026-04-01")[0]["测过两次（人·能力）"] == "0"
    formal = {row["名称"]: row["摸底平均等级"] for row in ask(kind="formal")}
    assert formal["能力1"] == "2.33"
    assert figures(ask(kind="self")[0])[:5] == ["能力1", "1", "1.0", "1.0", "0.0"]


def test_a_number_opens_its_persons_and_a_person_the_records(ask, client, world, competencies):
    names = [row["姓名"] for row in ask("growth_people", competency=competencies[0].pk, show="higher")]
    assert names == ["李明"]
    once = ask("growth_people", show="once")
    assert [(row["姓名"], row["能力"], row["最近等级"]) for row in once] == [("王芳", "能力2", "")]
    page = client.get(reverse("lms_reporting:growth")).content.decode()
    assert f"competency={competencies[0].pk}" in page and "show=higher" in page
    people = client.get(reverse("lms_reporting:growth_people")).content.decode()
    assert reverse("lms_reporting:person", args=[world.learner.pk]) in people


def test_only_the_own_people(client, told, unit_admin, trainer, world):
    client.force_login(unit_admin)
    page = client.get(reverse("lms_reporting:growth_people")).content.decode()
    assert "李明" in page and "赵强" not in page
    assert client.get(reverse("lms_reporting:growth"), {"unit": world.other_unit.pk}).status_code == 404
    client.force_login(trainer)
    assert client.get(reverse("lms_reporting:growth")).status_code == 302


def test_one_question_however_many_members(client, superuser, told, world, competencies, assert_same_queries):
    client.force_login(superuser)

    def more(count: int) -> None:
        for _ in range(count):
            number = Member.objects.count()
            member = Member.objects.create(code=f"X{number}", name=f"学员{number}", branch=world.branch, tier=world.tiers["GEN"])
            assess(member, competencies[0], date(2026, 1, 5), 1)
            assess(member, competencies[0], date(2026, 6, 5), 2)

    for name in ("growth", "growth_people"):
        assert_same_queries(lambda name=name: client.get(reverse(f"lms_reporting:{name}")), more, rows=12)
