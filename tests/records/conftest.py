"""A small world: two branches, a few members with posts, four competencies, five activities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from lms.catalogue.defaults import ensure_defaults
from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency
from lms.people.models import Member, OrgUnit, Post, PostHolding, Tier, TierRule

DAY = dt.date(2026, 3, 15)


@dataclass
class World:
    units: list[OrgUnit]
    members: list[Member]
    competencies: list[Competency]
    activities: list[Activity]
    posts: list[Post]


def tier_of(code: str, order: int) -> Tier:
    return Tier.objects.get_or_create(code=code, defaults={"name": code, "sort_order": order})[0]


def make_world() -> World:
    ensure_defaults()
    lead, youth, gen = (tier_of(code, order) for order, code in enumerate(("LEAD", "YOUTH", "GEN")))
    if not TierRule.objects.exists():
        TierRule.objects.create(order=1, kind="post", tier=lead)
        TierRule.objects.create(order=2, kind="age", max_age=35, tier=youth)
        TierRule.objects.create(order=3, kind="else", tier=gen)
    units = [
        OrgUnit.objects.create(code=f"U{n}", name=f"支部{n}", kind="党支部", path=f"{n:07d}", depth=0) for n in (1, 2)
    ]
    posts = [
        Post.objects.create(code="P01", name="主要负责人", default_tier=lead),
        Post.objects.create(code="P05", name="科长", default_tier=gen),
    ]
    members = [
        Member.objects.create(code=f"S{n:03d}", name=f"学员{n}", branch=units[n % 2], birth_month=dt.date(1970 + 8 * n, 5, 1))
        for n in range(4)
    ]
    PostHolding.objects.create(member=members[0], post=posts[0], start=None)
    PostHolding.objects.create(member=members[0], post=posts[1], start=None, is_main=False)
    PostHolding.objects.create(member=members[1], post=posts[1], start=None)
    kinds = (("THY01", "quiz", 24), ("PTY02", "observation|task", 12), ("SVC06", "assignment", 0), ("DIG02", "quiz|case", 6))
    competencies = [
        Competency.objects.create(code=code, name=code, evidence_type=types, refresh_months=months)
        for code, types, months in kinds
    ]
    lessons = (("K001", "视频", 15), ("K002", "图文", 20), ("K008", "现场教学", 60), ("K011", "测验", 15), ("K020", "视频", 30))
    activities = [
        Activity.objects.create(code=code, title=code, form=form, minutes=minutes, has_check=form != "现场教学")
        for code, form, minutes in lessons
    ]
    for at, activity in enumerate(activities):
        Teaches.objects.create(activity=activity, competency=competencies[at % 4], level=1 + at % 3)
    Teaches.objects.create(activity=activities[0], competency=competencies[3], level=2)
    return World(units, members, competencies, activities, posts)


@pytest.fixture
def world(db) -> World:
    return make_world()
