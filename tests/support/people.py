"""A small organisation and the people who look at it.

::

    委员会 ROOT ─┬─ 甲单位 U1 ── 甲支部 U1-B1: learner (P02), classmate (P03)
                └─ 乙单位 U2 ── 乙支部 U2-B1: other_learner (P01, LEAD)

Alice owns, Bob sits beside her, the stranger is only signed in: the same persons in every test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from lms.people.actions.grants import give_grant
from lms.people.actions.members import create_member
from lms.people.actions.units import create_unit
from lms.people.models import Member, MemberCategory, OrgUnit, Post, Tier
from lms.people.roles import Role


@dataclass
class World:
    root: OrgUnit
    unit: OrgUnit
    other_unit: OrgUnit
    branch: OrgUnit
    other_branch: OrgUnit
    tiers: dict[str, Tier]
    category: MemberCategory
    posts: dict[str, Post]
    learner: Member
    classmate: Member
    other_learner: Member


@pytest.fixture
def world(db) -> World:
    category = MemberCategory.objects.get(name="正式党员")
    tiers = Tier.objects.in_bulk(field_name="code")
    posts = {
        code: Post.objects.create(code=code, name=name, default_tier=tiers.get(tier))
        for code, name, tier in (("P01", "党支部书记", "LEAD"), ("P02", "组织委员", ""), ("P03", "普通党员", ""))
    }
    root = create_unit(code="ROOT", name="委员会", kind="工委")
    unit = create_unit(code="U1", name="甲单位", kind="机关党委", parent=root)
    other_unit = create_unit(code="U2", name="乙单位", kind="机关党委", parent=root)
    branch = create_unit(code="U1-B1", name="甲支部", kind="党支部", parent=unit)
    other_branch = create_unit(code="U2-B1", name="乙支部", kind="党支部", parent=other_unit)

    def member(code: str, name: str, branch: OrgUnit, born: dt.date, post: str) -> Member:
        held = [(posts[post], True)]
        return create_member(code=code, name=name, branch=branch, birth_month=born, category=category, posts=held)

    return World(
        root=root,
        unit=unit,
        other_unit=other_unit,
        branch=branch,
        other_branch=other_branch,
        tiers=tiers,
        category=category,
        posts=posts,
        learner=member("M1", "李明", branch, dt.date(1998, 5, 1), "P02"),
        classmate=member("M2", "王芳", branch, dt.date(1980, 1, 1), "P03"),
        other_learner=member("M3", "赵强", other_branch, dt.date(1975, 9, 1), "P01"),
    )


def make_admin(name: str, role: str, unit: OrgUnit, **grant) -> User:
    """An account that may enter the admin and holds ``role`` for ``unit``."""
    user = User.objects.create_user(name, f"{name}@example.com", "password")
    give_grant(user=user, role=role, unit=unit, **grant)
    return user


@pytest.fixture
def superuser(db) -> User:
    return User.objects.create_superuser("superuser", "superuser@example.com", "password")


@pytest.fixture
def committee_admin(world: World) -> User:
    return make_admin("committee_admin", Role.COMMITTEE, world.root)


@pytest.fixture
def unit_admin(world: World) -> User:
    return make_admin("unit_admin", Role.UNIT, world.unit)


@pytest.fixture
def other_unit_admin(world: World) -> User:
    return make_admin("other_unit_admin", Role.UNIT, world.other_unit)


@pytest.fixture
def branch_admin(world: World) -> User:
    return make_admin("branch_admin", Role.BRANCH, world.branch)


@pytest.fixture
def trainer(world: World) -> User:
    return make_admin("trainer", Role.TRAINER, world.unit)


@pytest.fixture
def expired_admin(world: World) -> User:
    """May enter the admin, but the grant for the unit has ended."""
    return make_admin("expired_admin", Role.UNIT, world.unit, end=dt.date(2020, 12, 31))


@pytest.fixture
def member_user(world: World) -> User:
    """The account of ``world.learner``: no grant, no admin."""
    user = User.objects.create_user("member_user", "member@example.com", "password")
    world.learner.user = user
    world.learner.save(update_fields=["user"])
    return user


@pytest.fixture
def stranger(db) -> User:
    """Signed in, but neither a member nor an administrator of anything."""
    return User.objects.create_user("stranger", "stranger@example.com", "password")
