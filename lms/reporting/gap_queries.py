"""Questions about gaps and missing lessons of many members, computed for the day from facts.

They read every member concerned, so they are asked for at most ``INLINE_LIMIT`` members at a time; ``too_many`` says so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from lms.competencies.models import Competency
from lms.core import conf
from lms.people.models import Member, Tier
from lms.people.scopes import MemberQuerySet
from lms.planning.cases import Case, cases
from lms.planning.gaps import Gap
from lms.planning.world import world_on

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
    """One member's gap in one competency."""

    member: Member
    tier: str
    required: int
    current: int
    basis: str


@dataclass(slots=True)
class Unsupplied:
    """A rung that no lesson on offer supplies, with the number of members who lack it, by tier code."""

    competency: Competency
    level: int
    by_tier: Counter[str] = field(default_factory=Counter)
    unassessed: int = 0

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


def gaps_by_competency(members: QuerySet[Member], day: dt.date) -> list[CompetencyGaps]:
    """Every competency that somebody lacks or was never assessed in, those most lacked first."""
    found: dict[int, list[Gap]] = defaultdict(list)
    for case in _all(members, day):
        for gap in case.gaps():
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


def members_lacking(members: QuerySet[Member], day: dt.date, competency: Competency) -> list[MemberGap]:
    """Who lacks the competency, by code; members never assessed in it come last."""
    tiers = dict(Tier.objects.values_list("code", "name"))
    found: dict[int, tuple[Gap, str]] = {}
    for case in _all(members, day):
        for gap in case.gaps():
            if gap.competency == competency.pk:
                found[case.person.id] = gap, tiers.get(case.person.tier or "", "—")
    rows = []
    for member in Member.objects.filter(pk__in=list(found)).select_related("branch"):
        gap, tier = found[member.pk]
        rows.append(MemberGap(member, tier, gap.required, gap.current.level, gap.current.basis))
    return sorted(rows, key=lambda row: (row.basis == "none", row.member.code))


def unsupplied(members: QuerySet[Member], day: dt.date) -> list[Unsupplied]:
    """缺课程: rungs that no lesson supplies, with numbers of members and without names. Never assessed ones stand apart."""
    found: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    apart: Counter[tuple[int, int]] = Counter()
    for case in _all(members, day):
        for key in {(rung.element.competency, rung.element.level) for rung in case.rungs() if not rung.lessons}:
            if case.level(key[0]).basis == "none":
                apart[key] += 1
                found[key] += Counter()
            else:
                found[key][case.person.tier or ""] += 1
    named = _competencies({pk for pk, _ in found})
    rows = [Unsupplied(named[pk], level, tiers, apart[pk, level]) for (pk, level), tiers in found.items()]
    return sorted(rows, key=lambda row: (-row.people, row.competency.code, row.level))
