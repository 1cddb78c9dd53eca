"""What the one door promises: written once, stamped, corrected, refused."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.people.models import MemberPast
from lms.records import actions
from lms.records.doorway import Sorted, sort_out
from lms.records.facts import BadFact, NewRecord
from lms.records.models import LevelStep, Record
from lms.records.projections import survey
from lms.records.signals import recorded

from .conftest import DAY, World

pytestmark = pytest.mark.django_db


def assessed(world: World, member: int = 0, competency: int = 0, level: int = 2, kind: str = "test", **more) -> NewRecord:
    pk, about, day = world.members[member].pk, world.competencies[competency].pk, more.pop("day", DAY)
    fields = {"source": "sheet:evidence", "key": f"m{pk}:c{about}:{day}:{kind}"} | more
    return NewRecord(member_id=pk, verb="assessed", day=day, competency_id=about, kind=kind, level=level, **fields)


def steps() -> list[tuple]:
    rows = LevelStep.objects.order_by("member", "competency", "start")
    return list(rows.values_list("member_id", "competency_id", "level", "basis", "start", "until"))


def test_one_assessment_gives_one_step(world):
    row = actions.record(assessed(world))
    until = dt.date(2028, 3, 15)
    assert steps() == [(world.members[0].pk, world.competencies[0].pk, 2, "formal", DAY, until)]
    assert LevelStep.objects.get().record_id == row.pk


def test_the_same_fact_twice_writes_nothing(world):
    first = actions.record(assessed(world))
    assert actions.record(assessed(world)).pk == first.pk
    outcome = actions.record_many([assessed(world), assessed(world)])
    assert (outcome.created, outcome.same, outcome.conflicts) == (0, 2, [])
    assert Record.objects.count() == 1


def test_other_content_under_the_same_key_is_refused_and_the_rest_is_written(world):
    first = actions.record(assessed(world))
    outcome = actions.record_many([assessed(world, level=3), assessed(world, member=1)])
    assert outcome.created == 1
    assert [(fact.level, pk) for fact, pk in outcome.conflicts] == [(3, first.pk)]
    with pytest.raises(actions.Conflict) as caught:
        actions.record(assessed(world, level=3))
    assert caught.value.existing_id == first.pk


def test_two_contents_in_one_batch_the_first_stands(world):
    outcome = actions.record_many([assessed(world), assessed(world, level=4)])
    assert outcome.created == 1
    assert outcome.conflicts[0][1] == Record.objects.get().pk


def test_a_dry_run_writes_nothing(world):
    outcome = actions.record_many([assessed(world), assessed(world), assessed(world, level=4)], dry_run=True)
    assert (outcome.created, outcome.same, len(outcome.conflicts)) == (1, 1, 1)
    assert not Record.objects.exists()


@pytest.mark.parametrize("first", [True, False])
def test_a_correction_counts_whenever_it_arrives(world, first):
    wrong = assessed(world, level=4)
    names = {"corrects_source": wrong.source, "corrects_key": wrong.key}
    right = assessed(world, member=1, level=1, key="fixed", reason="mistake", **names)
    for fact in (right, wrong) if first else (wrong, right):
        actions.record(fact)
    assert [step[:3] for step in steps()] == [(world.members[1].pk, world.competencies[0].pk, 1)]


def test_a_void_takes_the_row_away_and_a_second_correction_is_refused(world):
    wrong = assessed(world)
    actions.record(wrong)
    void = assessed(world, key="void", level=None, is_void=True, corrects_source=wrong.source, corrects_key=wrong.key)
    written = actions.record(void)
    assert steps() == []
    second = assessed(world, key="again", corrects_source=wrong.source, corrects_key=wrong.key)
    outcome = actions.record_many([second])
    assert (outcome.created, outcome.conflicts) == (0, [(second, written.pk)])


def test_stamps_say_where_the_member_stood_then(world):
    member = world.members[0]
    old = {"branch": world.units[1].pk, "category": None, "rank": "", "tier_override": None}
    MemberPast.objects.create(member=member, end=DAY, facts=old)
    then, later = actions.record(assessed(world)), actions.record(assessed(world, day=DAY + dt.timedelta(days=1)))
    assert (then.unit_id, later.unit_id) == (world.units[1].pk, world.units[0].pk)
    assert (then.tier_code, then.post_codes) == ("LEAD", "P01|P05")


def test_a_fact_that_cannot_stand_stops_the_whole_batch(world):
    for bad in (assessed(world, level=5), assessed(world, key=""), assessed(world, is_void=True), assessed(world, kind="mood")):
        with pytest.raises(BadFact):
            actions.record_many([assessed(world), bad])
    assert not Record.objects.exists()


def test_the_signal_names_all_touched_members(world):
    heard: list[list[int]] = []

    def listen(member_ids, **kwargs):
        heard.append(member_ids)

    recorded.connect(listen)
    try:
        wrong = assessed(world)
        actions.record(wrong)
        actions.record(assessed(world, member=1, key="moved", corrects_source=wrong.source, corrects_key=wrong.key))
        actions.record(wrong)
    finally:
        recorded.disconnect(listen)
    assert heard == [[world.members[0].pk], [world.members[0].pk, world.members[1].pk]]


def test_one_assessment_takes_at_most_eight_statements_however_many_came_before(world):
    counts = []
    for n in range(4):
        with CaptureQueriesContext(connection) as queries:
            actions.record(assessed(world, level=n, day=DAY + dt.timedelta(days=n)))
        # Who listens to ``recorded`` (the plans and the sums, marked as stale) is not the door's own.
        beside = ("SAVEPOINT", "lms_planning", "lms_reporting")
        counts.append(len([query for query in queries.captured_queries if not any(word in query["sql"] for word in beside)]))
    assert max(counts) == counts[-1] <= 8


def test_an_administrator_enters_completion_for_several(world, admin_user):
    ids = [member.pk for member in world.members]
    outcome = actions.record_completion(
        member_ids=ids, activity=world.activities[0], day=DAY, reason="paper", by=admin_user, score=Decimal("90"), passed=True
    )
    assert outcome.created == 4
    assert not LevelStep.objects.exists()
    assert list(world.members[0].progress.values_list("state", "done_on")) == [("passed", DAY)]
    again = actions.record_completion(
        member_ids=ids, activity=world.activities[0], day=DAY, reason="paper", by=admin_user, score=Decimal("90"), passed=True
    )
    assert (again.created, again.same) == (0, 4)


def test_a_fact_written_by_somebody_else_between_look_and_insert_counts_as_known(world, monkeypatch):
    first = actions.record(assessed(world))
    looks = []

    def blind_once(facts, same_person):
        looks.append(len(facts))
        if len(looks) > 1:
            return sort_out(facts, same_person)
        return Sorted(fresh={(fact.source, fact.key): fact for fact in facts})

    monkeypatch.setattr(actions, "sort_out", blind_once)
    outcome = actions.record_many([assessed(world), assessed(world, member=1)])
    assert (outcome.created, outcome.same, len(looks)) == (1, 1, 2)
    assert set(Record.objects.values_list("member_id", flat=True)) == {world.members[0].pk, world.members[1].pk}
    assert actions.record(assessed(world)).pk == first.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_two_writers_of_one_member_leave_projections_that_agree(world):
    barrier = threading.Barrier(2)
    failures: list[Exception] = []

    def write(offset: int) -> None:
        try:
            barrier.wait(timeout=30)
            for n in range(offset, 20, 2):
                actions.record(assessed(world, level=n % 5, day=DAY + dt.timedelta(days=n)))
        except Exception as problem:  # noqa: BLE001  (told to the test below)
            failures.append(problem)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(offset,)) for offset in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert Record.objects.count() == 20
    assert list(survey.check()) == []
