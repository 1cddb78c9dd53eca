"""Roles over units."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from lms.people.actions.grants import end_grant, give_grant
from lms.people.models import Grant, Member
from lms.people.roles import Role

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def user(today) -> User:
    return User.objects.create_user("alice")


def seen(user) -> list[str]:
    return list(Member.objects.for_user(user).values_list("code", flat=True))


def test_a_grant_opens_the_admin_and_the_unit_at_once(user, world, logged):
    assert seen(user) == []
    grant = give_grant(user=user, role=Role.UNIT, unit=world.unit)
    assert seen(user) == ["M1", "M2"]
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")
    assert logged(grant) == ["lms_people.grant_give"]


def test_an_ended_grant_closes_both_at_once(user, world):
    grant = give_grant(user=user, role=Role.UNIT, unit=world.unit, start=D(2026, 1, 1))
    seen(user)
    end_grant(grant=grant)
    assert seen(user) == []
    assert grant.end == D(2026, 11, 20)
    assert not User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_who_has_another_grant_stays_in_the_admin(user, world):
    give_grant(user=user, role=Role.TRAINER, unit=world.unit)
    end_grant(grant=give_grant(user=user, role=Role.UNIT, unit=world.unit))
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_a_grant_that_never_held_is_deleted(user, world):
    end_grant(grant=give_grant(user=user, role=Role.UNIT, unit=world.unit, start=D(2026, 12, 1)))
    assert not Grant.objects.exists()


def test_the_same_grant_twice_is_one(user, world):
    give_grant(user=user, role=Role.UNIT, unit=world.unit)
    assert give_grant(user=user, role=Role.UNIT, unit=world.unit, end=D(2027, 1, 1)).end == D(2027, 1, 1)
    assert Grant.objects.count() == 1


def test_impossible_grants_are_refused(user, world):
    with pytest.raises(ValidationError, match="不能早于开始日期"):
        give_grant(user=user, role=Role.UNIT, unit=world.unit, start=D(2026, 2, 1), end=D(2026, 1, 31))
    with pytest.raises(ValidationError, match="没有“king”这种角色"):
        give_grant(user=user, role="king", unit=world.unit)
