"""What stands beside the plan on 我的学习: lessons to choose, what awaits somebody, what has no lesson, what was begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lms.planning.gaps import Element
from lms.planning.offer import Supplied
from lms.planning.picture import Picture
from lms.planning.queries import electives
from lms.records.models import Record

from . import wording
from .doors import doors_of
from .learning import state_of
from .reading import Names
from .snapshot import Credit
from .viewmodels import Item, Link, TargetHours, Waiting, lesson_url


class Beside:
    def __init__(self, picture: Picture, names: Names) -> None:
        self.picture, self.case, self.names = picture, picture.case, names

    def electives(self, hours: Iterable[TargetHours]) -> tuple[Item, ...]:
        """选学. Says which target still lacks hours that the lesson would give. One query for each finder of doors."""
        missing = {each.target_id: each.missing for each in hours if each.missing}
        chosen = electives(self.picture)
        doors = doors_of(chosen)
        return tuple(self._elective(pk, missing, doors.get(pk, "")) for pk in chosen)

    def _elective(self, pk: int, missing: Mapping[int, object], door: str) -> Item:
        lesson = self.names.lesson(pk)
        new = [
            (competency, level) for competency, level in self.case.world.catalogue.lessons[pk].teaches
            if self.case.level(competency).level < level
        ]
        reason = wording.elective_new(self.names.competency(new[0][0]).name, new[0][1]) if new else wording.elective_known()
        state = state_of(self.names.progress.get(pk, ""), planned=False, door=bool(door))
        return Item(
            pk=pk, title=lesson.title, minutes=lesson.minutes, form=lesson.form, who=wording.myself(), reason=reason,
            credit=self._fills(self.names.all.credit(pk), missing), on_site=lesson.on_site, door=door,
            states=(state,) if state else (),
        )

    @staticmethod
    def _fills(credit: Credit, missing: Mapping[int, object]) -> str:
        short = [name for pk, name in zip(credit.target_ids, credit.targets, strict=True) if pk in missing]
        if not short or not credit.hours:
            return credit.words
        return wording.also_fills(credit.words, short, len(short) == len(credit.targets))

    def unsupplied(self, elements: Sequence[Element]) -> tuple[str, ...]:
        return tuple(wording.reaches(self.names.competency(each.competency).name, each.level) for each in elements)

    def awaiting(self, rungs: Sequence[Supplied]) -> tuple[Waiting, ...]:
        return tuple(
            self._waiting(rung.element, [pk for pk in rung.lessons if pk in self.case.learned.done]) for rung in rungs
        )

    def _waiting(self, element: Element, done: list[int]) -> Waiting:
        competency, level = self.names.competency(element.competency), element.level
        ways = [str(Record.Evidence(kind).label) for kind in sorted(competency.evidence_types) if kind in Record.Evidence.values]
        titles = tuple(sorted(self.names.title(each) for each in done))
        return Waiting(wording.reaches(competency.name, level), competency.sentence(level), wording.listed(ways), titles)

    def begun(self, lessons: Sequence[int]) -> tuple[Link, ...]:
        """With an address where the lesson is still on offer."""
        on_offer = self.case.offer.on_offer
        return tuple(Link(self.names.title(pk), lesson_url(pk) if pk in on_offer else "") for pk in lessons)
