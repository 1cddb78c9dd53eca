"""What a member's own word comes to: the arithmetic, and what is written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from lms.core import clock
from lms.core.checks import check_settings
from lms.records.actions import record
from lms.records.claiming import SOURCE, Corrected, Outweighed, claim
from lms.records.claims import counts_as
from lms.records.facts import NewRecord
from lms.records.models import Record
from lms.records.queries import levels_on

LEVEL = st.integers(0, 4)


class TestWhatCounts:
    @given(LEVEL, LEVEL, LEVEL)
    def test_never_more_than_was_claimed(self, claimed, limit, standing):
        assert 0 <= counts_as(claimed, limit, standing) <= claimed

    @given(LEVEL, LEVEL)
    def test_nothing_above_the_limit_on_ones_word_alone(self, claimed, limit):
        assert counts_as(claimed, limit) == min(claimed, limit)

    @given(LEVEL, LEVEL, LEVEL)
    def test_the_limit_alone_lowers_nobody(self, claimed, limit, standing):
        if claimed >= standing:
            assert counts_as(claimed, limit, standing) >= standing

    @given(LEVEL, LEVEL, LEVEL)
    def test_who_claims_less_gets_less(self, claimed, limit, standing):
        if claimed < standing:
            assert counts_as(claimed, limit, standing) == claimed

    @given(LEVEL, LEVEL, LEVEL)
    def test_nobody_climbs_above_the_limit_by_claiming_again(self, claimed, limit, standing):
        once = counts_as(claimed, limit, standing)
        assert once <= max(limit, standing)
        assert counts_as(claimed, limit, once) == once

    @given(LEVEL, LEVEL, LEVEL, LEVEL)
    def test_a_higher_claim_never_counts_less(self, one, other, limit, standing):
        low, high = sorted((one, other))
        assert counts_as(low, limit, standing) <= counts_as(high, limit, standing)


@pytest.mark.parametrize(("value", "wrong"), [(0, False), (4, False), (5, True), (-1, True), ("2", True), (True, True)])
def test_the_setting_is_a_level(value, wrong):
    with override_settings(LMS={"SELF_CLAIM_LIMIT": value}):
        assert [each.id for each in check_settings()] == (["lms_core.E003"] if wrong else [])


@pytest.fixture
def mine(world):
    """Claims and further facts of one member in one competency (24 months)."""

    class Mine:
        member, other = world.members[:2]
        competency = world.competencies[0]

        def claim(self, level, day=None):
            return claim(member=self.member, competency=self.competency, level=level, by=None, day=day)

        def tell(self, kind, level, day=None, key="k", **fields):
            fact = {"member_id": self.member.pk, "competency_id": self.competency.pk, "verb": "assessed", "kind": kind}
            fact |= {"level": level, "day": day or clock.today(), "source": "sheet:evidence", "key": key, **fields}
            return record(NewRecord(**fact))

        def level(self, day=None):
            found = levels_on([self.member.pk], day or clock.today())[self.member.pk].get(self.competency.pk)
            return (found.level, found.basis) if found else (0, "none")

        def rows(self):
            return list(Record.objects.filter(source=SOURCE).order_by("pk"))

    return Mine()


def days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


@pytest.mark.django_db
class TestClaiming:
    def test_is_one_record_with_what_was_claimed_and_what_counts(self, mine):
        done = mine.claim(4)
        assert (done.claimed, done.level, done.written, done.limited) == (4, 2, True, True)
        [row] = mine.rows()
        assert (row.verb, row.kind, row.level, row.data, row.day) == ("assessed", "self", 2, {"claimed": 4}, clock.today())
        assert mine.level() == (2, "self")

    def test_nothing_known_is_level_zero_and_assessed(self, mine):
        mine.claim(0)
        assert mine.level() == (0, "self")

    def test_the_same_again_writes_nothing(self, mine):
        mine.claim(3)
        assert not mine.claim(3).written
        assert len(mine.rows()) == 1

    def test_a_second_thought_of_one_day_corrects_the_first(self, mine):
        for level in (1, 2, 0, 2):
            mine.claim(level)
            assert mine.level() == (level, "self")
        rows = mine.rows()
        assert [row.level for row in rows] == [1, 2, 0, 2]
        assert [row.corrects_key for row in rows] == ["", *(row.key for row in rows[:-1])]
        assert Record.objects.filter(source=SOURCE).in_force().count() == 1

    def test_another_day_is_another_record(self, mine):
        mine.claim(2, days_ago(3))
        mine.claim(1)
        assert [row.corrects_key for row in mine.rows()] == ["", ""]
        assert (mine.level(days_ago(1)), mine.level()) == ((2, "self"), (1, "self"))

    def test_an_imported_level_above_the_limit_is_kept_by_claiming_it_again(self, mine):
        mine.tell("self", 3, days_ago(30))
        assert mine.claim(3).level == 3
        assert mine.level() == (3, "self")

    def test_claiming_more_than_imported_keeps_what_was_imported(self, mine):
        mine.tell("self", 3, days_ago(30))
        assert mine.claim(4).level == 3

    def test_claiming_less_lowers_and_a_slip_of_the_finger_is_undone(self, mine):
        mine.tell("self", 3, days_ago(30))
        mine.claim(1)
        assert mine.level() == (1, "self")
        assert mine.claim(3).level == 3
        assert mine.level() == (3, "self")

    def test_what_was_imported_for_the_same_day_is_corrected(self, mine):
        mine.tell("self", 3)
        mine.claim(1)
        assert mine.level() == (1, "self")
        mine.claim(3)
        assert mine.level() == (3, "self")

    def test_what_lapsed_keeps_nobody_above_the_limit(self, mine):
        mine.tell("self", 3, days_ago(1000))
        assert mine.claim(3).level == 2

    @pytest.mark.parametrize("kind", ["supervisor", "test", "observation"])
    def test_a_formal_assessment_stands_and_nothing_is_written(self, mine, kind):
        mine.tell(kind, 1, days_ago(30))
        with pytest.raises(Outweighed):
            mine.claim(2)
        assert (mine.rows(), mine.level()) == ([], (1, "formal"))

    def test_what_was_learned_stands_too(self, mine):
        mine.tell("quiz", 1, days_ago(30))
        with pytest.raises(Outweighed):
            mine.claim(2)

    def test_a_formal_assessment_that_lapsed_leaves_room(self, mine):
        mine.tell("supervisor", 3, days_ago(1000))
        assert mine.level() == (0, "lapsed")
        assert mine.claim(3).level == 2
        assert mine.level() == (2, "self")

    def test_what_somebody_corrected_is_not_overruled_on_that_day(self, mine):
        mine.claim(2)
        [row] = mine.rows()
        mine.tell("self", 1, key="x", source="admin:correction", corrects_source=row.source, corrects_key=row.key)
        with pytest.raises(Corrected):
            mine.claim(2)
        assert mine.level() == (1, "self")

    def test_the_claims_of_a_merged_row_are_ones_own(self, mine):
        type(mine.member).objects.filter(pk=mine.other.pk).update(merged_into=mine.member)
        mine.member.refresh_from_db()
        mine.tell("self", 3, days_ago(9), member_id=mine.other.pk)
        assert mine.claim(3).level == 3

    @pytest.mark.parametrize("level", [-1, 5])
    def test_there_is_no_other_level(self, mine, level):
        with pytest.raises(ValueError, match="no level"):
            mine.claim(level)

    def test_the_limit_is_a_setting(self, mine):
        with override_settings(LMS={"SELF_CLAIM_LIMIT": 3}):
            assert mine.claim(4).level == 3

    def test_a_rival_at_the_same_moment_is_found_and_corrected(self, mine, monkeypatch):
        from lms.records import claiming

        real, rival = claiming.record, []

        def late(fact, by=None):
            if not rival:
                rival.append(real(NewRecord(**{**_fields(fact), "level": 1, "data": {"claimed": 1}})))
            return real(fact, by=by)

        monkeypatch.setattr(claiming, "record", late)
        assert mine.claim(2).level == 2
        assert mine.level() == (2, "self")


def _fields(fact: NewRecord) -> dict:
    return {name: getattr(fact, name) for name in fact.__dataclass_fields__}
