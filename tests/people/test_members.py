"""Members and their dated changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from lms.people import queries
from lms.people.actions.leave import end_leave, start_leave
from lms.people.actions.members import create_member, transfer, update_member
from lms.people.models import Member, MemberCategory, MemberEvent, MemberPast

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def learner(world, today) -> Member:
    return world.learner


def test_a_new_member_has_a_tier_and_holds_posts_since_always(world, today, told, logged):
    member = create_member(
        code="N1", name="新", branch=world.branch, birth_month=D(1995, 5, 17), posts=[(world.posts["P01"], True)]
    )
    assert (member.tier.code, member.birth_month) == ("LEAD", D(1995, 5, 1))
    assert queries.stamps([(member.pk, D(1999, 1, 1))])[member.pk, D(1999, 1, 1)].post_codes == ("P01",)
    assert [member.pk] in told
    assert logged(member) == []
    assert ModelLogEntry.objects.for_instance(member).get().action == "lms_people.member_create"
    assert not member.events.exists()


def test_a_taken_code_and_a_closed_field_are_refused(world):
    with pytest.raises(ValidationError):
        create_member(code="M1", name="又", branch=world.branch)
    with pytest.raises(TypeError):
        create_member(code="N2", name="又", branch=world.branch, tier=world.tiers["LEAD"])


def test_an_update_keeps_what_was(learner, told):
    other = MemberCategory.objects.exclude(pk=learner.category_id).first()
    update_member(member=learner, category=other, rank="科员", name="李小明", on=D(2026, 11, 10))
    past = MemberPast.objects.get(member=learner)
    assert (past.start, past.end, past.facts["rank"]) == (None, D(2026, 11, 9), "")
    assert past.facts["category"] != other.pk
    learner.refresh_from_db()
    assert (learner.name, learner.category, learner.rank) == ("李小明", other, "科员")
    assert told[-1] == [learner.pk]


def test_the_same_values_change_nothing(learner, told):
    update_member(member=learner, name=learner.name, on=D(2026, 11, 1))
    assert told == []


def test_what_has_no_day_leaves_no_past(learner):
    update_member(member=learner, education="大学")
    assert not MemberPast.objects.exists()


def test_an_override_needs_a_reason_and_sets_the_tier(learner, world):
    with pytest.raises(ValidationError):
        update_member(member=learner, tier_override=world.tiers["LEAD"])
    learner.refresh_from_db()
    update_member(member=learner, tier_override=world.tiers["LEAD"], tier_override_reason="挂职", on=D(2026, 11, 20))
    assert learner.tier.code == "LEAD"
    assert queries.tiers_on([learner.pk], D(2026, 11, 19)) == {learner.pk: "YOUTH"}
    assert queries.tiers_on([learner.pk], D(2026, 11, 20)) == {learner.pk: "LEAD"}
    assert queries.tiers_on([learner.pk], D(2026, 11, 20), by_rules_only=True) == {learner.pk: "YOUTH"}
    assert learner.events.get(kind="tier").data == {"from": "YOUTH", "to": "LEAD"}


def test_a_transfer_is_dated_noted_and_logged(learner, world, told, logged):
    assert transfer(member=learner, branch=world.other_branch, on=D(2026, 11, 1))
    assert not transfer(member=learner, branch=world.other_branch, on=D(2026, 11, 2))
    old, new = D(2026, 10, 31), D(2026, 11, 1)
    found = queries.stamps([(learner.pk, old), (learner.pk, new)])
    assert found[learner.pk, old].unit_id == world.branch.pk
    assert found[learner.pk, new].unit_id == world.other_branch.pk
    event = learner.events.get()
    assert (event.kind, event.day, event.data) == ("transfer", new, {"from": world.branch.pk, "to": world.other_branch.pk})
    assert logged(learner) == ["lms_people.transfer"]
    assert told == [[learner.pk]]


def test_two_transfers_on_one_day_were_one(learner, world):
    transfer(member=learner, branch=world.other_branch, on=D(2026, 11, 1))
    transfer(member=learner, branch=world.unit, on=D(2026, 11, 1))
    assert MemberPast.objects.filter(member=learner).count() == 1
    assert queries.stamps([(learner.pk, D(2026, 10, 31))]).popitem()[1].unit_id == world.branch.pk


def test_impossible_transfers_are_refused(learner, world):
    with pytest.raises(ValidationError, match="不能晚于今天"):
        transfer(member=learner, branch=world.other_branch, on=D(2026, 11, 22))
    world.unit.holds_membership = False
    with pytest.raises(ValidationError, match="不接收组织关系"):
        transfer(member=learner, branch=world.unit)
    transfer(member=learner, branch=world.other_branch, on=D(2026, 11, 10))
    with pytest.raises(ValidationError, match="不能早于"):
        transfer(member=learner, branch=world.branch, on=D(2026, 11, 9))


def test_leave_and_return(learner, told, logged):
    start_leave(member=learner, on=D(2026, 11, 1))
    assert queries.on_leave([learner.pk], D(2026, 11, 1)) == {learner.pk}
    end_leave(member=learner, on=D(2026, 11, 5))
    assert queries.on_leave([learner.pk], D(2026, 11, 4)) == {learner.pk}
    assert queries.on_leave([learner.pk], D(2026, 11, 5)) == set()
    events = list(learner.events.order_by("pk").values_list("kind", "day"))
    assert events == [("leave", D(2026, 11, 1)), ("return", D(2026, 11, 5))]
    assert logged(learner) == ["lms_people.leave", "lms_people.return"]
    assert told == [[learner.pk]] * 2


def test_a_leave_that_ends_on_its_first_day_never_was(learner):
    start_leave(member=learner, on=D(2026, 11, 1))
    end_leave(member=learner, on=D(2026, 11, 1))
    assert not learner.leaves.exists()


def test_impossible_leaves_are_refused(learner):
    with pytest.raises(ValidationError, match="不能早于开始日期"):
        start_leave(member=learner, on=D(2026, 11, 5), until=D(2026, 11, 4))
    with pytest.raises(ValidationError, match="没有离岗"):
        end_leave(member=learner, on=D(2026, 11, 5))
    start_leave(member=learner, on=D(2026, 11, 5), until=D(2026, 11, 9))
    for on, until in ((D(2026, 11, 9), None), (D(2026, 11, 1), D(2026, 11, 5)), (D(2026, 11, 1), None)):
        with pytest.raises(ValidationError, match="已登记离岗"):
            start_leave(member=learner, on=on, until=until)
    with pytest.raises(ValidationError, match="没有离岗"):
        end_leave(member=learner, on=D(2026, 11, 4))
    start_leave(member=learner, on=D(2026, 11, 10))


def test_nothing_happens_to_a_row_that_is_no_person_any_more(learner, world):
    learner.merged_into = world.classmate
    for act in (
        lambda: transfer(member=learner, branch=world.other_branch),
        lambda: update_member(member=learner, name="别人"),
        lambda: start_leave(member=learner, on=D(2026, 11, 1)),
    ):
        with pytest.raises(ValidationError, match="已并入"):
            act()
    assert not MemberEvent.objects.exists()
