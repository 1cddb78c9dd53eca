"""Questions about gaps and plans. Everything is computed from facts for the day asked about, never from stored plans alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from lms.core import clock
from lms.people.models import Member, OrgUnit

from .cases import Case, case_of_one, cases
from .picture import Picture, draw
from .reading import ReadingCount, counts_of
from .solutions import Solutions
from .world import world_on


class NoPlan(Exception):
    """The member is away, merged or erased on that day, or the solver failed."""


def pictures(members: QuerySet[Member], day: dt.date | None = None, *, store: bool = False) -> Iterator[Picture]:
    """The pictures of ``members`` on ``day`` (default today), in the order of their codes within each chunk."""
    world = world_on(day or clock.today())
    solutions = Solutions(world, store=store)
    for chunk in cases(world, members):
        problems = {case.person.id: case.problem() for case in chunk}
        answers = solutions.solve_all(set(problems.values()))
        for case in sorted(chunk, key=lambda each: each.person.code):
            answer = answers[problems[case.person.id]]
            if answer is None:
                raise NoPlan(case.person.code)
            yield draw(case, answer[1])


def case_of(member: Member, day: dt.date | None = None) -> Case:
    """One member's case, without the plan."""
    for case in case_of_one(world_on(day or clock.today()), member.pk):
        return case
    raise NoPlan(member.code)


def picture_of(member: Member, day: dt.date | None = None) -> Picture:
    """One member's picture; stores a newly solved plan. Raises NoPlan."""
    return picture_of_case(case_of(member, day))


def picture_of_case(case: Case, *, store: bool = True) -> Picture:
    """The picture of a case at hand; stores a newly solved plan. Raises NoPlan where the solver failed."""
    problem = case.problem()
    answer = Solutions(case.world, store=store).solve_all({problem})[problem]
    if answer is None:
        raise NoPlan(case.person.code)
    return draw(case, answer[1])


def electives(picture: Picture, limit: int = 5) -> list[int]:
    """选学: lessons on offer to the member's tier that are neither planned, begun nor done; what teaches something new first."""
    case, lessons = picture.case, picture.case.world.catalogue.lessons
    planned = {row.lesson for row in picture.rows} | set(picture.begun)
    free = [
        pk
        for pk in case.offer.on_offer
        if pk not in planned
        and pk not in case.learned.done
        and case.person.tier in lessons[pk].tiers
        and all(before in case.learned.done for before in lessons[pk].prerequisites)
    ]

    def held(pk: int) -> bool:
        return not lessons[pk].teaches or case.teaches_nothing_new(pk)

    return sorted(free, key=lambda pk: (held(pk), lessons[pk].minutes, lessons[pk].code))[:limit]


def select(member: str | None = None, org: str | None = None) -> QuerySet[Member]:
    """Members by the options of the commands. Raises Member.DoesNotExist or OrgUnit.DoesNotExist."""
    members = Member.objects.all()
    if member:
        members = members.filter(pk=Member.objects.get(code=member).pk)
    if org:
        members = members.in_unit(OrgUnit.objects.get(code=org))
    return members


def reading_counts(members: Collection[int], year: int | None = None) -> dict[int, ReadingCount]:
    """All that others may know of reading plans: how much each member planned and ticked. One query for each 1,000 members."""
    return counts_of(members, year)
