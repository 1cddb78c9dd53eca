"""我的学习: one member's plan in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lms.core import conf
from lms.core.states import State
from lms.planning.explain import alternatives
from lms.planning.picture import MANDATORY, Ask, Picture, Row
from lms.records.claiming import outweighs
from lms.records.models import Progress

from . import wording, wording_reason
from .reading import Names, unique
from .viewmodels import EACH, Alternative, Group, Item, Once, once_for

#: Words for how far a lesson has come; what is done says so until it is asked again.
STATES = {
    Progress.State.STARTED.value: State.CONTINUE,
    Progress.State.SEEN.value: State.WATCHED,
    Progress.State.COMPLETED.value: State.COMPLETED,
    Progress.State.PASSED.value: State.PASSED,
    Progress.State.EXEMPTED.value: State.EXEMPT,
}
DONE = frozenset({State.COMPLETED, State.PASSED, State.EXEMPT})


def state_of(progress: str, *, planned: bool, door: bool) -> State | None:
    """The one word for a lesson. ``door``: it can be opened here; a planned one that cannot is arranged by somebody.

    A lesson that is done and stands in the plan again (a requirement that recurs, a level that lapsed) begins anew. One that
    is not planned, was not begun and cannot be opened is in no state: nobody arranges it for this member.
    """
    state = STATES.get(progress)
    if state is None or (planned and state in DONE):
        return State.START if door else State.TO_ARRANGE if planned else None
    return state


class Writer:
    """Turns the rows of a picture into items. No query, and no work for rows that are not asked for."""

    def __init__(self, picture: Picture, names: Names) -> None:
        self.picture, self.case, self.names = picture, picture.case, names
        self.world = picture.case.world
        self.asked_for = self.case.compulsory()
        self.headings, self.none_passed_over = wording.why_headings(), wording.nothing_passed_over()
        self.followers: dict[int, list[int]] = defaultdict(list)
        before = self.case.before
        for row in picture.rows:
            for earlier in before.get(row.lesson, ()):
                self.followers[earlier].append(row.lesson)

    def items(
        self, rows: Sequence[Row], doors: Mapping[int, str], once: Once = EACH, tests: Collection[int] = ()
    ) -> tuple[Item, ...]:
        """``doors``: address by lesson, of those that can be opened; ``tests``: lessons with a 测一测."""
        return tuple(
            self.item(row, at, doors.get(row.lesson, ""), once, row.lesson in tests) for at, row in enumerate(rows, 1)
        )

    def item(self, row: Row, number: int = 0, door: str = "", once: Once = EACH, test: bool = False) -> Item:
        lesson, credit = self.names.lesson(row.lesson), self.names.all.credit(row.lesson)
        due, binding = when(row)
        asks = sorted(row.asks, key=_weight)
        teaches = tuple(
            wording.teaches(self.names.competency(each.competency).name, each.level, each.relapse) for each in row.supplies
        )
        others = tuple(self._alternative(each) for each in alternatives(self.picture, row))
        door = "" if lesson.on_site else door
        return Item(
            pk=row.lesson, title=lesson.title, minutes=row.minutes, form=lesson.form, number=number,
            compulsory=row.section == MANDATORY,
            who=wording.listed(unique(self.names.source(ask.source) for ask in asks)),
            reason=self._reason(row, asks), earned=credit.earned, counts=credit.counts, once=once,
            due=due, binding=binding, overdue=self.overdue(row), claim=self._can_claim(row), test=test,
            relapse=any(each.relapse for each in row.supplies), other_tier=row.other_tier, on_site=lesson.on_site, door=door,
            states=self.states(row, bool(door)), teaches=teaches, alternatives=others,
            why=self._why(row, asks, teaches, others),
        )

    def overdue(self, row: Row) -> bool:
        """What somebody else has to arrange is never late for the member."""
        return row.overdue and not self.names.lesson(row.lesson).on_site

    def states(self, row: Row, door: bool) -> tuple[State, ...]:
        """The words for a planned lesson, the gravest first."""
        found = [State.OVERDUE] if self.overdue(row) else []
        if any(each.relapse for each in row.supplies):
            found.append(State.RELAPSE)
        door = door and not self.names.lesson(row.lesson).on_site
        state = state_of(self.names.progress.get(row.lesson, ""), planned=True, door=door)
        return (*found, state) if state else tuple(found)

    def once(self, rows: Sequence[Row]) -> Once:
        """What ``rows`` have in common, to be said once above them."""
        if len(rows) < 2:
            return EACH
        dues = {when(row) for row in rows}
        due = wording.by_when(*dues.pop()) if len(dues) == 1 else ""
        return once_for(due, [self.names.all.credit(row.lesson).counts for row in rows])

    def _can_claim(self, row: Row) -> bool:
        """Whether the member's own word could make the lesson needless: nothing else counts, and it counts high enough."""
        if row.section == MANDATORY:
            return False
        limit = conf.get("SELF_CLAIM_LIMIT")
        return any(each.level <= limit and not outweighs(self.case.level(each.competency).basis) for each in row.supplies)

    # ---- the one sentence

    def _reason(self, row: Row, asks: Sequence[Ask]) -> str:
        """A lesson that somebody asks for itself says so; else the most important requirement it serves."""
        if not self._inherited(row):
            for ask in asks:
                if ask.competency is None:
                    return self._asks_lesson(row, ask, asks)
        return self._serves(row, asks) or wording_reason.comes_before([self.names.title(pk) for pk in self.followers[row.lesson]])

    def _asks_lesson(self, row: Row, ask: Ask, asks: Sequence[Ask]) -> str:
        """Who asks for the lesson itself, what it is about, and where the member is in that."""
        who, short, tier = self.names.source(ask.source), wording_reason.somebody(ask.source), ask.source.startswith("tier:")
        taught = dict(self.world.catalogue.lessons[row.lesson].teaches)
        mine = [each.competency for each in asks if each.competency in taught]
        for competency in (*mine[:1], *taught):
            standing = self.names.standing(competency)
            return wording_reason.asks_lesson(who, short, standing.what, taught[competency], standing.both, tier)
        return wording_reason.asks_lesson(who, short, "", 0, ("", ""), tier)

    def _serves(self, row: Row, asks: Sequence[Ask]) -> str:
        """The most important requirement that the lesson serves, and where the member is."""
        mine = {each.competency for each in row.supplies}
        for ask in asks:
            if ask.competency in mine and ask.level is not None:
                standing, short = self.names.standing(ask.competency), wording_reason.somebody(ask.source)
                who = self.names.source(ask.source)
                return wording_reason.asks_competency(who, short, standing.what, ask.level, standing.both)
        return ""

    def _inherited(self, row: Row) -> bool:
        """Nobody asks for this lesson itself: it stands there because another one requires it."""
        return bool(self.followers[row.lesson]) and not row.supplies and row.lesson not in self.asked_for

    # ---- everything behind it

    def _why(
        self, row: Row, asks: Sequence[Ask], teaches: tuple[str, ...], others: tuple[Alternative, ...]
    ) -> tuple[Group, ...]:
        asked, mine, supplied, passed = self.headings
        where = tuple(self.names.standing(pk).line for pk in self._competencies(row))
        form = self.names.lesson(row.lesson).form
        note = (*([wording.form(form)] if form else ()), *([wording.for_another_tier()] if row.other_tier else ()))
        groups = (
            Group(asked, tuple(self._ask_line(ask) for ask in asks)),
            Group(mine, where),
            Group(supplied, (*teaches, *note)),
            Group(passed, tuple(each.line for each in others) or (self.none_passed_over,)),
        )
        return tuple(group for group in groups if group.lines)

    def _competencies(self, row: Row) -> list[int]:
        """Those that the lesson supplies; of a lesson that supplies nothing those that it teaches."""
        found = [each.competency for each in row.supplies] or [pk for pk, _ in self.world.catalogue.lessons[row.lesson].teaches]
        return list(dict.fromkeys(found))

    def _ask_line(self, ask: Ask) -> str:
        if ask.competency is None or ask.level is None:
            text = wording.asks_lesson(self.names.source(ask.source), ask.source.startswith("tier:"))
        else:
            text = wording.asks_level(self.names.source(ask.source), self.names.competency(ask.competency).name, ask.level)
        due = wording.by_when(ask.due, ask.competency is None) if ask.due else ""
        return wording.beside(text, wording.priority_word(ask.priority), due, self.names.all.origin(ask.source))

    def _alternative(self, found: dict[str, object]) -> Alternative:
        pk = self.names.all.ids[str(found["code"])]
        return Alternative(self.names.title(pk), self.world.minutes[pk], wording.alternative_reason(str(found["reason"])))


def when(row: Row) -> tuple[dt.date | None, bool]:
    """By when, and whether that is a deadline: the first day set for the lesson itself, else the first that is suggested."""
    binding = [ask.due for ask in row.asks if ask.due and ask.competency is None]
    return (min(binding), True) if binding else (row.due, False)


def _weight(ask: Ask) -> tuple[bool, int, int, int, str]:
    """Requirements for the lesson itself first, then by priority, the higher level, the earlier day."""
    due = ask.due.toordinal() if ask.due else 10**7
    return (ask.competency is not None, ask.priority or 9, -(ask.level or 0), due, ask.source)
