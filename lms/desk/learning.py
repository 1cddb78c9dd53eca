"""我的学习: one member's plan in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lms.planning.explain import alternatives
from lms.planning.gaps import Element
from lms.planning.picture import Ask, Picture, Row
from lms.planning.queries import electives
from lms.records.models import Progress, Record

from . import wording
from .reading import Credit, CreditRules, Names, unique
from .viewmodels import Alternative, AskLine, Item, TargetHours, Waiting

#: Forms that take place somewhere and must be arranged by somebody.
ON_SITE_FORMS = frozenset({"现场教学", "面授", "现场"})
ON_SITE_KINDS = frozenset({"session"})


class Writer:
    """Turns the rows of a picture into items. Two queries when made, beside those of ``names`` and ``rules``."""

    def __init__(self, picture: Picture, names: Names, rules: CreditRules) -> None:
        self.picture, self.case, self.names, self.rules = picture, picture.case, names, rules
        self.world = picture.case.world
        self.ids = {code: pk for pk, code in self.world.codes.items()}
        self.asked_for = self.case.compulsory()
        self.elective_ids = electives(picture)
        self.others = {row.lesson: alternatives(picture, row) for row in picture.rows}
        names.read_activities(self._spoken_of())
        planned = [row.lesson for row in picture.rows]
        rows = Progress.objects.filter(member=self.case.person.id, activity__in=planned)
        self.states = dict(rows.values_list("activity_id", "state"))
        self.followers: dict[int, list[int]] = defaultdict(list)
        for row in picture.rows:
            for before in self.case.before.get(row.lesson, ()):
                self.followers[before].append(row.lesson)

    def _spoken_of(self) -> set[int]:
        ids = {row.lesson for row in self.picture.rows} | set(self.elective_ids) | set(self.picture.begun)
        ids |= {self.ids[each["code"]] for found in self.others.values() for each in found}
        return ids | {pk for rung in self.picture.awaiting for pk in rung.lessons if pk in self.case.learned.done}

    # ---- planned lessons

    def item(self, row: Row) -> Item:
        activity = self.names.activities[row.lesson]
        binding = [ask.due for ask in row.asks if ask.due and ask.competency is None]
        asks = self._asks(row)
        return Item(
            title=activity.title, minutes=row.minutes, form=activity.form,
            who=wording.listed(unique(self.names.source(ask.source) for ask in asks)),
            reason=self.reason(row), credit=self.rules.of(activity).words,
            due=min(binding) if binding else row.due, binding=bool(binding), overdue=row.overdue,
            relapse=any(each.relapse for each in row.supplies), other_tier=row.other_tier,
            on_site=activity.form in ON_SITE_FORMS or activity.kind in ON_SITE_KINDS,
            state=self._state(row.lesson),
            teaches=tuple(
                wording.teaches(self.names.competency(each.competency).name, each.level, each.relapse) for each in row.supplies
            ),
            asks=tuple(self._ask_line(ask) for ask in asks),
            standings=tuple(self.names.standing(pk) for pk in self._competencies(row)),
            alternatives=tuple(self._alternative(each) for each in self.others[row.lesson]),
        )

    def _competencies(self, row: Row) -> list[int]:
        """Those that the lesson supplies; of a lesson that supplies nothing those that it teaches."""
        found = [each.competency for each in row.supplies] or [pk for pk, _ in self.world.catalogue.lessons[row.lesson].teaches]
        return list(dict.fromkeys(found))

    def reason(self, row: Row) -> str:
        """One sentence. A lesson that somebody asks for itself says so; else the most important requirement it serves."""
        if not self._inherited(row):
            for ask in self._asks(row):
                if ask.competency is None:
                    return wording.and_also(self._asks_lesson(ask), self._serves(row) or self._about(row.lesson))
        return self._serves(row) or wording.comes_before([self.names.title(pk) for pk in self.followers[row.lesson]])

    def _asks_lesson(self, ask: Ask) -> str:
        who = self.names.source(ask.source)
        return wording.required_for_tier(who) if ask.source.startswith("tier:") else wording.asks_lesson(who)

    def _serves(self, row: Row) -> str:
        """The most important requirement that the lesson serves, and where the member is."""
        mine = {each.competency for each in row.supplies}
        for ask in self._asks(row):
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

    def _asks(self, row: Row) -> list[Ask]:
        return sorted(row.asks, key=_weight)

    def _ask_line(self, ask: Ask) -> AskLine:
        if ask.competency is None or ask.level is None:
            text = self._asks_lesson(ask)
        else:
            text = wording.asks_level(self.names.source(ask.source), self.names.competency(ask.competency).name, ask.level)
        return AskLine(text, wording.priority_word(ask.priority), ask.due, ask.competency is None)

    def _state(self, lesson: int) -> str:
        state = self.states.get(lesson, "")
        shown = (Progress.State.STARTED, Progress.State.SEEN)
        return str(Progress.State(state).label) if state in shown else ""

    def _alternative(self, found: dict[str, object]) -> Alternative:
        pk = self.ids[str(found["code"])]
        return Alternative(self.names.title(pk), self.world.minutes[pk], wording.alternative_reason(str(found["reason"])))

    # ---- beside the plan

    def electives(self, hours: Iterable[TargetHours]) -> tuple[Item, ...]:
        """选学. Says which target still lacks hours that the lesson would give."""
        missing = {each.target_id: each.missing for each in hours if each.missing}
        return tuple(self._elective(pk, missing) for pk in self.elective_ids)

    def _elective(self, pk: int, missing: Mapping[int, object]) -> Item:
        activity = self.names.activities[pk]
        credit = self.rules.of(activity)
        new = [
            (competency, level) for competency, level in self.world.catalogue.lessons[pk].teaches
            if self.case.level(competency).level < level
        ]
        reason = wording.elective_new(self.names.competency(new[0][0]).name, new[0][1]) if new else wording.elective_known()
        return Item(
            title=activity.title, minutes=activity.minutes, form=activity.form, who=wording.myself(), reason=reason,
            credit=self._fills(credit, missing), on_site=activity.form in ON_SITE_FORMS or activity.kind in ON_SITE_KINDS,
        )

    def _fills(self, credit: Credit, missing: Mapping[int, object]) -> str:
        short = [name for pk, name in zip(credit.target_ids, credit.targets, strict=True) if pk in missing]
        if not short or not credit.hours:
            return credit.words
        return wording.also_fills(credit.words, short, len(short) == len(credit.targets))

    def unsupplied(self) -> tuple[str, ...]:
        return tuple(
            wording.reaches(self.names.competency(each.competency).name, each.level)
            for each in self.picture.unsupplied
        )

    def awaiting(self) -> tuple[Waiting, ...]:
        return tuple(
            self._waiting(rung.element, [pk for pk in rung.lessons if pk in self.case.learned.done])
            for rung in self.picture.awaiting
        )

    def _waiting(self, element: Element, done: list[int]) -> Waiting:
        competency, level = self.names.competency(element.competency), element.level
        ways = [str(Record.Evidence(kind).label) for kind in sorted(competency.evidence_types) if kind in Record.Evidence.values]
        titles = tuple(sorted(self.names.title(each) for each in done))
        return Waiting(wording.reaches(competency.name, level), competency.sentence(level), wording.listed(ways), titles)

    def begun(self) -> tuple[str, ...]:
        return tuple(self.names.title(pk) for pk in self.picture.begun)


def _weight(ask: Ask) -> tuple[bool, int, int, int, str]:
    """Requirements for the lesson itself first, then by priority, the higher level, the earlier day."""
    due = ask.due.toordinal() if ask.due else 10**7
    return (ask.competency is not None, ask.priority or 9, -(ask.level or 0), due, ask.source)
