"""我的学习 put together: the sections, the next step, what changed, and what is said where there is nothing to learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lms.people.models import Member
from lms.planning.picture import Picture, Row
from lms.planning.queries import electives

from . import wording
from .beside import Beside, highest
from .catching_up import catch_up
from .changes import changes_of
from .doors import doors_of
from .hours import asked_hours, by_target
from .kept import facts_of, kept
from .learning import Writer
from .post_change import post_note
from .reading import Names
from .state import Memory
from .test_out import Tests
from .viewmodels import CatchUp, Changes, Gate, Item, Learning, Link, Part, PostNote, TargetHours

#: Rows of a section that are shown before the link to the rest, and electives that are suggested.
SHOWN = 20
SUGGESTED = 5
Hours = tuple[TargetHours, ...]
Shown = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Sections:
    """What takes long to write and is the same until something changes."""

    mandatory: Part
    supplement: Part
    electives: Part
    catch_up: CatchUp | None
    unsupplied: Part
    awaiting: Part
    begun: Part
    laid_aside: tuple[Link, ...]


class PlanPage:
    """``whole``: key of the one section that is shown to its end; the others show ``SHOWN`` rows.

    While something is 未评估 and 摸底 was not skipped (``gated``), only what is compulsory, was begun or awaits a look is shown.
    """

    def __init__(self, member: Member, picture: Picture, memory: Memory, whole: str = "") -> None:
        self.member, self.picture, self.case, self.memory, self.whole = member, picture, picture.case, memory, whole
        self.names = Names(picture.case)
        levels = [self.case.level(competency) for competency, _ in self.case.demand.required]
        self.unassessed = sum(level.basis == "none" for level in levels)
        self.gated = bool(self.unassessed) and not memory.check_skipped
        self.rows: list[Row] = picture.mandatory if self.gated else picture.rows

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.picture, self.names)

    def learning(self, contact: str) -> Learning:
        case, memory = self.case, self.memory
        hours = by_target(self.member, asked_hours(case.world, case.person), case.world.day.year, self.names.all.rules.targets)
        sections = self.sections(hours)
        post, changes = self.news()
        first = None if self.gated else self.first((*sections.mandatory.rows, *sections.supplement.rows))
        return Learning(
            contact=contact, has_post=bool(case.person.posts), first=first,
            mandatory=sections.mandatory, supplement=sections.supplement, electives=sections.electives,
            first_visit=not memory.seen and not self.gated, gate=Gate(self.unassessed) if self.gated else None,
            changes=changes, post=post, catch_up=sections.catch_up,
            empty="" if self.rows or self.gated else self.empty(), until="" if self.rows else self.until(),
            unsupplied=sections.unsupplied, awaiting=sections.awaiting,
            begun=sections.begun, laid_aside=sections.laid_aside,
            minutes=sum(row.minutes for row in self.rows),
            overdue=sum(self.writer.overdue(row) for row in self.rows if row.overdue),
            unassessed=self.unassessed, done=sum(each.year == case.world.day.year for each in case.learned.done.values()),
            hours=tuple(each for each in hours if each.required),
        )  # fmt: skip

    def news(self) -> tuple[PostNote | None, Changes | None]:
        """What changed, to be put away by one tap: while the posts have news, the changes of the plan stand in it."""
        post = post_note(self.picture, self.names, self.memory.posts_noted_on)
        if self.gated and post is None:
            return None, None
        changes = changes_of(self.picture, self.names, self.memory.seen)
        return (replace(post, changes=changes), None) if post else (None, changes)

    @staticmethod
    def first(items: Sequence[Item]) -> Item | None:
        """The next step: the first lesson that needs nobody to arrange it, else the first."""
        return next((item for item in items if not item.on_site), items[0] if items else None)

    def next_row(self) -> Row | None:
        """The same before anything is written: for who only mentions the next step."""
        return next((row for row in self.rows if not self.names.lesson(row.lesson).on_site), self.rows[0] if self.rows else None)

    # ---- the sections

    def sections(self, hours: Hours) -> Sections:
        """One query for each finder of doors."""
        supplement = [] if self.gated else self.picture.supplement
        free = [] if self.gated else electives(self.picture, len(self.case.offer.on_offer))
        shown = {"mandatory": self.cut("mandatory", self.picture.mandatory), "supplement": self.cut("supplement", supplement)}
        listed = [row.lesson for rows in shown.values() for row in rows]
        doors, tests = doors_of([*listed, *free[:SUGGESTED]]), Tests(self.case).lessons(listed)
        key = (
            facts_of(self.case), tuple(row.lesson for row in self.picture.rows), hours, self.memory.laid_aside, self.gated,
            self.whole, tuple(doors.items()), tests,
        )  # fmt: skip
        return kept(self.case.world, key, lambda: self.written(shown, free, doors, hours, tests))

    def written(
        self, shown: Shown, free: Sequence[int], doors: Mapping[int, str], hours: Hours, tests: frozenset[int]
    ) -> Sections:
        beside, picture, laid = Beside(self.picture, self.names), self.picture, self.memory.laid_aside
        chosen = beside.electives(hours, free[:SUGGESTED], doors)
        return Sections(
            mandatory=self.planned("mandatory", picture.mandatory, shown, doors, tests),
            supplement=self.planned("supplement", [] if self.gated else picture.supplement, shown, doors, tests),
            electives=Part("electives", chosen, len(chosen), chosen[0].once.note if chosen else ""),
            catch_up=None if self.gated else catch_up(picture, self.names, hours, free),
            unsupplied=self.part("unsupplied", [] if self.gated else picture.unsupplied, beside.unsupplied),
            awaiting=self.part("awaiting", highest(picture.awaiting), beside.awaiting),
            begun=self.part("begun", [pk for pk in picture.begun if pk not in laid], beside.begun),
            laid_aside=beside.begun([pk for pk in picture.begun if pk in laid]),
        )

    def cut(self, key: str, rows: Sequence[Any]) -> Sequence[Any]:
        return rows if key == self.whole else rows[:SHOWN]

    def part(self, key: str, rows: Sequence[Any], write: Callable[[Any], tuple[Any, ...]]) -> Part:
        return Part(key, write(self.cut(key, rows)), len(rows))

    def planned(
        self, key: str, rows: Sequence[Row], shown: Shown, doors: Mapping[int, str], tests: frozenset[int]
    ) -> Part:
        once = self.writer.once(rows)
        return Part(key, self.writer.items(shown[key], doors, once, tests), len(rows), once.note)

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
