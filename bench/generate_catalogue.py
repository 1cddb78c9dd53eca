"""The parts of the made-up organisation that are few: units, competencies, lessons, posts and what they ask."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency, Domain, Framework
from lms.people.actions.units import NewUnit, plant_units
from lms.people.models import Post, Tier
from lms.requirements.models import Line, RequirementSet, SetVersion

if TYPE_CHECKING:
    from bench.generate import Shape

COMMITTEES = 30


def write_units(branches: int) -> list[int]:
    """One root, 30 committees, ``branches`` branches; returns the ids of the branches."""
    rows = [NewUnit("ROOT", "工委", "工委", fields={"holds_membership": False})]
    rows += [NewUnit(f"U{n:02d}", f"机关党委{n:02d}", "机关党委", "ROOT", {"holds_membership": False}) for n in range(COMMITTEES)]
    rows += [NewUnit(f"B{n:03d}", f"党支部{n:03d}", "党支部", f"U{n % COMMITTEES:02d}") for n in range(branches)]
    made = plant_units(rows)
    return [made[f"B{n:03d}"].pk for n in range(branches)]


def write_catalogue(competencies: int, lessons: int, refresh: tuple[int, ...]) -> list[int]:
    """Competencies, and lessons that between them teach nearly every level; returns the ids of the competencies."""
    domain = Domain.objects.create(framework=Framework.objects.create(code="B", name="框架"), code="B", name="领域")
    Competency.objects.bulk_create([
        Competency(
            code=f"C{n:02d}", name=f"能力{n:02d}", domain=domain, evidence_type="quiz", refresh_months=refresh[n % len(refresh)]
        )
        for n in range(competencies)
    ])
    ids = [pk for _, pk in sorted(Competency.objects.values_list("code", "pk"))]
    dice = random.Random(11)
    rungs = [(c, level) for level in (1, 2, 3, 4) for c in range(competencies)]
    Activity.objects.bulk_create([
        Activity(
            code=f"L{n:03d}", title=f"微课{n:03d}", form="视频", minutes=dice.choice((10, 15, 20, 25, 30, 45)),
            is_required=n % 40 == 0, has_check=True, origin_key=f"L{n:03d}",
        )
        for n in range(lessons)
    ])
    made = [pk for _, pk in sorted(Activity.objects.values_list("code", "pk"))]
    _link(made, ids, rungs, dice)
    return ids


def _link(made: list[int], ids: list[int], rungs: list[tuple[int, int]], dice: random.Random) -> None:
    """What the lessons teach, for whom, and what comes before them (only earlier lessons, so no circle)."""
    tiers = dict(Tier.objects.values_list("code", "pk"))
    teaches: set[tuple[int, int, int]] = set()
    for_tier: set[tuple[int, int]] = set()
    before: set[tuple[int, int]] = set()
    for at, pk in enumerate(made):
        for competency, level in (rungs[at % len(rungs)], *dice.sample(rungs, dice.choice((0, 1, 1, 2)))):
            teaches.add((pk, ids[competency], level))
        for tier in dice.choice((("LEAD", "YOUTH", "GEN"), ("LEAD", "YOUTH", "GEN"), ("YOUTH", "GEN"), ("LEAD",))):
            for_tier.add((pk, tiers[tier]))
        if at and dice.random() < 0.30:
            before.add((pk, made[dice.randrange(at)]))
    Teaches.objects.bulk_create([Teaches(activity_id=a, competency_id=c, level=level) for a, c, level in sorted(teaches)])
    through = Activity.tiers.through
    through.objects.bulk_create([through(activity_id=a, tier_id=t) for a, t in sorted(for_tier)])
    link = Activity.prerequisites.through
    link.objects.bulk_create([link(from_activity_id=a, to_activity_id=b) for a, b in sorted(before)])


def write_requirements(made: Shape, competencies: list[int]) -> list[tuple[int, str]]:
    """Posts with their requirement sets; returns (id, default tier) of each post."""
    tiers = dict(Tier.objects.values_list("code", "pk"))
    found = []
    for n, lines in enumerate(made.lines):
        tier = "LEAD" if n % 10 == 0 else "YOUTH" if n % 10 == 1 else "GEN"
        post = Post.objects.create(code=f"P{n:02d}", name=f"岗位{n:02d}", default_tier_id=tiers[tier])
        asked = RequirementSet.objects.create(code=f"post:{post.code}", name=post.name, kind="post", source_code=post.code)
        asked.posts.add(post)
        version = SetVersion.objects.create(requirement_set=asked)
        Line.objects.bulk_create([
            Line(
                version=version, kind=Line.Kind.COMPETENCY, competency_id=competencies[c], level=level,
                priority=1 if level >= 3 else 2, due_within_months=12,
            )
            for c, level in sorted(lines.items())
        ])
        found.append((post.pk, tier))
    return found
