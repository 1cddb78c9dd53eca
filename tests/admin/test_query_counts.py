"""Every list costs the same for 1 and for 50 rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from lms.catalogue.models import Activity, CreditRuleSet, CreditRuleVersion, HoursTarget, Subject
from lms.competencies.models import Competency, Domain, Framework
from lms.people.models import (
    Grant,
    KnownTitle,
    KnownUnitName,
    Member,
    MemberCategory,
    MemberEvent,
    MemberGroup,
    OrgUnit,
    Post,
    PostHolding,
    Tier,
    TierRule,
)
from lms.records.models import CreditEntry, LevelStep, Progress, Record
from lms.requirements.models import Line, RequirementSet

from .conftest import DAY, lecturer_of, question_of, set_of
from .walking import lms_viewsets

pytestmark = pytest.mark.django_db


def member(estate, n: int) -> Member:
    world = estate.world
    made = Member.objects.create(
        code=f"X{n:03}", name=f"学员{n:03}", branch=world.branch, tier=world.tiers["GEN"], category=world.category
    )
    PostHolding.objects.create(member=made, post=world.posts["P02"])
    return made


def unit(estate, n: int) -> OrgUnit:
    parent = estate.world.unit
    return OrgUnit.objects.create(
        code=f"X{n:03}", name=f"支部{n:03}", kind="党支部", parent=parent, path=f"{parent.path}{n + 100:07}", depth=2,
        training_contact=estate.world.learner,
    )


def record(estate, n: int) -> Record:
    day = DAY + dt.timedelta(days=n)
    return Record.objects.create(
        member=member(estate, n), verb="completed", activity=activity(estate, n), source="count", key=str(n), day=day,
        occurred_at=dt.datetime.combine(day, dt.time(4), dt.UTC), unit=estate.world.branch,
    )


def activity(estate, n: int) -> Activity:
    return Activity.objects.create(code=f"X{n:03}", title=f"课{n}", minutes=10, owner_unit=estate.world.unit)


def competency(estate, n: int) -> Competency:
    return Competency.objects.create(code=f"X{n:03}", name=f"能力{n}", domain=estate.shared["lms_domains"])


def known_title(estate, n: int) -> KnownTitle:
    known = KnownTitle.objects.create(key=f"x{n}", title=f"职务{n}", scope=unit(estate, n))
    known.posts.set(estate.world.posts.values())
    return known


def line(estate, n: int) -> Line:
    return Line.objects.get(version__requirement_set=set_of(f"x{n}", f"要求{n}", estate.world.unit, competency(estate, n)))


MAKERS = {
    "lms_members": member,
    "lms_units": unit,
    "lms_groups": lambda estate, n: MemberGroup.objects.create(name=f"组{n}", owner_unit=unit(estate, n)),
    "lms_known_titles": known_title,
    "lms_known_unit_names": lambda estate, n: KnownUnitName.objects.create(
        kind="branch", key=f"x{n}", name=f"支部{n}", scope=unit(estate, n), unit=estate.world.branch
    ),
    "lms_member_events": lambda estate, n: MemberEvent.objects.create(
        member=member(estate, n), kind="leave", day=DAY, by=User.objects.create_user(f"by{n}")
    ),
    "lms_grants": lambda estate, n: Grant.objects.create(
        user=User.objects.create_user(f"grant{n}"), role="branch", unit=unit(estate, n)
    ),
    "lms_posts": lambda estate, n: Post.objects.create(code=f"X{n}", name=f"岗位{n}", default_tier=estate.world.tiers["GEN"]),
    "lms_tiers": lambda estate, n: Tier.objects.create(code=f"X{n}", name=f"层次{n}"),
    "lms_tier_rules": lambda estate, n: TierRule.objects.create(kind="else", order=100 + n, tier=estate.world.tiers["GEN"]),
    "lms_categories": lambda estate, n: MemberCategory.objects.create(code=f"X{n}", name=f"类别{n}"),
    "lms_frameworks": lambda estate, n: Framework.objects.create(code=f"X{n}", name=f"框架{n}"),
    "lms_domains": lambda estate, n: Domain.objects.create(code=f"X{n}", name="领域", framework=estate.shared["lms_frameworks"]),
    "lms_competencies": competency,
    "lms_activities": activity,
    "lms_questions": lambda estate, n: question_of(f"X{n}", f"题{n}", unit(estate, n), competency(estate, n)),
    "lms_hours_targets": lambda estate, n: HoursTarget.objects.create(code=f"X{n}", name=f"指标{n}"),
    "lms_lecturers": lambda estate, n: lecturer_of(f"X{n}", f"讲师{n}", unit(estate, n)),
    "lms_subjects": lambda estate, n: Subject.objects.create(code=f"X{n}", name=f"类别{n}"),
    "lms_credit_rule_sets": lambda estate, n: CreditRuleSet.objects.create(code=f"X{n}", name=f"办法{n}"),
    "lms_credit_versions": lambda estate, n: CreditRuleVersion.objects.create(
        rule_set=CreditRuleSet.objects.create(code=f"X{n}", name=f"办法{n}")
    ),
    "lms_requirement_sets": lambda estate, n: RequirementSet.objects.create(
        code=f"x{n}", name=f"要求{n}", kind="unit", source_code="U1", owner_unit=estate.world.unit
    ),
    "lms_requirement_lines": line,
    "lms_records": record,
    "lms_progress": lambda estate, n: Progress.objects.create(
        member=member(estate, n), activity=activity(estate, n), state="completed", done_on=DAY
    ),
    "lms_credit": lambda estate, n: CreditEntry.objects.create(
        member=estate.world.learner, record=record(estate, n), target=estate.shared["lms_hours_targets"], mode="online",
        day=DAY, hours=1,
    ),
    "lms_levels": lambda estate, n: LevelStep.objects.create(
        member=member(estate, n), competency=competency(estate, n), level=1, basis="formal", start=DAY,
        record=estate.own["lms_records"],
    ),
}  # fmt: skip


def test_every_list_is_counted(estate):
    lists = {one.name for one in lms_viewsets() if getattr(one, "model", None) and not one.name.endswith("_chooser")}
    assert lists == set(MAKERS)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_same_queries_for_1_and_50_rows(client, estate, committee_admin, assert_same_queries, name):
    client.force_login(committee_admin)
    made = iter(range(1000))

    def add(rows: int) -> None:
        for _row in range(rows):
            MAKERS[name](estate, next(made))

    def ask() -> None:
        for url in (reverse(f"{name}:index"), reverse(f"{name}:index") + "?export=csv"):
            response = client.get(url)
            assert response.status_code == 200
            b"".join(response.streaming_content) if response.streaming else response.content

    assert_same_queries(ask, add)


@pytest.mark.parametrize("name", ["lms_member_chooser", "lms_unit_chooser", "lms_activity_chooser", "lms_completion"])
def test_same_queries_for_choosing(client, estate, committee_admin, assert_same_queries, name):
    client.force_login(committee_admin)
    maker = {"lms_unit_chooser": unit, "lms_activity_chooser": activity}.get(name, member)
    made = iter(range(1000))
    url = reverse(f"{name}:index" if name == "lms_completion" else f"{name}:choose_results")
    assert_same_queries(lambda: client.get(url), lambda rows: [maker(estate, next(made)) for _row in range(rows)])
