"""Hours from the record: which records give them, towards what, under which version."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lms.catalogue.models import CreditRule, CreditRuleVersion, HoursTarget
from lms.records import actions, queries
from lms.records.facts import NewRecord
from lms.records.models import CreditEntry, LevelStep, Progress

from .conftest import DAY

pytestmark = pytest.mark.django_db


def fact(world, verb: str, about: int = 0, day: dt.date = DAY, **more) -> NewRecord:
    fields = {"source": "lesson", "key": f"{verb}:{about}:{day}", "activity_id": world.activities[about].pk} | more
    return NewRecord(member_id=world.members[0].pk, verb=verb, day=day, **fields)


def hours(world, year: int = 2026) -> dict[str, Decimal]:
    codes = dict(HoursTarget.objects.values_list("pk", "code"))
    pk = world.members[0].pk
    return {codes[target]: amount for target, amount in queries.hours_by_target([pk], year)[pk].items()}


def test_completed_lessons_count_by_form(world):
    actions.record_many([fact(world, "completed"), fact(world, "attended", 2), fact(world, "passed", 3)])
    quarter, one, half = Decimal("0.25"), Decimal(1), Decimal("0.5")
    assert hours(world) == {"PARTY": quarter + one + half, "ONLINE": quarter + half, "CADRE": one}


def test_seen_but_not_passed_started_and_exempted_give_nothing(world):
    actions.record_many([fact(world, "completed", success=False), fact(world, "started", 1), fact(world, "exempted", 2)])
    assert hours(world) == {}
    assert dict(Progress.objects.values_list("activity__code", "state")) == {
        "K001": "seen", "K002": "started", "K008": "exempted",
    }


def test_the_same_lesson_counts_once_a_year_and_again_in_the_next(world):
    actions.record_many([fact(world, "completed", day=day) for day in (DAY, DAY + dt.timedelta(days=9), dt.date(2027, 1, 1))])
    assert (hours(world)["PARTY"], hours(world, 2027)["PARTY"]) == (Decimal("0.25"), Decimal("0.25"))
    assert Progress.objects.get().done_days == ["2026-03-15", "2026-03-24", "2027-01-01"]


def test_an_earlier_completion_told_later_takes_the_hours(world):
    actions.record(fact(world, "completed", day=DAY))
    actions.record(fact(world, "completed", day=DAY - dt.timedelta(days=9)))
    assert {entry.day for entry in CreditEntry.objects.all()} == {DAY - dt.timedelta(days=9)}


def test_a_new_version_of_the_rules_does_not_touch_old_hours(world):
    old = CreditRuleVersion.objects.get(rule_set__code="tiered")
    old.end = DAY
    old.save(update_fields=["end"])
    new = CreditRuleVersion.objects.create(rule_set=old.rule_set, number=2, start=DAY + dt.timedelta(days=1))
    rule = CreditRule.objects.create(version=new, value=Decimal(3))
    rule.targets.set(HoursTarget.objects.filter(code="PARTY"))
    before = actions.record(fact(world, "completed"))
    after = actions.record(fact(world, "completed", 1, day=DAY + dt.timedelta(days=1)))
    assert (before.rules_id, after.rules_id) == (old.pk, new.pk)
    assert hours(world) == {"PARTY": Decimal("3.25"), "ONLINE": Decimal("0.25")}


def test_outside_and_opening_hours(world):
    more = {"activity_id": None, "hours": Decimal("2.5")}
    actions.record_many([
        fact(world, "credited", mode="online", platform="学习强国", key="a", **more),
        fact(world, "credited", mode="集中", key="b", **more),
        fact(world, "opening", key="c", day=dt.date(2025, 12, 31), activity_id=None, hours=Decimal(96)),
    ])
    assert hours(world) == {"PARTY": Decimal(5), "ONLINE": Decimal("2.5"), "CADRE": Decimal("2.5")}
    assert hours(world, 2025) == {"PARTY": Decimal(96)}


def test_a_passed_check_proves_what_the_lesson_taught_then(world):
    row = actions.record(fact(world, "passed", score=Decimal(80)))
    teaches = {(competency.pk, level) for competency, level in ((world.competencies[0], 1), (world.competencies[3], 2))}
    assert {tuple(pair) for pair in row.data["teaches"]} == teaches
    world.activities[0].teaches.all().delete()
    actions.reproject([world.members[0].pk])
    found = queries.levels_on([world.members[0].pk], DAY)[world.members[0].pk]
    assert {(pk, level.level) for pk, level in found.items()} == teaches
    assert {level.basis for level in found.values()} == {"learned"}


@pytest.mark.parametrize(
    ("verb", "more", "proves"),
    [
        ("passed", {}, True), ("passed", {"success": False}, False), ("passed", {"source": "admin"}, False),
        ("exempted", {}, False), ("exempted", {"score": Decimal(90)}, True), ("completed", {"score": Decimal(90)}, False),
    ],
)
def test_which_facts_are_evidence_of_what_is_taught(world, verb, more, proves):
    actions.record(fact(world, verb, **more))
    assert LevelStep.objects.exists() is proves


def test_a_competency_that_counts_evidence_otherwise_is_computed_anew(world):
    actions.record(fact(world, "passed"))
    competency = world.competencies[0]
    competency.evidence_type = "task"
    competency.save(update_fields=["evidence_type"])
    assert actions.reproject_competencies([competency.pk]) == [world.members[0].pk]
    assert set(queries.levels_on([world.members[0].pk], DAY)[world.members[0].pk]) == {world.competencies[3].pk}


def test_the_transcript_takes_the_same_queries_for_one_row_and_for_fifty(world, django_assert_num_queries):
    def told(first: int, last: int) -> None:
        actions.record_many([fact(world, "completed", n % 5, day=DAY + dt.timedelta(days=n)) for n in range(first, last)])

    for first, last in ((0, 1), (1, 50)):
        told(first, last)
        with django_assert_num_queries(4):
            paper = queries.transcript(world.members[0])
            assert [(entry.record.activity.title, entry.record.unit.name) for entry in paper.entries]
        assert len(paper.entries) == last
    assert {target.code: amount for target, amount in paper.totals.items()} == hours(world)
