"""我的学习: one member's plan in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lms.core.states import State
from lms.planning.explain import alternatives
from lms.planning.picture import Ask, Picture, Row
from lms.records.models import Progress

from . import wording
from .doors import doors_of
from .reading import Names, unique
from .viewmodels import Alternative, Group, Item

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
    """Turns the rows of a picture into items. No query but for the doors, and none of it for rows that are not asked for."""

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

    def items(self, rows: Sequence[Row], start: int = 1) -> tuple[Item, ...]:
        """One query for each finder of doors."""
        doors = doors_of([row.lesson for row in rows])
        return tuple(self.item(row, at, doors.get(row.lesson, "")) for at, row in enumerate(rows, start))

    def item(self, row: Row, number: int = 0, door: str = "") -> Item:
        lesson = self.names.lesson(row.lesson)
        binding = [ask.due for ask in row.asks if ask.due and ask.competency is None]
        asks = sorted(row.asks, key=_weight)
        teaches = tuple(
            wording.teaches(self.names.competency(each.competency).name, each.level, each.relapse) for each in row.supplies
        )
        others = tuple(self._alternative(each) for each in alternatives(self.picture, row))
        return Item(
            pk=row.lesson, title=lesson.title, minutes=row.minutes, form=lesson.form, number=number,
            who=wording.listed(unique(self.names.source(ask.source) for ask in asks)),
            reason=self._reason(row, asks), credit=self.names.all.credit(row.lesson).words,
            due=min(binding) if binding else row.due, binding=bool(binding), overdue=row.overdue,
            relapse=any(each.relapse for each in row.supplies), other_tier=row.other_tier, on_site=lesson.on_site, door=door,
            states=self.states(row, bool(door)), teaches=teaches, alternatives=others,
            why=self._why(row, asks, teaches, others),
        )

    def states(self, row: Row, door: bool) -> tuple[State, ...]:
        """The words for a planned lesson, the gravest first."""
        found = [State.OVERDUE] if row.overdue else []
        if any(each.relapse for each in row.supplies):
            found.append(State.RELAPSE)
        state = state_of(self.names.progress.get(row.lesson, ""), planned=True, door=door)
        return (*found, state) if state else tuple(found)

    # ---- the one sentence

    def _reason(self, row: Row, asks: Sequence[Ask]) -> str:
        """A lesson that somebody asks for itself says so; else the most important requirement it serves."""
        if not self._inherited(row):
            for ask in asks:
                if ask.competency is None:
                    return wording.and_also(self._asks_lesson(ask), self._serves(row, asks) or self._about(row.lesson))
        return self._serves(row, asks) or wording.comes_before([self.names.title(pk) for pk in self.followers[row.lesson]])

    def _asks_lesson(self, ask: Ask) -> str:
        who = self.names.source(ask.source)
        return wording.required_for_tier(who) if ask.source.startswith("tier:") else wording.asks_lesson(who)

    def _serves(self, row: Row, asks: Sequence[Ask]) -> str:
        """The most important requirement that the lesson serves, and where the member is."""
        mine = {each.competency for each in row.supplies}
        for ask in asks:
            if ask.competency in mine and ask.level is not None:
                standing = self.names.standing(ask.competency)
                return wording.asks_competency(self.names.source(ask.source), standing.what, ask.level, standing.sentence)
        return ""

    def _about(self, lesson: int) -> str:
        """What the lesson is about and where the member is in it, where no post asks for more of that."""
        for competency, level in self.world.catalogue.lessons[lesson].teaches:
            standing = self.names.standing(competency)
            return wording.about(standing.what, level, standing.sentence)
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
        note = (wording.for_another_tier(),) if row.other_tier else ()
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
            text = self._asks_lesson(ask)
        else:
            text = wording.asks_level(self.names.source(ask.source), self.names.competency(ask.competency).name, ask.level)
        due = wording.by_when(ask.due, ask.competency is None) if ask.due else ""
        return wording.beside(text, wording.priority_word(ask.priority), due)

    def _alternative(self, found: dict[str, object]) -> Alternative:
        pk = self.names.all.ids[str(found["code"])]
        return Alternative(self.names.title(pk), self.world.minutes[pk], wording.alternative_reason(str(found["reason"])))


def _weight(ask: Ask) -> tuple[bool, int, int, int, str]:
    """Requirements for the lesson itself first, then by priority, the higher level, the earlier day."""
    due = ask.due.toordinal() if ask.due else 10**7
    return (ask.competency is not None, ask.priority or 9, -(ask.level or 0), due, ask.source)
