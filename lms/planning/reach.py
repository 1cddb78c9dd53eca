"""谁会学到: for whom a lesson is compulsory, in whose minimal plan it stands, who may choose it, and why nobody needs it.

The lesson may be a draft: then it is put into a copy of the catalogue, and nothing is written. Plans are reckoned member by
member as in ``impact``, each different problem once; beyond INLINE_LIMIT members or SECONDS the rest is left out, and ``sampled``
says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from time import monotonic

from django.db.models import QuerySet

from lms.catalogue.actions.keep import Kept
from lms.catalogue.models import Activity
from lms.catalogue.snapshot import Lesson
from lms.core import clock, conf
from lms.people.models import Leave, Member, OrgUnit, Tier
from lms.people.queries import in_force

from .cases import Case, cases
from .impact import CHUNK, SECONDS, scattered
from .solutions import Solutions
from .world import World, world_on

#: The id of a lesson that is not there yet.
NEW = -1

MUST, GAP, FREE, DONE, CLOSED, OTHER_TIER = "must", "gap", "free", "done", "closed", "other_tier"
#: Why a member's plan does without the lesson.
NOBODY, COVERED, TIER, BEFORE, SCOPE, LEVEL, AWAITING = "nobody", "covered", "tier", "before", "scope", "level", "awaiting"
GROUPS = (MUST, GAP, FREE)
#: What plans are made of. Courses and tracks ask for their parts.
KINDS = (Activity.Kind.LESSON, Activity.Kind.SESSION)


@dataclass(slots=True)
class Reach:
    """``members``: how many present members lie in the scope; of ``reckoned`` of them all other numbers speak.

    ``ids``: the members by group. ``reasons``: why those who could learn it do not need it, how many each. ``instead``: lessons
    that supply the same in their plans; ``missing``: prerequisites that are not on offer. Ids of lessons.
    """

    members: int = 0
    reckoned: int = 0
    ids: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in GROUPS})
    places: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    instead: Counter[int] = field(default_factory=Counter)
    missing: Counter[int] = field(default_factory=Counter)

    @property
    def sampled(self) -> bool:
        return self.reckoned < self.members

    def count(self, group: str) -> int:
        """Of all members of the scope: counted, or carried over from those reckoned."""
        found = self.places[group]
        return round(found * self.members / self.reckoned) if self.sampled and self.reckoned else found


def reach_of(members: QuerySet[Member], *, lesson: int = NEW, draft: Lesson | None = None) -> Reach:
    """Who of ``members`` would learn the lesson today. ``draft``: as it would be; None: as it stands in the catalogue.

    Four queries, and some twelve for each CHUNK of members. Writes nothing.
    """
    world = world_on(clock.today())
    if draft is not None:
        world, lesson = with_lesson(world, draft), draft.id
    ids = present_ids(members, world)
    found = Reach(members=len(ids))
    if lesson not in world.catalogue.lessons:
        return found
    for case, planned in reckoned(world, ids):
        found.reckoned += 1
        _count(found, case, lesson, planned)
    return found


def reckoned(world: World, ids: list[int]) -> Iterator[tuple[Case, frozenset[int]]]:
    """Each member's case with the lessons of the gap section, while that takes no longer than somebody waits."""
    chosen = sorted(ids, key=scattered)[: int(conf.get("INLINE_LIMIT"))]
    solutions, started = Solutions(world, store=False), monotonic()
    for at in range(0, len(chosen), CHUNK):
        if at and monotonic() - started > SECONDS:
            return
        for chunk in cases(world, Member.objects.filter(pk__in=chosen[at : at + CHUNK])):
            problems = [case.problem() for case in chunk]
            answers = solutions.solve_all(problems)
            for case, problem in zip(chunk, problems, strict=True):
                if (answer := answers[problem]) is not None:
                    yield case, answer[1]


@dataclass(slots=True)
class Assigned:
    """``lessons``: in how many plans each lesson stands now, compulsory or for a gap, of the ``reckoned`` of all ``members``."""

    members: int = 0
    reckoned: int = 0
    lessons: Counter[int] = field(default_factory=Counter)

    @property
    def sampled(self) -> bool:
        return self.reckoned < self.members

    def count(self, lesson: int) -> int:
        """Of all members: counted, or carried over from those reckoned."""
        found = self.lessons[lesson]
        return round(found * self.members / self.reckoned) if self.sampled and self.reckoned else found


def assigned(members: QuerySet[Member]) -> Assigned:
    """How often every lesson is planned for ``members`` today. Queries as ``reach_of``. Writes nothing."""
    world = world_on(clock.today())
    ids = present_ids(members, world)
    found = Assigned(members=len(ids))
    for case, planned in reckoned(world, ids):
        found.reckoned += 1
        found.lessons.update(planned | case.problem()[1])
    return found


def present_ids(members: QuerySet[Member], world: World) -> list[int]:
    """Members who are here today: not merged or erased, not on leave. One query."""
    away = Leave.objects.filter(in_force(world.day)).values("member_id")
    present = members.filter(merged_into__isnull=True, erased_at__isnull=True).exclude(pk__in=away)
    return list(present.values_list("pk", flat=True))


def _count(found: Reach, case: Case, lesson: int, planned: frozenset[int]) -> None:
    place = place_of(case, lesson, planned)
    found.places[place] += 1
    if place in found.ids:
        found.ids[place].append(case.person.id)
    if place in (MUST, GAP, DONE):
        return
    why = why_not(case, lesson)
    found.reasons[why] += 1
    if why == COVERED:
        found.instead.update(_suppliers(case, lesson) & (planned | case.problem()[1]))
    elif why == BEFORE:
        found.missing.update(_closed(case, lesson))


def place_of(case: Case, lesson: int, planned: frozenset[int]) -> str:
    """``planned``: lessons of the member's gap section."""
    if lesson in case.problem()[1]:
        return MUST
    if lesson in planned:
        return GAP
    if lesson in case.learned.done:
        return DONE
    if lesson not in case.offer.on_offer:
        return CLOSED
    return FREE if case.person.tier in case.world.catalogue.lessons[lesson].tiers else OTHER_TIER


def why_not(case: Case, lesson: int) -> str:
    """Why the member's plan does without the lesson, the plainest reason first."""
    facts = case.world.catalogue.lessons[lesson]
    open_ones = {gap.competency: gap.current.level for gap in case.gaps()}
    if not any(level > open_ones[competency] for competency, level in facts.teaches if competency in open_ones):
        return NOBODY
    if facts.owner is not None and not any(unit.startswith(facts.owner) for unit in case.person.units):
        return SCOPE
    if lesson not in case.offer.on_offer:
        return BEFORE
    rungs = [rung for rung in case.rungs() if lesson in rung.lessons]
    if rungs:
        return AWAITING if all(case.covered(rung) for rung in rungs) else COVERED
    return LEVEL if case.person.tier in facts.tiers else TIER


def _suppliers(case: Case, lesson: int) -> set[int]:
    """Lessons that supply one of the rungs that the lesson supplies to this member, without itself."""
    return {pk for rung in case.rungs() if lesson in rung.lessons for pk in rung.lessons} - {lesson}


def _closed(case: Case, lesson: int) -> list[int]:
    """Prerequisites that keep the lesson closed to this member."""
    before = case.world.catalogue.lessons[lesson].prerequisites
    return [pk for pk in before if pk not in case.offer.on_offer and pk not in case.learned.done]


# ---- the world as it would be


def with_lesson(world: World, draft: Lesson) -> World:
    """The world in which the catalogue has this lesson, in place of one with the same id."""
    known = world.catalogue
    digest = sha256(f"{known.digest}{draft}{sorted(draft.tiers)}".encode()).hexdigest()[:16]
    catalogue = replace(known, lessons={**known.lessons, draft.id: draft}, digest=digest)
    audience = world.audience
    if draft.owner and not audience.with_units:
        audience = type(audience)(world.day, with_units=True)
    return replace(world, catalogue=catalogue, audience=audience, offers={}, demands={}, memo={})


def draft_of(kept: Kept, activity: Activity | None) -> Lesson:
    """The lesson as its maker has it, published or not. Two queries."""
    owner = None
    if kept.share_scope == Activity.Share.UNIT and kept.owner_unit_id:
        owner = OrgUnit.objects.filter(pk=kept.owner_unit_id).values_list("path", flat=True).first()
    return Lesson(
        id=activity.pk if activity else NEW,
        code=activity.code if activity else "",
        minutes=kept.minutes,
        required=activity.is_required if activity else False,
        must_finish=kept.must_finish,
        tiers=frozenset(Tier.objects.filter(pk__in=kept.tiers).values_list("code", flat=True)),
        teaches=tuple(sorted(kept.teaches)),
        prerequisites=tuple(sorted(kept.prerequisites)),
        parts=(),
        owner=owner,
        available=kept.valid_until is None or kept.valid_until >= clock.today(),
    )
