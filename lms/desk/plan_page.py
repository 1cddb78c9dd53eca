"""我的学习 put together: the sections, the next step, what changed, and what is said where there is nothing to learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from lms.people.models import Member
from lms.planning.picture import Picture, Row
from lms.planning.queries import electives

from . import wording
from .beside import Beside
from .catching_up import catch_up
from .changes import changes_of
from .hours import asked_hours, by_target
from .learning import Writer
from .post_change import post_note
from .reading import Names
from .state import Memory
from .viewmodels import CatchUp, Gate, Item, Learning, Part, TargetHours

#: Rows of a section that are shown before the link to the rest, and electives that are suggested.
SHOWN = 20
SUGGESTED = 5


class PlanPage:
    """``whole``: key of the one section that is shown to its end; the others show ``SHOWN`` rows."""

    def __init__(self, member: Member, picture: Picture, memory: Memory, whole: str = "") -> None:
        self.member, self.picture, self.case, self.memory, self.whole = member, picture, picture.case, memory, whole
        self.names = Names(picture.case)
        self.writer, self.beside = Writer(picture, self.names), Beside(picture, self.names)
        levels = [self.case.level(competency) for competency, _ in self.case.demand.required]
        self.unassessed = sum(level.basis == "none" for level in levels)
        self.gated = bool(self.unassessed) and not memory.check_skipped

    def learning(self, contact: str) -> Learning:
        case, picture, memory = self.case, self.picture, self.memory
        hours = by_target(self.member, asked_hours(case.world, case.person), case.world.day.year, self.names.all.rules.targets)
        mandatory = self.planned("mandatory", picture.mandatory)
        supplement = self.planned("supplement", [] if self.gated else picture.supplement)
        shown: tuple[Item, ...] = (*mandatory.rows, *supplement.rows)
        first = None if self.gated else next((item for item in shown if not item.on_site), shown[0] if shown else None)
        rows = picture.mandatory if self.gated else picture.rows
        suggested, hint = self.to_choose(hours)
        return Learning(
            contact=contact, has_post=bool(case.person.posts), first=first, mandatory=mandatory, supplement=supplement,
            first_visit=not memory.seen and not self.gated, gate=Gate(self.unassessed) if self.gated else None,
            changes=None if self.gated else changes_of(self.writer, memory.seen),
            post=post_note(picture, self.names, memory.posts_noted_on), catch_up=hint, electives=suggested,
            empty="" if rows or self.gated else self.empty(), until=self.until(),
            unsupplied=self.part("unsupplied", [] if self.gated else picture.unsupplied, self.beside.unsupplied),
            awaiting=self.part("awaiting", picture.awaiting, self.beside.awaiting),
            begun=self.part("begun", [pk for pk in picture.begun if pk not in memory.laid_aside], self.beside.begun),
            laid_aside=self.beside.begun([pk for pk in picture.begun if pk in memory.laid_aside]),
            minutes=sum(row.minutes for row in rows), overdue=sum(self.writer.overdue(row) for row in rows),
            unassessed=self.unassessed, done=sum(each.year == case.world.day.year for each in case.learned.done.values()),
            hours=tuple(each for each in hours if each.required),
        )  # fmt: skip

    # ---- the sections

    def part(self, key: str, rows: Sequence[Any], write: Callable[[Any], tuple[Any, ...]]) -> Part:
        return Part(key, write(rows if key == self.whole else rows[:SHOWN]), len(rows))

    def planned(self, key: str, rows: Sequence[Row]) -> Part:
        once = self.writer.once(rows)
        shown = rows if key == self.whole else rows[:SHOWN]
        return Part(key, self.writer.items(shown, once=once) if shown else (), len(rows), once.note)

    def to_choose(self, hours: Sequence[TargetHours]) -> tuple[Part, CatchUp | None]:
        """选学, and the way to hours that are behind; nothing of either while 摸底 comes first."""
        if self.gated:
            return Part("electives"), None
        free = electives(self.picture, len(self.case.offer.on_offer))
        chosen = self.beside.electives(hours, free[:SUGGESTED])
        return Part("electives", chosen, len(chosen), chosen[0].once.note if chosen else ""), catch_up(
            self.picture, self.names, hours, free
        )

    # ---- nothing to learn

    def empty(self) -> str:
        """Which of the empty states it is. Only ``reached`` congratulates."""
        if not self.case.person.posts:
            return "no_post"
        if self.picture.unsupplied:
            return "unsupplied"
        if self.picture.awaiting:
            return "awaiting"
        return "reached" if self.case.demand.required and not self.unassessed else "nothing_asked"

    def until(self) -> str:
        """The day on which the first of the levels that are asked and reached lapses, in words; empty: none does."""
        days: list[dt.date] = []
        for competency, required in self.case.demand.required:
            level = self.case.level(competency)
            if level.level >= required and level.until:
                days.append(level.until)
        return wording.day(min(days)) if days else ""
