"""The small organisation with one row of every kind on either side: 甲 (own) and 乙 (foreign to those of 甲)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User

from lecturers.models import Lecturer
from lms.assessment.actions import create_question
from lms.assessment.content import Content
from lms.assessment.models import Question
from lms.catalogue.models import Activity, CreditRuleSet, CreditRuleVersion, HoursTarget, Subject
from lms.competencies.models import Competency, Domain, Framework
from lms.people.models import Grant, KnownTitle, KnownUnitName, MemberEvent, MemberGroup, TierRule
from lms.people.roles import Role
from lms.records.actions import record_many
from lms.records.facts import NewRecord
from lms.records.models import CreditEntry, LevelStep, Progress, Record
from lms.requirements.actions import LineData, replace_lines
from lms.requirements.models import Line, RequirementSet
from tests.support.people import World

DAY = dt.date(2026, 3, 2)


@dataclass
class Estate:
    """``own`` and ``foreign``: for each viewset a row of 甲 and a row of 乙; ``shared``: rows that every role may see."""

    world: World
    own: dict[str, Any]
    foreign: dict[str, Any]
    shared: dict[str, Any]

    def foreign_without_choosers(self) -> dict[str, Any]:
        """For those who are turned away from a chooser before any row is looked for."""
        return {name: row for name, row in self.foreign.items() if not name.endswith("_chooser")}


def activity_of(code: str, title: str, unit: Any, **fields: Any) -> Activity:
    return Activity.objects.create(
        code=code, title=title, minutes=45, form="视频", owner_unit=unit, share_scope=Activity.Share.UNIT, **fields
    )


def lecturer_of(code: str, name: str, unit: Any) -> Lecturer:
    return Lecturer.objects.create(code=code, name=name, owner_unit=unit, share_scope="unit", state="listed", contact=f"{code}@x")


def question_of(code: str, stem: str, unit: Any, competency: Competency) -> Question:
    content = Content("single", stem, ("甲", "乙"), (0,))
    return create_question(code=code, content=content, competency=competency, level=1, owner_unit=unit, published=True)


def set_of(code: str, name: str, unit: Any, competency: Competency) -> RequirementSet:
    found = RequirementSet.objects.create(code=code, name=name, kind="unit", source_code=unit.code, owner_unit=unit)
    found.units.add(unit)
    replace_lines(requirement_set=found, lines=[LineData("competency", competency_id=competency.pk, level=2)])
    return found


def facts_of(member: Any, activity: Activity, competency: Competency) -> list[NewRecord]:
    return [
        NewRecord(
            member_id=member.pk, verb="completed", source="test", key=f"a{member.pk}", day=DAY, activity_id=activity.pk,
            success=True,
        ),
        NewRecord(
            member_id=member.pk, verb="assessed", source="test", key=f"c{member.pk}", day=DAY, competency_id=competency.pk,
            kind="test", level=2,
        ),
    ]  # fmt: skip


def side(world: World, name: str, unit: Any, branch: Any, member: Any, competency: Competency) -> dict[str, Any]:
    """One row of every kind that belongs to one side."""
    activity = activity_of(f"K-{unit.code}", f"{name}课", unit)
    requirement_set = set_of(f"set-{unit.code}", f"{name}要求", unit, competency)
    record_many(facts_of(member, activity, competency))
    account = User.objects.create_user(f"account-{unit.code}")
    return {
        "lms_units": branch, "lms_members": member,
        "lms_member_events": MemberEvent.objects.create(member=member, kind="leave", day=DAY),
        "lms_grants": Grant.objects.create(user=account, role=Role.BRANCH, unit=branch),
        "lms_activities": activity, "lms_requirement_sets": requirement_set,
        "lms_groups": MemberGroup.objects.create(name=f"{name}组", owner_unit=unit),
        "lms_known_titles": KnownTitle.objects.create(key="科长", title=f"{name}科长", scope=branch),
        "lms_known_unit_names": KnownUnitName.objects.create(
            kind="branch", key="支部", name=f"{name}的支部", scope=branch, unit=branch
        ),
        "lms_requirement_lines": Line.objects.get(version__requirement_set=requirement_set),
        "lms_records": Record.objects.get(member=member, verb="completed"),
        "lms_progress": Progress.objects.get(member=member), "lms_credit": CreditEntry.objects.filter(member=member)[0],
        "lms_levels": LevelStep.objects.get(member=member),
        "lms_lecturers": (lecturer := lecturer_of(f"T-{unit.code}", f"{name}讲师", unit)), "lms_lecturer_chooser": lecturer,
        "lms_questions": (question := question_of(f"Q-{unit.code}", f"{name}课问什么", unit, competency)),
        "lms_question_chooser": question,
        "lms_unit_chooser": branch, "lms_member_chooser": member, "lms_activity_chooser": activity,
    }  # fmt: skip


@pytest.fixture
def estate(world: World) -> Estate:
    framework = Framework.objects.create(code="F", name="框架")
    domain = Domain.objects.create(code="D", name="领域", framework=framework)
    competency = Competency.objects.create(code="C1", name="能力一", domain=domain)
    shared = {
        "lms_posts": world.posts["P01"], "lms_post_chooser": world.posts["P01"], "lms_tiers": world.tiers["GEN"],
        "lms_tier_rules": TierRule.objects.get_or_create(kind="else", defaults={"tier": world.tiers["GEN"], "order": 99})[0],
        "lms_categories": world.category, "lms_frameworks": framework, "lms_domains": domain, "lms_competencies": competency,
        "lms_competency_chooser": competency, "lms_hours_targets": HoursTarget.objects.first(),
        "lms_subjects": Subject.objects.first(),
        "lms_credit_rule_sets": CreditRuleSet.objects.first(), "lms_credit_versions": CreditRuleVersion.objects.first(),
    }  # fmt: skip
    return Estate(
        world=world,
        own=side(world, "甲", world.unit, world.branch, world.learner, competency),
        foreign=side(world, "乙", world.other_unit, world.other_branch, world.other_learner, competency),
        shared=shared,
    )
