"""Two rows of one person become one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from lms.people import queries, signals
from lms.people.actions.grants import give_grant
from lms.people.actions.merge import merge_members
from lms.people.models import Leave, Membership, PostHolding
from lms.people.roles import Role

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def pair(world, today):
    return world.learner, world.classmate


def test_what_belongs_to_the_person_moves(pair, world, told, logged):
    keep, drop = pair
    Membership.objects.create(member=keep, unit=world.unit, kind="unit")
    Membership.objects.create(member=drop, unit=world.unit, kind="unit")
    Membership.objects.create(member=drop, unit=world.other_unit, kind="other")
    Leave.objects.create(member=keep, start=D(2026, 1, 1), end=D(2026, 1, 10))
    Leave.objects.create(member=drop, start=D(2026, 1, 5), end=D(2026, 1, 20))
    world.branch.secretary = drop
    world.branch.save(update_fields=["secretary"])
    PostHolding.objects.filter(member=keep).update(start=D(2025, 1, 1))
    PostHolding.objects.create(member=drop, post=world.posts["P02"], start=D(2024, 1, 1), end=D(2025, 6, 30))

    merge_members(keep=keep, drop=drop)

    assert drop.merged_into == keep
    assert [each.code for each in queries.posts_on([keep.pk], D(2026, 11, 1))[keep.pk]] == ["P02", "P03"]
    assert [(each.start, each.end) for each in keep.holdings.filter(post__code="P02")] == [(D(2024, 1, 1), None)]
    assert keep.holdings.filter(is_main=True).count() == 1
    assert not drop.holdings.exists()
    assert sorted(keep.memberships.values_list("unit__code", flat=True)) == ["U1", "U2"]
    assert [(each.start, each.end) for each in keep.leaves.all()] == [(D(2026, 1, 1), D(2026, 1, 20))]
    world.branch.refresh_from_db()
    assert world.branch.secretary == keep
    assert set(told[-1]) == {keep.pk, drop.pk}
    assert (logged(keep), logged(drop)) == (["lms_people.merge"], ["lms_people.merge"])
    assert keep.events.get().data == {"merged": drop.pk}


def test_who_was_merged_is_said_to_the_apps_above(pair):
    heard = []

    def hear(keep_id, drop_id, **kwargs):
        heard.append((keep_id, drop_id))

    signals.members_merged.connect(hear)
    try:
        merge_members(keep=pair[0], drop=pair[1])
    finally:
        signals.members_merged.disconnect(hear)
    assert heard == [(pair[0].pk, pair[1].pk)]


def test_the_account_comes_along(pair):
    keep, drop = pair
    drop.user = User.objects.create_user("bob")
    drop.save(update_fields=["user"])
    merge_members(keep=keep, drop=drop)
    assert (keep.user.username, drop.user) == ("bob", None)


def test_grants_of_a_second_account_move_to_the_first(pair, world):
    keep, drop = pair
    for member, name in ((keep, "alice"), (drop, "bob")):
        member.user = User.objects.create_user(name)
        member.save(update_fields=["user"])
    give_grant(user=keep.user, role=Role.BRANCH, unit=world.branch)
    give_grant(user=drop.user, role=Role.BRANCH, unit=world.branch)
    give_grant(user=drop.user, role=Role.TRAINER, unit=world.unit)
    second = drop.user
    merge_members(keep=keep, drop=drop)
    assert keep.user.username == "alice"
    assert sorted(keep.user.lms_grants.values_list("role", flat=True)) == ["branch", "trainer"]
    assert not second.lms_grants.exists()
    assert drop.user is None


def test_a_row_merged_earlier_follows(pair, world):
    keep, drop = pair
    merge_members(keep=drop, drop=world.other_learner)
    merge_members(keep=keep, drop=drop)
    world.other_learner.refresh_from_db()
    assert world.other_learner.merged_into == keep


def test_impossible_merges_are_refused(pair, world):
    keep, drop = pair
    with pytest.raises(ValidationError, match="与它自己合并"):
        merge_members(keep=keep, drop=keep)
    merge_members(keep=keep, drop=drop)
    for first, second in ((keep, drop), (drop, keep), (drop, world.other_learner)):
        with pytest.raises(ValidationError, match="已并入"):
            merge_members(keep=first, drop=second)
