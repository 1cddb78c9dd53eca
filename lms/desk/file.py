"""我的档案: the record of a year, and the hours of a year."""

from __future__ import annotations

import datetime as dt

from lms.core import clock
from lms.people.models import Member
from lms.planning.world import World, world_on
from lms.records.models import Progress

from .growth import growth_of
from .hours import asked_hours, by_target, what_counts
from .snapshot import snapshot_of
from .transcript import entries_of, years_of
from .viewmodels import File, Hours, TargetHours
from .wording import MODES, mode_word


def my_file(member: Member, user_id: int, year: int | None = None, today: dt.date | None = None) -> File:
    """The record of a calendar year, and the three results of it: lessons done, hours against what was asked, levels.

    ``user_id``: the member's own account; what another account entered is marked. A year in the future becomes this year.
    """
    today = today or clock.today()
    shown = shown_year(year, today)
    modes, lines = hours_of(member, shown, world_of(shown, today))
    return File(
        year=shown,
        years=_years(member, shown, today),
        modes=modes,
        hours=lines,
        entries=entries_of(member, user_id, shown),
        growth=growth_of(member, shown, shown, today),
        done=_done(member, shown),
    )


def my_hours(member: Member, year: int | None = None, today: dt.date | None = None) -> Hours:
    """Hours of a calendar year by target and mode, against what was asked in it, and what can count towards each target."""
    today = today or clock.today()
    shown = shown_year(year, today)
    world = world_of(shown, today)
    modes, lines = hours_of(member, shown, world)
    rules = snapshot_of(world).rules.rules
    counts = {line.target_id: (line.name, what_counts(rules, line.target_id)) for line in lines}
    told = tuple(each for each in counts.values() if each[1])
    return Hours(shown, _years(member, shown, today), modes, lines, told)


def shown_year(year: int | None, today: dt.date) -> int:
    return min(year or today.year, today.year)


def world_of(year: int, today: dt.date) -> World:
    """The world in which the hours of ``year`` are judged: of its last day, or of today."""
    return world_on(min(today, dt.date(year, 12, 31)))


def hours_of(member: Member, year: int, world: World) -> tuple[tuple[str, ...], tuple[TargetHours, ...]]:
    """The modes that are shown, and a line for each target."""
    people = world.audience.one(member.pk)
    asked = asked_hours(world, people[0]) if people else {}
    lines = by_target(member, asked, year, snapshot_of(world).rules.targets)
    used = [at for at, mode in enumerate(MODES) if mode in ("onsite", "online") or any(line.by_mode[at] for line in lines)]
    return tuple(mode_word(MODES[at]) for at in used), tuple(line.only(used) for line in lines)


def _years(member: Member, shown: int, today: dt.date) -> tuple[int, ...]:
    return tuple(sorted({today.year, shown, *years_of(member)}, reverse=True))


def _done(member: Member, year: int) -> int:
    """Lessons whose completion rule was met in the year. One query."""
    days = Progress.objects.filter(member_id=member.pk, done_on__isnull=False).values_list("done_days", flat=True)
    return sum(any(day.startswith(f"{year}-") for day in each) for each in days)
