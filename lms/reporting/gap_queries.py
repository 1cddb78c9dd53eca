"""Questions about gaps and missing lessons of many members, computed for the day from facts.

They read every member concerned, so they are asked for at most ``INLINE_LIMIT`` members at a time; ``too_many`` says so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from lms.catalogue.models import Teaches
from lms.competencies.models import Competency
from lms.core import conf
from lms.people.models import Member, OrgUnit, PostHolding, Tier
from lms.people.queries import in_force
from lms.people.scopes import MemberQuerySet
from lms.planning.cases import Case, cases
from lms.planning.exports import redundancy_rows
from lms.planning.gaps import Gap
from lms.planning.impact import missing_rungs
from lms.planning.world import world_on

from .completion import ONE_DAY
from .facts import asked_since

LEVELS = (1, 2, 3, 4)


@dataclass(slots=True)
class CompetencyGaps:
    """One competency: members who lack it by the level asked of them, and members never assessed in it apart."""

    competency: Competency
    lacking: Counter[int] = field(default_factory=Counter)
    unassessed: int = 0
    relapsed: int = 0

    @property
    def people(self) -> int:
        return sum(self.lacking.values())


@dataclass(frozen=True, slots=True)
class MemberGap:
    """One member's gap in one competency. ``basis`` none: never assessed, which is no gap and stands apart."""

    member: Member
    competency: Competency
    tier: str
    posts: str
    required: int
    current: int
    basis: str

    @property
    def assessed(self) -> bool:
        return self.basis != "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps: of some competencies, with a level asked, by the basis of the level held, on a rung without a lesson."""

    competencies: frozenset[int] | None = None
    level: int | None = None
    basis: str = ""
    rung: int | None = None

    def fits(self, case: Case, gap: Gap) -> bool:
        if self.competencies is not None and gap.competency not in self.competencies:
            return False
        basis = gap.current.basis
        if self.level is not None and (gap.required != self.level or basis == "none"):
            return False
        if self.basis and not (basis == self.basis or (self.basis == "lacking" and basis != "none")):
            return False
        return self.rung is None or (gap.competency, self.rung) in missing_rungs(case)


ALL = Wanted()


@dataclass(slots=True)
class Unsupplied:
    """A rung that no lesson on offer supplies, with the number of members who lack it, by tier code."""

    competency: Competency
    level: int
    by_tier: Counter[str] = field(default_factory=Counter)
    unassessed: int = 0
    since: dt.date | None = None

    @property
    def people(self) -> int:
        return sum(self.by_tier.values())


def too_many(members: MemberQuerySet) -> int:
    """How many members, where that is more than may be read at once; else 0. One query."""
    count = members.present().count()
    return count if count > conf.get("INLINE_LIMIT") else 0


def _all(members: QuerySet[Member], day: dt.date) -> Iterator[Case]:
    for chunk in cases(world_on(day), members):
        yield from chunk


def _competencies(ids: set[int]) -> dict[int, Competency]:
    return {each.pk: each for each in Competency.objects.select_related("domain").filter(pk__in=ids)}


def gaps_by_competency(members: QuerySet[Member], day: dt.date, wanted: Wanted = ALL) -> list[CompetencyGaps]:
    """Every competency that somebody lacks or was never assessed in, those most lacked first."""
    found: dict[int, list[Gap]] = defaultdict(list)
    for case in _all(members, day):
        for gap in case.gaps():
            if wanted.fits(case, gap):
                found[gap.competency].append(gap)
    rows = []
    for pk, competency in _competencies(set(found)).items():
        row = CompetencyGaps(competency)
        for gap in found[pk]:
            if gap.current.basis == "none":
                row.unassessed += 1
                continue
            row.lacking[gap.required] += 1
            row.relapsed += gap.current.basis == "lapsed"
        rows.append(row)
    return sorted(rows, key=lambda row: (-row.people, -row.unassessed, row.competency.code))


def member_gaps(members: QuerySet[Member], day: dt.date, wanted: Wanted = ALL) -> list[MemberGap]:
    """Who lacks what: a line for each member and competency, by member; what was never assessed comes last of each member's."""
    tiers = dict(Tier.objects.values_list("code", "name"))
    found: dict[int, list[Gap]] = {}
    tier_of: dict[int, str] = {}
    for case in _all(members, day):
        if gaps := [gap for gap in case.gaps() if wanted.fits(case, gap)]:
            found[case.person.id] = gaps
            tier_of[case.person.id] = tiers.get(case.person.tier or "", "—")
    competencies = _competencies({gap.competency for gaps in found.values() for gap in gaps})
    posts = _posts(members, day)
    rows = [
        MemberGap(
            member, competencies[gap.competency], tier_of[member.pk], "、".join(posts.get(member.pk, ())), gap.required,
            gap.current.level, gap.current.basis,
        )
        for member in members.present().select_related("branch")  # type: ignore[attr-defined]
        for gap in found.get(member.pk, ())
    ]
    return sorted(rows, key=lambda row: (row.member.branch.path, row.member.code, not row.assessed, row.competency.code))


def _posts(members: QuerySet[Member], day: dt.date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    holdings = PostHolding.objects.filter(in_force(day), member__in=members.order_by().values("pk")).order_by("-is_main", "pk")
    for member, name in holdings.values_list("member_id", "post__name"):
        found[member].append(name)
    return found


def unsupplied(members: QuerySet[Member], day: dt.date) -> list[Unsupplied]:
    """缺课程: rungs that no lesson supplies, with numbers of members and without names. Never assessed ones stand apart."""
    found: dict[tuple[int, int], Unsupplied] = {}
    asked: dict[tuple[int, int], set[dt.date | None]] = defaultdict(set)
    named = {each.pk: each for each in Competency.objects.select_related("domain")}
    for case in _all(members, day):
        for key in missing_rungs(case):
            row = found.setdefault(key, Unsupplied(named[key[0]], key[1]))
            if case.level(key[0]).basis == "none":
                row.unassessed += 1
            else:
                row.by_tier[case.person.tier or ""] += 1
            asked[key] |= {
                asked_since(case, line) for line in case.demand.lines if line.competency == key[0] and (line.level or 0) >= key[1]
            }
    gone = _last_lesson(day)
    for key, row in found.items():
        days = asked[key]
        first = None if not days or None in days else min(each for each in days if each)
        row.since = max((each for each in (first, gone.get(key)) if each), default=None)
    return sorted(found.values(), key=lambda row: (-row.people, -row.unassessed, row.competency.code, row.level))


def _last_lesson(day: dt.date) -> dict[tuple[int, int], dt.date]:
    """The day after the last lesson for a rung expired. One query."""
    gone: dict[tuple[int, int], dt.date] = {}
    expired = Teaches.objects.filter(activity__valid_until__lt=day).order_by("activity__valid_until")
    for competency, level, until in expired.values_list("competency_id", "level", "activity__valid_until"):
        if until is not None:
            gone |= {(competency, rung): until + ONE_DAY for rung in range(1, level + 1)}
    return gone


@dataclass(frozen=True, slots=True)
class Redundancy:
    """重复安排率 of one unit and tier: lessons planned for members, and those of them that teach only what is held."""

    unit: str
    tier: str
    assigned: int
    redundant: int


def redundancy(members: QuerySet[Member], day: dt.date) -> list[Redundancy]:
    """A line for each unit and tier, in the order of the units."""
    units = {code: (path, name) for code, path, name in OrgUnit.objects.values_list("code", "path", "name")}
    tiers = dict(Tier.objects.values_list("code", "name"))
    rows = redundancy_rows(members, day)
    next(rows)
    found = [(units[str(unit)], str(tier), int(assigned), int(redundant)) for unit, tier, assigned, redundant, _share in rows]
    return [Redundancy(unit[1], tiers.get(tier, "—"), assigned, redundant) for unit, tier, assigned, redundant in sorted(found)]
