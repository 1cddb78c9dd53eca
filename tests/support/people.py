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
from django.contrib.auth.models import Group, Permission, User

from lms.people.models import Grant, Member, MemberCategory, OrgUnit, Post, PostHolding, Tier
from lms.people.roles import Role

TIERS = (("LEAD", "领导干部"), ("YOUTH", "青年干部"), ("GEN", "普通党员干部"))


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


def make_unit(code: str, name: str, kind: str, parent: OrgUnit | None, step: int) -> OrgUnit:
    path = (parent.path if parent else "") + f"{step:0{OrgUnit.STEP}d}"
    return OrgUnit.objects.create(
        code=code, name=name, kind=kind, parent=parent, path=path, depth=parent.depth + 1 if parent else 0
    )


def make_member(code: str, name: str, branch: OrgUnit, tier: Tier, born: dt.date, **fields) -> Member:
    return Member.objects.create(code=code, name=name, branch=branch, tier=tier, birth_month=born, **fields)


@pytest.fixture
def world(db) -> World:
    tiers = {code: Tier.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in TIERS}
    category = MemberCategory.objects.get_or_create(name="正式党员", defaults={"code": "正式党员"})[0]
    root = make_unit("ROOT", "委员会", "工委", None, 1)
    unit, other_unit = make_unit("U1", "甲单位", "机关党委", root, 2), make_unit("U2", "乙单位", "机关党委", root, 3)
    branch, other_branch = make_unit("U1-B1", "甲支部", "党支部", unit, 4), make_unit("U2-B1", "乙支部", "党支部", other_unit, 5)
    posts = {
        code: Post.objects.create(code=code, name=name, default_tier=tiers[tier] if tier else None)
        for code, name, tier in (("P01", "党支部书记", "LEAD"), ("P02", "组织委员", ""), ("P03", "普通党员", ""))
    }
    learner = make_member("M1", "李明", branch, tiers["YOUTH"], dt.date(1998, 5, 1), category=category)
    classmate = make_member("M2", "王芳", branch, tiers["GEN"], dt.date(1980, 1, 1), category=category)
    other_learner = make_member("M3", "赵强", other_branch, tiers["LEAD"], dt.date(1975, 9, 1), category=category)
    for member, post in ((learner, "P02"), (classmate, "P03"), (other_learner, "P01")):
        PostHolding.objects.create(member=member, post=posts[post])
    return World(
        root=root,
        unit=unit,
        other_unit=other_unit,
        branch=branch,
        other_branch=other_branch,
        tiers=tiers,
        category=category,
        posts=posts,
        learner=learner,
        classmate=classmate,
        other_learner=other_learner,
    )


def make_admin(name: str, role: str, unit: OrgUnit, **grant) -> User:
    """An account that may enter the admin and holds ``role`` for ``unit``."""
    user = User.objects.create_user(name, f"{name}@example.com", "password")
    group, _ = Group.objects.get_or_create(name="Wagtail admin access")
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    user.groups.add(group)
    Grant.objects.create(user=user, role=role, unit=unit, **grant)
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
