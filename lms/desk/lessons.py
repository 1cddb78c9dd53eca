"""课程: what is on offer to the member today, to search and to filter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator

from lms.core.states import State
from lms.planning.cases import Case
from lms.planning.picture import MANDATORY, Picture, Row

from . import wording_lessons
from .doors import doors_of
from .learning import DONE, Writer, state_of
from .reading import Names, unique
from .viewmodels import Choice, Course, Lessons

SHOWN = 20
#: Own state: in my plan, done, neither.
PLANNED, OTHER, LEARNED = "plan", "other", "done"


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asked for, as it stood in the address. What is not known is no filter."""

    query: str = ""
    domain: str = ""
    form: str = ""
    own: str = ""
    page: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        said = {name: str(asked.get(name, "")).strip()[:100] for name in ("domain", "form", "own", "page")}
        return cls(query=str(asked.get("q", "")).strip()[:100], **said)


class Shelf:
    """The lessons on offer to one member with what is known of each. ``picture`` None: the plan cannot be computed just now."""

    def __init__(self, case: Case, picture: Picture | None) -> None:
        self.case, self.picture, self.names = case, picture, Names(case)
        self.lessons = case.world.catalogue.lessons
        self.rows: dict[int, Row] = {row.lesson: row for row in picture.rows} if picture else {}
        self.writer = Writer(picture, self.names) if picture else None

    def in_order(self) -> list[int]:
        """My plan first, in its order; then the rest by domain; what is done comes last."""
        return sorted(self.case.offer.on_offer, key=self._place)

    def _place(self, pk: int) -> tuple[int, int, int, str]:
        row = self.rows.get(pk)
        if row is not None:
            return 0, row.position, 0, ""
        return (2 if self.is_done(pk) else 1), 0, min((at for at, _ in self.domains(pk)), default=10**6), self.lessons[pk].code

    def is_done(self, pk: int) -> bool:
        return pk in self.case.learned.done

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

    def own(self, pk: int) -> str:
        return PLANNED if pk in self.rows else LEARNED if self.is_done(pk) else OTHER

    def words(self, pk: int) -> str:
        """All that a search looks at: the title and the names of what is taught."""
        names = [self.names.competency(competency).name for competency, _ in self.lessons[pk].teaches]
        return folded("\n".join([self.names.title(pk), *names]))

    def states(self, pk: int, door: bool = False) -> tuple[State, ...]:
        row = self.rows.get(pk)
        if row is not None and self.writer is not None:
            return self.writer.states(row, door)
        state = state_of(self.names.progress.get(pk, ""), planned=False, door=door)
        if state in DONE and not self.is_done(pk):  # an exemption does not count where the lesson must be finished
            state = state_of("", planned=False, door=door)
        return (state,) if state else ()

    def course(self, pk: int, door: bool = False) -> Course:
        facts, row = self.names.lesson(pk), self.rows.get(pk)
        taught = [(self.names.competency(competency).name, level) for competency, level in self.teaches(pk)]
        place = wording_lessons.place(row.section == MANDATORY) if row else ""
        return Course(pk, facts.title, facts.minutes, facts.form, wording_lessons.teaches(taught), place, self.states(pk, door))


def folded(text: str) -> str:
    """Full width and half width, capitals and small letters are the same to a reader."""
    return unicodedata.normalize("NFKC", text).casefold()


def lessons_page(shelf: Shelf, filters: Filters, contact: str) -> Lessons:
    """One query for each finder of doors."""
    offered = shelf.in_order()
    domains, forms = _domains(shelf, offered), _forms(shelf, offered)
    chosen = {
        "domain": filters.domain if filters.domain in domains else "",
        "form": filters.form if filters.form in forms else "",
        "own": filters.own if filters.own in (PLANNED, OTHER, LEARNED) else "",
    }
    found = _found(shelf, offered, folded(filters.query), **chosen)
    page = Paginator(found, SHOWN).get_page(filters.page)
    shown = list(page.object_list)
    doors = doors_of(shown)
    return Lessons(
        contact=contact, total=len(offered), query=filters.query, page=page,
        courses=tuple(shelf.course(pk, pk in doors) for pk in shown),
        filtered=bool(filters.query) or any(chosen.values()), narrowed=any(chosen.values()),
        domains=_choices(domains.items(), chosen["domain"]),
        forms=_choices(((form, form) for form in forms), chosen["form"]),
        own=_choices(wording_lessons.own(PLANNED, OTHER, LEARNED), chosen["own"]),
    )


def _found(shelf: Shelf, offered: list[int], query: str, *, domain: str, form: str, own: str) -> list[int]:
    words = query.split()
    return [
        pk
        for pk in offered
        if (not domain or any(str(each) == domain for _, each in shelf.domains(pk)))
        and (not form or shelf.names.lesson(pk).form == form)
        and (not own or shelf.own(pk) == own)
        and (not words or _has(shelf.words(pk), words))
    ]


def _has(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _domains(shelf: Shelf, offered: list[int]) -> dict[str, str]:
    """The domains of what is on offer: name by id."""
    found = sorted({domain for pk in offered for domain in shelf.domains(pk)})
    names = {
        each.domain.pk: each.domain.name for each in shelf.names.all.competencies.values() if each.domain
    }
    return {str(pk): names[pk] for _, pk in found}


def _forms(shelf: Shelf, offered: list[int]) -> list[str]:
    return sorted(unique(shelf.names.lesson(pk).form for pk in offered))


def _choices(options: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == chosen) for value, label in options)


