"""The lessons on offer to one member, with what is known of each."""

from __future__ import annotations

from lms.core.search.normalise import folded
from lms.core.search.snippets import Pieces
from lms.core.states import State
from lms.planning.cases import Case
from lms.planning.picture import MANDATORY, Picture, Row

from . import wording_lessons
from .learning import DONE, Writer, state_of
from .reading import Names
from .viewmodels import Course


class Shelf:
    """``picture`` None: the plan cannot be computed just now."""

    def __init__(self, case: Case, picture: Picture | None) -> None:
        self.case, self.picture, self.names = case, picture, Names(case)
        self.lessons = case.world.catalogue.lessons
        self.rows: dict[int, Row] = {row.lesson: row for row in picture.rows} if picture else {}
        self.writer = Writer(picture, self.names) if picture else None
        open_rungs = (rung for rung in picture.rungs if not case.covered(rung)) if picture else ()
        #: Lessons that would fill what the member lacks, whether the plan took them or others.
        self.fills = frozenset(pk for rung in open_rungs for pk in rung.lessons)

    def in_order(self) -> list[int]:
        """My plan first, in its order; then the rest by domain; what is done comes last."""
        return sorted(self.case.offer.on_offer, key=self.rank)

    def rank(self, pk: int) -> tuple[int, int, int, str]:
        row = self.rows.get(pk)
        if row is not None:
            return 0, row.position, 0, ""
        return (2 if self.is_done(pk) else 1), 0, min((at for at, _ in self.domains(pk)), default=10**6), self.lessons[pk].code

    def is_done(self, pk: int) -> bool:
        return pk in self.case.learned.done

    def is_mandatory(self, pk: int) -> bool:
        row = self.rows.get(pk)
        return row is not None and row.section == MANDATORY

    def lacks(self, pk: int) -> bool:
        """What the lesson teaches is lacking: it stands in the plan for that, or could."""
        return pk in self.fills or (pk in self.rows and not self.is_mandatory(pk))

    def domains(self, pk: int) -> set[tuple[int, int]]:
        """(order, id) of the domains of what the lesson teaches."""
        found = (self.names.competency(competency).domain for competency, _ in self.lessons[pk].teaches)
        return {(domain.sort_order, domain.pk) for domain in found if domain}

    def teaches(self, pk: int) -> list[tuple[int, int]]:
        """(competency, level), of each competency only the highest level."""
        highest: dict[int, int] = {}
        for competency, level in self.lessons[pk].teaches:
            highest[competency] = max(level, highest.get(competency, 0))
        return list(highest.items())

    def taught_words(self) -> dict[int, str]:
        """The names of what each lesson on offer teaches, as a search compares them."""
        words = {pk: folded(competency.name) for pk, competency in self.names.all.competencies.items()}
        return {
            pk: "\n".join(words[competency] for competency, _ in self.lessons[pk].teaches) for pk in self.case.offer.on_offer
        }

    def states(self, pk: int, door: bool = False) -> tuple[State, ...]:
        row = self.rows.get(pk)
        if row is not None and self.writer is not None:
            return self.writer.states(row, door)
        state = state_of(self.names.progress.get(pk, ""), planned=False, door=door)
        if state in DONE and not self.is_done(pk):  # an exemption does not count where the lesson must be finished
            state = state_of("", planned=False, door=door)
        return (state,) if state else ()

    def place(self, pk: int) -> str:
        """In which section of my plan it stands, or that it could."""
        if pk in self.rows:
            return wording_lessons.place(self.is_mandatory(pk))
        return wording_lessons.fills_too() if pk in self.fills and not self.is_done(pk) else ""

    def course(self, pk: int, door: bool = False, marked: Pieces = (), excerpt: Pieces = ()) -> Course:
        facts = self.names.lesson(pk)
        taught = [(self.names.competency(competency).name, level) for competency, level in self.teaches(pk)]
        leaves = self.case.world.catalogue.leaves(pk)
        teaches = wording_lessons.made_of(len(leaves)) if not taught and leaves != [pk] else wording_lessons.teaches(taught)
        return Course(
            pk, facts.title, facts.minutes, facts.form, teaches, self.place(pk), self.states(pk, door), marked, excerpt,
        )  # fmt: skip
