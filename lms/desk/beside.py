"""What stands beside the plan on 我的学习: lessons to choose, what awaits somebody, what has no lesson, what was begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lms.planning.gaps import Element
from lms.planning.offer import Supplied
from lms.planning.picture import Picture
from lms.records.models import Record

from . import wording
from . import wording_reason as words
from .learning import state_of
from .reading import Names
from .snapshot import Credit
from .viewmodels import EACH, Item, Link, TargetHours, Waiting, lesson_url, once_for


def highest(rungs: Iterable[Supplied]) -> list[Supplied]:
    """Of each competency the last rung, which is the highest: the one that administrators are asked to confirm."""
    return list({rung.element.competency: rung for rung in rungs}.values())


class Beside:
    def __init__(self, picture: Picture, names: Names) -> None:
        self.picture, self.case, self.names = picture, picture.case, names

    def electives(self, hours: Iterable[TargetHours], chosen: Sequence[int], doors: Mapping[int, str]) -> tuple[Item, ...]:
        """选学. Says which target still lacks hours that the lesson would give."""
        missing = {each.target_id: each.missing for each in hours if each.missing}
        items = [self._elective(pk, missing, doors.get(pk, "")) for pk in chosen]
        once = once_for("", [item.counts for item in items]) if len(items) > 1 else EACH
        return tuple(replace(item, once=once) for item in items)

    def _elective(self, pk: int, missing: Mapping[int, object], door: str) -> Item:
        lesson, credit = self.names.lesson(pk), self.names.all.credit(pk)
        new = [
            (competency, level) for competency, level in self.case.world.catalogue.lessons[pk].teaches
            if self.case.level(competency).level < level
        ]
        reason = words.elective_new(self.names.competency(new[0][0]).name, new[0][1]) if new else words.elective_known()
        door = "" if lesson.on_site else door
        state = state_of(self.names.progress.get(pk, ""), planned=False, door=bool(door))
        return Item(
            pk=pk, title=lesson.title, minutes=lesson.minutes, form=lesson.form, who=wording.myself(), reason=reason,
            earned=credit.earned, counts=self._fills(credit, missing), on_site=lesson.on_site, door=door,
            states=(state,) if state else (),
        )

    @staticmethod
    def _fills(credit: Credit, missing: Mapping[int, object]) -> str:
        short = [name for pk, name in zip(credit.target_ids, credit.targets, strict=True) if pk in missing]
        if not short or not credit.hours:
            return credit.counts
        return wording.also_fills(credit.counts, short, len(short) == len(credit.targets))

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
        return tuple(Link(self.names.title(pk), lesson_url(pk) if pk in on_offer else "", pk) for pk in lessons)
