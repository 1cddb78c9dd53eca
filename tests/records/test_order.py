"""Any order of arrival and any split into batches gives the same facts."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.records import actions
from lms.records.facts import NewRecord
from lms.records.models import CreditEntry, LevelStep, Progress, Record
from lms.records.projections import run, survey

from .conftest import DAY

pytestmark = pytest.mark.django_db

VERBS = ("assessed", "assessed", "assessed", "completed", "passed", "attended", "started", "exempted", "credited", "opening")
KINDS = ("observation", "test", "supervisor", "self", "quiz", "task")


@st.composite
def stories(draw) -> list[dict]:
    """Facts as plain numbers, some of which correct another one, once."""
    facts = []
    for n in range(draw(st.integers(1, 9))):
        facts.append({
            "n": n, "verb": draw(st.sampled_from(VERBS)), "member": draw(st.integers(0, 2)), "about": draw(st.integers(0, 3)),
            "days": draw(st.sampled_from([0, 0, 1, 30, 200, 300, 800])), "kind": draw(st.sampled_from(KINDS)),
            "level": draw(st.integers(0, 4)), "success": draw(st.sampled_from([None, True, True, False])),
            "task": draw(st.booleans()), "void": draw(st.booleans()),
        })
    corrected = draw(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3, unique_by=lambda pair: pair[1]))
    for by, target in corrected:
        if by != target and by < len(facts) and "corrects" not in facts[by]:
            facts[by]["corrects"] = target
    return facts


def as_fact(world, raw: dict) -> NewRecord:
    verb, target = raw["verb"], raw.get("corrects")
    of_activity = verb not in ("assessed", "credited", "opening") or (verb == "assessed" and raw["task"])
    assessed = verb == "assessed"
    return NewRecord(
        member_id=world.members[raw["member"]].pk, verb=verb, source="story", key=f"k{raw['n']}",
        day=DAY + dt.timedelta(days=raw["days"]),
        activity_id=world.activities[raw["about"]].pk if of_activity else None,
        competency_id=world.competencies[raw["about"]].pk if assessed else None,
        kind=raw["kind"] if assessed else "", level=raw["level"] if assessed else None,
        success=raw["success"], hours=Decimal(raw["level"]) + Decimal("0.5") if verb in ("credited", "opening") else None,
        mode="onsite" if verb == "credited" and raw["task"] else "online" if verb == "credited" else "",
        corrects_source="story" if target is not None else "", corrects_key=f"k{target}" if target is not None else "",
        is_void=raw["void"] and target is not None,
    )


def picture() -> dict[str, set]:
    """All projections without row ids."""
    return {
        "levels": set(LevelStep.objects.values_list("member", "competency", "start", "until", "level", "basis", "record__key")),
        "progress": {
            (*row[:-1], tuple(row[-1]))
            for row in Progress.objects.values_list("member", "activity", "state", "started_on", "done_on", "score", "done_days")
        },
        "credit": set(CreditEntry.objects.values_list("member", "record__key", "target__code", "mode", "day", "hours")),
    }


class Undo(Exception):
    pass


def told(facts, cuts) -> dict[str, set]:
    """Tell the facts in batches, look, and take all back."""
    found: dict[str, set] = {}
    try:
        with transaction.atomic():
            borders = sorted({0, len(facts), *(cut for cut in cuts if cut < len(facts))})
            for start, end in itertools.pairwise(borders):
                outcome = actions.record_many(facts[start:end])
                assert (outcome.created, outcome.conflicts) == (end - start, [])
            assert list(survey.check()) == []
            found = picture()
            again = actions.record_many(facts)
            assert (again.created, again.same, again.conflicts) == (0, len(facts), [])
            assert picture() == found
            raise Undo
    except Undo:
        return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories(), st.randoms(), st.lists(st.integers(1, 8), max_size=3))
def test_any_order_and_any_batches_give_the_same_facts(world, story, random, cuts):
    facts = [as_fact(world, raw) for raw in story]
    whole = told(facts, [])
    assert told(facts, range(1, len(facts))) == whole
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert told(shuffled, cuts) == whole


def story_of(world) -> None:
    for n, verb in enumerate(("assessed", "passed", "credited", "completed")):
        actions.record(as_fact(world, {
            "n": n, "verb": verb, "member": n % 2, "about": n % 4, "days": n, "kind": "test", "level": 2, "success": True,
            "task": False, "void": False,
        }))


def test_rebuilding_brings_back_what_was_thrown_away(world):
    story_of(world)
    before = picture()
    LevelStep.objects.all().delete()
    CreditEntry.objects.filter(member=world.members[0]).update(hours=99)
    Progress.objects.update(state="started")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("check_projections", stdout=out, stderr=err)
    assert caught.value.code == 1
    assert "levelstep" in out.getvalue()
    call_command("rebuild_projections", "--member", "S000", stdout=out)
    call_command("check_projections", "--member", "S000", stdout=out)
    call_command("rebuild_projections", stdout=out)
    call_command("check_projections", stdout=out)
    assert picture() == before
    assert Record.objects.count() == 4


@pytest.mark.parametrize("chunk", [1, 1000])
def test_corrections_hold_however_many_members_are_computed_in_turn(world, monkeypatch, chunk):
    monkeypatch.setattr(run, "CHUNK", chunk)
    monkeypatch.setattr(run.chunks, "__defaults__", (chunk,))
    base = {"verb": "assessed", "about": 0, "days": 0, "kind": "test", "success": None, "task": False, "void": False}
    wrong = [base | {"n": n, "member": n, "level": 4} for n in range(3)]
    right = [base | {"n": n + 3, "member": n, "level": 1, "corrects": n} for n in range(3)]
    actions.record_many([as_fact(world, raw) for raw in wrong])
    actions.record_many([as_fact(world, raw) for raw in right])
    assert set(LevelStep.objects.values_list("level", flat=True)) == {1}
    assert list(survey.check()) == []


def test_projections_follow_a_merge(world):
    from lms.people.actions.merge import merge_members

    story_of(world)
    keep, drop = world.members[0], world.members[1]
    merge_members(keep=keep, drop=drop, by=None)
    assert {row[0] for rows in picture().values() for row in rows} == {keep.pk}
    late = as_fact(world, {
        "n": 9, "verb": "assessed", "member": 1, "about": 3, "days": 9, "kind": "test", "level": 4, "success": None,
        "task": False, "void": False,
    })
    actions.record(late)
    assert LevelStep.objects.get(record__key="k9").member_id == keep.pk
    assert list(survey.check()) == []
