"""What the member's own pages ask. Each reads with a fixed number of queries, however long the plan or the record is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lms.core import clock
from lms.people.models import Member
from lms.people.queries import on_leave
from lms.planning.cases import Case
from lms.planning.queries import NoPlan, case_of, picture_of
from lms.planning.world import world_on

from .abilities import domains_of
from .hours import asked_hours, by_target
from .learning import Writer
from .reading import CreditRules, Names, contact_of
from .transcript import entries_of, years_of
from .viewmodels import Abilities, File, Learning
from .wording import MODES, mode_word


def member_of(user: Any) -> Member | None:
    """The member whose account this is. Merged and erased rows are nobody's. One query."""
    return Member.objects.present().filter(user=user).select_related("branch").first()


def my_learning(member: Member, day: dt.date | None = None) -> Learning:
    """The member's plan of ``day`` in words, with what stands beside it. Stores a newly solved plan."""
    contact = contact_of(member)
    try:
        picture = picture_of(member, day)
    except NoPlan:
        away = bool(on_leave([member.pk], day or clock.today()))
        return Learning(contact=contact, away=away, failed=not away)
    case = picture.case
    names = Names(case)
    writer = Writer(picture, names, CreditRules(case.world.day))
    hours = by_target(member, asked_hours(case.world, case.person), case.world.day.year)
    return Learning(
        contact=contact,
        has_post=bool(case.person.posts),
        mandatory=tuple(writer.item(row) for row in picture.mandatory),
        supplement=tuple(writer.item(row) for row in picture.supplement),
        electives=writer.electives(hours),
        unsupplied=writer.unsupplied(),
        awaiting=writer.awaiting(),
        begun=writer.begun(),
        unassessed=sum(case.level(competency).basis == "none" for competency, _ in case.demand.required),
        done=sum(each.year == case.world.day.year for each in case.learned.done.values()),
        hours=tuple(each for each in hours if each.required),
    )


def my_abilities(member: Member, day: dt.date | None = None) -> Abilities:
    """What is asked of the member by competency, and where the member is. Who is on leave is asked nothing."""
    contact = contact_of(member)
    case = _case(member, day)
    if case is None:
        return Abilities(contact=contact, away=True)
    return domains_of(Names(case), contact)


def _case(member: Member, day: dt.date | None) -> Case | None:
    try:
        return case_of(member, day)
    except NoPlan:
        return None


def my_file(member: Member, user_id: int, year: int | None = None, today: dt.date | None = None) -> File:
    """Hours of a calendar year against what was asked in it, and the record of that year.

    ``user_id``: the member's own account; what another account entered is marked. A year in the future becomes this year.
    """
    today = today or clock.today()
    shown = min(year or today.year, today.year)
    world = world_on(min(today, dt.date(shown, 12, 31)))
    people = next(world.audience.people(Member.objects.filter(pk=member.pk)), [])
    asked = asked_hours(world, people[0]) if people else {}
    lines = by_target(member, asked, shown)
    used = [at for at, mode in enumerate(MODES) if mode in ("onsite", "online") or any(line.by_mode[at] for line in lines)]
    return File(
        year=shown,
        years=tuple(sorted({today.year, shown, *years_of(member)}, reverse=True)),
        modes=tuple(mode_word(MODES[at]) for at in used),
        hours=tuple(line.only(used) for line in lines),
        entries=entries_of(member, user_id, shown),
    )
