"""Versions of the lines of a set."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from lms.core.dates import holds_on
from lms.core.models import Revision
from lms.requirements.actions import LineData, replace_lines, set_for_post
from lms.requirements.models import Line, RequirementSet, SetVersion

pytestmark = pytest.mark.django_db
D = dt.date
FIRST = D(2026, 1, 1)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def asked_on(requirement_set, on) -> dict[int, tuple[int, dt.date | None]]:
    """Competency id → (level, since), read as of a day. At most one version holds."""
    versions = [each for each in requirement_set.versions.all() if holds_on(each.start, each.end, on)]
    assert len(versions) <= 1
    rows = Line.objects.filter(version__in=versions)
    return {pk: (level, since) for pk, level, since in rows.values_list("competency_id", "level", "since")}


@pytest.fixture
def post_set(world, today) -> RequirementSet:
    return set_for_post(world.posts["P01"])


@pytest.fixture
def line(competencies):
    return lambda at, level, **fields: LineData("competency", competency_id=competencies[at].pk, level=level, **fields)


def test_the_set_of_a_post_is_made_once(post_set, world):
    assert (post_set.code, post_set.source, list(post_set.posts.all())) == ("post:P01", "post:P01", [world.posts["P01"]])
    assert set_for_post(world.posts["P01"]) == post_set


def test_the_first_lines_hold_since_always(post_set, line, told, today):
    assert replace_lines(requirement_set=post_set, lines=[line(0, 3)], on=today)
    assert asked_on(post_set, D(1990, 1, 1)) == {line(0, 3).competency_id: (3, None)}
    assert told == [("sets", [post_set.pk])]


def test_a_set_may_begin_on_a_day(post_set, line):
    replace_lines(requirement_set=post_set, lines=[line(0, 3)], first_start=day(5))
    assert asked_on(post_set, day(4)) == {}
    assert asked_on(post_set, day(5)) == {line(0, 3).competency_id: (3, day(5))}


def test_an_edit_opens_a_version_and_keeps_the_past(post_set, line):
    one, two, three = (line(at, 1).competency_id for at in range(3))
    replace_lines(requirement_set=post_set, lines=[line(0, 3), line(1, 2)])
    assert replace_lines(requirement_set=post_set, lines=[line(0, 3), line(1, 4), line(2, 1)], on=day(10))
    assert asked_on(post_set, day(9)) == {one: (3, None), two: (2, None)}
    assert asked_on(post_set, day(10)) == {one: (3, None), two: (4, day(10)), three: (1, day(10))}
    assert list(post_set.versions.values_list("number", "start", "end")) == [(2, day(10), None), (1, None, day(9))]


def test_the_same_lines_change_nothing(post_set, line, told):
    lines = [line(0, 3), LineData("competency", competency_id=line(1, 1).competency_id, level=1, due_within_months=12)]
    replace_lines(requirement_set=post_set, lines=lines)
    told.clear()
    tokens = Revision.tokens()
    entries = ModelLogEntry.objects.count()
    assert not replace_lines(requirement_set=post_set, lines=reversed(lines), on=day(10))
    assert (told, Revision.tokens(), ModelLogEntry.objects.count()) == ([], tokens, entries)


def test_another_priority_is_another_line(post_set, line):
    replace_lines(requirement_set=post_set, lines=[line(0, 3)])
    assert replace_lines(requirement_set=post_set, lines=[line(0, 3, priority=1)], on=day(10))
    assert asked_on(post_set, day(10)).popitem()[1] == (3, day(10))


def test_a_second_change_of_the_day_rewrites_that_days_version(post_set, line):
    replace_lines(requirement_set=post_set, lines=[line(0, 3)])
    replace_lines(requirement_set=post_set, lines=[line(1, 2)], on=day(10))
    replace_lines(requirement_set=post_set, lines=[line(0, 3), line(2, 2)], on=day(10))
    assert asked_on(post_set, day(10)) == {line(0, 3).competency_id: (3, None), line(2, 2).competency_id: (2, day(10))}
    replace_lines(requirement_set=post_set, lines=[line(0, 3)], on=day(10))
    version = SetVersion.objects.get(requirement_set=post_set)
    assert (version.number, version.start, version.end) == (1, None, None)


def test_a_set_that_asks_nothing_any_more(post_set, line):
    assert not replace_lines(requirement_set=post_set, lines=[])
    replace_lines(requirement_set=post_set, lines=[line(0, 3)])
    assert replace_lines(requirement_set=post_set, lines=[], on=day(10))
    assert asked_on(post_set, day(10)) == {}


def test_what_is_impossible_is_refused(post_set, line):
    replace_lines(requirement_set=post_set, lines=[line(0, 3)])
    replace_lines(requirement_set=post_set, lines=[line(0, 4)], on=day(10))
    with pytest.raises(ValidationError, match="不能早于"):
        replace_lines(requirement_set=post_set, lines=[line(0, 2)], on=day(9))
    for lines, message in (
        ([line(0, 2), line(0, 3)], "只能有一条"),
        ([line(0, 5)], "不完整"),
        ([line(0, 0)], "不完整"),
        ([LineData("activity")], "不完整"),
        ([LineData("hours", hours=Decimal(3))], "不完整"),
        ([LineData("mood")], "不完整"),
    ):
        with pytest.raises(ValidationError, match=message):
            replace_lines(requirement_set=post_set, lines=lines, on=day(11))
    assert asked_on(post_set, day(11)).popitem()[1] == (4, day(10))


def test_an_import_writes_no_log_entry_of_each_set(post_set, line):
    replace_lines(requirement_set=post_set, lines=[line(0, 3)], logged=False)
    assert not ModelLogEntry.objects.for_instance(post_set).exists()
    replace_lines(requirement_set=post_set, lines=[line(0, 4)])
    assert ModelLogEntry.objects.for_instance(post_set).get().action == "lms_requirements.replace_lines"


EDITS = st.lists(
    st.tuples(st.integers(0, 8), st.dictionaries(st.integers(0, 2), st.integers(1, 4))), min_size=1, max_size=7
).map(lambda edits: sorted(edits, key=lambda edit: edit[0]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.dictionaries(st.integers(0, 2), st.integers(1, 4), min_size=1), edits=EDITS)
def test_any_sequence_of_dated_edits_reads_back_as_the_edit_log(post_set, line, first, edits):
    """On each day: the lines of the last edit until then, each since the day from which it stood unbroken."""
    with transaction.atomic():
        replace_lines(requirement_set=post_set, lines=[line(at, level) for at, level in first.items()])
        for number, lines in edits:
            replace_lines(requirement_set=post_set, lines=[line(at, level) for at, level in lines.items()], on=day(number))
        log = {-1: first, **dict(edits)}
        for number in range(-1, 11):
            expected = {}
            days = sorted(each for each in log if each <= number)
            for at, level in log[days[-1]].items():
                since = None
                for each in days:
                    if log[each].get(at) != level:
                        since = "not yet"
                    elif since == "not yet":
                        since = day(each)
                expected[line(at, level).competency_id] = (level, since)
            assert asked_on(post_set, day(number)) == expected
        transaction.set_rollback(True)
