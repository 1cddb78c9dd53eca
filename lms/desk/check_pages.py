"""What the screens of 摸底 show. Each reads a fixed number of queries, however much is asked of the member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lms.competencies.models import Competency
from lms.core import clock
from lms.people.models import Member
from lms.planning.cases import Case
from lms.planning.picture import MANDATORY, Picture
from lms.planning.queries import NoPlan, case_of, picture_of_case
from lms.records.claiming import outweighs
from lms.requirements.models import Line

from . import wording, wording_check
from .check import open_questions, questions, questions_about
from .check_sitting import Sitting, begin
from .queries import my_lesson
from .reading import Names, unique
from .snapshot import snapshot_of
from .viewmodels.check import Answer, CheckDone, CheckQuestion, LessonVerdict, PlanSum, Said

#: What a sitting is about: 摸底 itself, one lesson, one competency.
MAIN, LESSON, COMPETENCY = "", "lesson", "competency"
#: From the least to the most.
LEVELS = (0, 1, 2, 3, 4)


class NotAsked(Exception):
    """The lesson is not on offer to the member, or the competency is not asked of him or her."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``kind`` is one of the three above; ``pk`` of the lesson or competency."""

    kind: str = MAIN
    pk: int = 0

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.pk}" if self.kind else ""

    @property
    def query(self) -> str:
        """What the address of a screen carries of it."""
        return f"{self.kind}={self.pk}" if self.kind else ""


class Desk:
    """The member at the self-check today. Raises NoPlan for who is away."""

    def __init__(self, member: Member, scope: Scope) -> None:
        self.member, self.scope = member, scope
        self.case: Case = case_of(member, clock.today())
        self.required = dict(self.case.demand.required)
        if scope.kind == LESSON and scope.pk not in self.case.offer.on_offer:
            raise NotAsked
        if scope.kind == COMPETENCY and scope.pk not in self.required:
            raise NotAsked

    # ---- what is asked

    def picture(self) -> Picture | None:
        """None where the solver failed: a question needs no plan."""
        try:
            return picture_of_case(self.case)
        except NoPlan:
            return None

    def competency(self, pk: int) -> Competency:
        return snapshot_of(self.case.world).competencies[pk]

    def open(self) -> list[int]:
        return [each.competency for each in open_questions(self.case)]

    def to_ask(self, most: int) -> list[int]:
        if self.scope.kind == LESSON:
            found = [each.competency for each in questions_about(self.case, self.scope.pk)]
            # What one's own word does not change is not asked, but said; alone it gets a screen that says so.
            return [pk for pk in found if not self.is_fixed(pk)] or found
        if self.scope.kind == COMPETENCY:
            return [each.competency for each in questions(self.case, [self.scope.pk])]
        return self.open()[:most]

    def begin(self, most: int) -> Sitting | None:
        """A new sitting of at most ``most`` questions; None where there is nothing to ask."""
        asked = self.to_ask(most)
        if not asked:
            return None
        picture = self.picture()
        plan = [row.lesson for row in picture.rows] if picture else []
        return begin(self.member.pk, asked, plan, picture.minutes if picture else 0)

    def is_fixed(self, competency: int) -> bool:
        """Whether an assessment stands that one's own word does not change."""
        return outweighs(self.case.level(competency).basis)

    def fixed(self, sitting: Sitting) -> set[int]:
        return {pk for pk in sitting.asked if self.is_fixed(pk)}

    def lacking(self) -> list[int]:
        """What the lesson of the scope teaches, is asked for and lacks a level that one's own word does not give."""
        if self.scope.kind != LESSON:
            return []
        taught = dict.fromkeys(pk for pk, _ in self.case.world.catalogue.lessons[self.scope.pk].teaches)
        return [pk for pk in taught if self.is_fixed(pk) and self.case.level(pk).level < self.required.get(pk, 0)]

    # ---- one question

    def question(self, sitting: Sitting, place: int) -> CheckQuestion:
        names = Names(self.case)
        pk = sitting.asked[place - 1]
        competency, given = names.competency(pk), (sitting.answer(pk) or (None, 0))[0]
        lines = [line for line in self.case.demand.lines if line.competency == pk and line.level]
        lines.sort(key=lambda line: -(line.level or 0))
        answers = tuple(
            Answer(level, wording_check.answer_word(level), competency.sentence(level), given == level)
            for level in LEVELS
        )
        last = sitting.last if sitting.last != pk and sitting.last in sitting.asked else 0
        return CheckQuestion(
            competency=pk, name=competency.name, description=competency.description,
            domain=competency.domain.name if competency.domain else wording.other_domain(),
            essential=any(line.priority == Line.Priority.MUST for line in lines),
            asks=tuple(unique(wording_check.who_asks(names.source(line.source), line.level or 0) for line in lines)),
            answers=answers, standing=names.standing(pk), place=place, count=len(sitting.asked),
            fixed=self.is_fixed(pk), said=self._said(names, sitting, last) if last else None,
            any_said=bool(sitting.answers),
        )

    # ---- what came of it

    def done(self, sitting: Sitting | None) -> CheckDone:
        names, left = Names(self.case), len(self.open())
        if sitting is None:
            return CheckDone(open=left)
        picture = self.picture()
        rows = [row.lesson for row in picture.rows] if picture else []
        finished = self.case.learned.done
        gone = [pk for pk in sitting.plan if pk not in rows and pk not in finished] if picture else []
        return CheckDone(
            said=tuple(self._said(names, sitting, pk) for pk in sitting.asked if sitting.answer(pk)),
            before=PlanSum(len(sitting.plan), sitting.minutes),
            after=PlanSum(len(rows), picture.minutes) if picture else None,
            gone=tuple(names.title(pk) for pk in gone),
            come=tuple(names.title(pk) for pk in rows if pk not in sitting.plan),
            open=left,
            unfinished=bool(sitting.next(self.fixed(sitting))),
            fixed=tuple((pk, names.standing(pk)) for pk in self.lacking()),
        )

    def verdict(self, user_id: int, asked: bool) -> LessonVerdict:
        """Whether the lesson of the scope is still needed. ``asked``: there was something to answer."""
        page = my_lesson(self.member, user_id, self.scope.pk)
        if page is None:
            raise NotAsked
        if page.item is None:
            return LessonVerdict(self.scope.pk, page.course.title, False, page.why_not)
        picture = self.picture()
        mandatory = picture is not None and any(row.lesson == self.scope.pk and row.section == MANDATORY for row in picture.rows)
        why = page.item.reason if asked and not mandatory else wording_check.no_question(mandatory)
        return LessonVerdict(self.scope.pk, page.course.title, True, why)

    @staticmethod
    def _said(names: Names, sitting: Sitting, pk: int) -> Said:
        claimed, level = sitting.answer(pk) or (0, 0)
        return Said(pk, names.competency(pk).name, claimed, level, sitting.asked.index(pk) + 1)


def scope_of(asked: Any) -> Scope:
    """The scope that an address names. Raises NotAsked for what is no number."""
    for kind in (LESSON, COMPETENCY):
        value = asked.get(kind, "")
        if value:
            if not (value.isascii() and value.isdecimal() and len(value) < 19):
                raise NotAsked
            return Scope(kind, int(value))
    return Scope()
