"""By what the lessons on offer can be narrowed, with the number of lessons behind each choice.

A number tells what one would find on choosing this beside what else is chosen. No query but those of the registries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from lms.competencies.models import Competency

from . import collections, teachers, wording, wording_lessons
from .shelf import Shelf
from .viewmodels import Choice, Choices, Facet

#: Own state. ``MUST`` and ``GAP`` are what lies before me; ``OPEN`` is all that I have not done.
MUST, GAP, OPEN, LEARNED = "must", "gap", "open", "done"
#: At most so many minutes; the last one is longer than that.
LENGTHS = ("10", "20", "30")
LONGER = "more"
#: A choice of a whole group: a domain among competencies.
WHOLE = "d"

#: The values that a lesson has in a facet.
Values = Callable[[int], Collection[str]]
#: Options by group: label by value.
Options = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One facet: its options in their order, and which of them a lesson has."""

    name: str
    title: str
    options: Options
    values: Values


class Facets:
    """``asked``: what was chosen, by name of the facet; what is no option is nothing. ``fits``: what a search found, or None."""

    def __init__(self, shelf: Shelf, offered: list[int], asked: Mapping[str, str], fits: Collection[int] | None) -> None:
        self.shelf, self.offered, self.fits = shelf, offered, fits
        self.dimensions = (
            self._own(), self._subject(), self._competency(), self._form(), self._minutes(), self._tier(), self._lecturer(),
            self._collection(),
        )  # fmt: skip
        self.chosen = {
            each.name: asked[each.name] for each in self.dimensions
            if any(asked.get(each.name) in group for group in each.options.values())
        }  # fmt: skip

    @cached_property
    def _missed(self) -> dict[int, list[str]]:
        """By lesson that the search found: the facets whose choice it does not fit."""
        values = {each.name: each.values for each in self.dimensions}
        return {
            pk: [name for name, value in self.chosen.items() if value not in values[name](pk)]
            for pk in self.offered if self.fits is None or pk in self.fits
        }  # fmt: skip

    def found(self) -> list[int]:
        """Lessons that fit all that is chosen, in the order of ``offered``."""
        return [pk for pk, missed in self._missed.items() if not missed]

    def facets(self) -> dict[str, Facet]:
        """Those with something to choose, by name."""
        found = (self._facet(each) for each in self.dimensions)
        return {each.name: each for each in found if each.groups}

    def _facet(self, dimension: Dimension) -> Facet:
        numbers: Counter[str] = Counter()
        everything = 0
        for pk, missed in self._missed.items():
            if not missed or missed == [dimension.name]:
                numbers.update(dimension.values(pk))
                everything += 1
        chosen = self.chosen.get(dimension.name, "")
        groups = []
        for title, options in dimension.options.items():
            choices = tuple(
                Choice(value, label, value == chosen, numbers[value])
                for value, label in options.items() if numbers[value] or value == chosen
            )  # fmt: skip
            if choices:
                groups.append(Choices(title, choices))
        return Facet(dimension.name, dimension.title, tuple(groups), everything)

    # ---- the facets

    def _own(self) -> Dimension:
        shelf = self.shelf

        def values(pk: int) -> list[str]:
            done = shelf.is_done(pk) and pk not in shelf.rows
            must = shelf.is_mandatory(pk)
            # What must be learned anyhow is not counted again as what is lacking: 我的学习 lists it once too.
            gap = shelf.lacks(pk) and not done and not must
            mine = [(MUST, must), (GAP, gap), (OPEN, not done), (LEARNED, done)]
            return [value for value, is_so in mine if is_so]

        return Dimension("own", wording_lessons.own_title(), {"": dict(wording_lessons.own(MUST, GAP, OPEN, LEARNED))}, values)

    def _subject(self) -> Dimension:
        """Categories, and their topics as groups of their own; a category holds its topics."""
        known = self.shelf.names.all.subjects
        used = {self.shelf.names.lesson(pk).subject or 0 for pk in self.offered} & set(known)
        options: dict[str, dict[str, str]] = {"": {}}
        above = {known[pk].parent_id for pk in used}
        for pk, subject in known.items():
            if subject.parent_id is None and (pk in used or pk in above):
                options[""][str(pk)] = subject.label
        for pk, subject in known.items():
            if subject.parent is not None and pk in used:
                options.setdefault(subject.parent.label, {})[str(pk)] = subject.label

        def values(pk: int) -> list[str]:
            found = known.get(self.shelf.names.lesson(pk).subject or 0)
            return [str(each) for each in (found.pk, found.parent_id) if each] if found else []

        return Dimension("subject", wording_lessons.subject_title(), options, values)

    def _competency(self) -> Dimension:
        """By domain; the first choice of each is all of it."""
        shelf = self.shelf
        ids = {competency for pk in self.offered for competency, _ in shelf.lessons[pk].teaches}
        taught = sorted((shelf.names.competency(pk) for pk in ids), key=_place)
        options: dict[str, dict[str, str]] = {}
        for each in taught:
            group = options.setdefault(each.domain.name if each.domain else wording.other_domain(), {})
            if each.domain and not group:
                group[f"{WHOLE}{each.domain.pk}"] = wording_lessons.whole_domain(each.domain.name)
            group[str(each.pk)] = each.name

        def values(pk: int) -> set[str]:
            mine = {str(competency) for competency, _ in shelf.lessons[pk].teaches}
            return mine | {f"{WHOLE}{domain}" for _, domain in shelf.domains(pk)}

        return Dimension("competency", wording_lessons.competency_title(), options, values)

    def _form(self) -> Dimension:
        lesson = self.shelf.names.lesson
        forms = sorted({lesson(pk).form for pk in self.offered} - {""})
        return Dimension("form", wording_lessons.form_title(), {"": {form: form for form in forms}}, lambda pk: [lesson(pk).form])

    def _minutes(self) -> Dimension:
        def values(pk: int) -> list[str]:
            minutes = self.shelf.names.lesson(pk).minutes
            return [length for length in LENGTHS if minutes <= int(length)] or [LONGER]

        return Dimension("minutes", wording_lessons.minutes_title(), {"": wording_lessons.lengths(LENGTHS, LONGER)}, values)

    def _tier(self) -> Dimension:
        tiers = self.shelf.names.all.tiers
        options = {str(pk): wording.first_name(name) for pk, name in tiers.values()}
        return Dimension(
            "tier", wording_lessons.tier_title(), {"": options},
            lambda pk: [str(tiers[code][0]) for code in self.shelf.lessons[pk].tiers if code in tiers],
        )  # fmt: skip

    def _lecturer(self) -> Dimension:
        lesson = self.shelf.names.lesson
        named = teachers.named({lesson(pk).lecturer for pk in self.offered} - {""})
        options = {str(pk): name for pk, name in sorted(named.values(), key=lambda each: each[1])}

        def values(pk: int) -> list[str]:
            found = named.get(lesson(pk).lecturer)
            return [str(found[0])] if found else []

        return Dimension("lecturer", wording_lessons.lecturer_title(), {"": options}, values)

    def _collection(self) -> Dimension:
        found = self.collections = collections.collections()
        return Dimension(
            "collection", wording_lessons.collection_title(), {"": {each.key: each.label for each in found}},
            lambda pk: [each.key for each in found if pk in each.activities],
        )  # fmt: skip


def _place(competency: Competency) -> tuple[int, int, str]:
    """Domains in their order, those without one last; within by code."""
    domain = competency.domain
    return (domain.sort_order, domain.pk, competency.code) if domain else (10**6, 0, competency.code)
