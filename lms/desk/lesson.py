"""The page of one lesson, for the member who reads it."""

from __future__ import annotations

from lms.planning.explain import alternatives
from lms.planning.picture import Picture

from . import wording, wording_lessons
from .doors import doors_of
from .shelf import Shelf
from .test_out import Tests, lesson_test_url
from .viewmodels import Before, Entry, LessonPage, Taught, lesson_url


def lesson_page(shelf: Shelf, pk: int, contact: str, entries: tuple[Entry, ...]) -> LessonPage:
    """``pk`` must be on offer to the member. One query for each finder of doors."""
    on_site = shelf.names.lesson(pk).on_site
    door = "" if on_site else doors_of([pk]).get(pk, "")
    row = shelf.rows.get(pk)
    test = Tests(shelf.case).of_lesson(pk)
    item = shelf.writer.item(row, door=door, test=test is not None) if row and shelf.writer else None
    return LessonPage(
        course=shelf.course(pk, bool(door)),
        contact=contact,
        credit=shelf.names.all.credit(pk).words,
        on_site=on_site,
        door=door,
        item=item,
        why_not="" if item else _why_not(shelf, pk),
        done=shelf.is_done(pk) and item is None,
        teaches=tuple(_taught(shelf, competency, level) for competency, level in shelf.teaches(pk)),
        before=tuple(_before(shelf, each) for each in shelf.lessons[pk].prerequisites),
        entries=entries,
        test=lesson_test_url(pk) if test else "",
        exempts=test is not None and test.exempts,
    )


def _taught(shelf: Shelf, pk: int, level: int) -> Taught:
    competency, standing = shelf.names.competency(pk), shelf.names.standing(pk)
    required = dict(shelf.case.demand.required).get(pk, 0)
    mine = wording.beside(standing.sentence, wording_lessons.asked_of_me(required))
    return Taught(wording_lessons.teaches_one(competency.name, level), competency.sentence(level), mine)


def _before(shelf: Shelf, pk: int) -> Before:
    url = lesson_url(pk) if pk in shelf.case.offer.on_offer else ""
    return Before(shelf.names.title(pk), url, shelf.states(pk))


def _why_not(shelf: Shelf, pk: int) -> str:
    """Why the lesson is not in the plan, the plainest reason first."""
    case, picture = shelf.case, shelf.picture
    if shelf.is_done(pk):
        return wording_lessons.not_because_done()
    if case.teaches_nothing_new(pk):
        return wording_lessons.not_because_held()
    if picture is None:
        return wording_lessons.not_because_unknown()
    reasons = _passed_over(picture, pk)
    if "more_minutes" in reasons:
        return wording_lessons.not_because_longer()
    if "covered" in reasons:
        return wording_lessons.not_because_elsewhere()
    if any(pk in rung.lessons for rung in picture.rungs):
        return wording_lessons.not_because_covered()
    if {gap.competency for gap in picture.gaps} & {competency for competency, _ in shelf.teaches(pk)}:
        return wording_lessons.not_because_other_level()
    return wording_lessons.not_because_not_asked()


def _passed_over(picture: Picture, pk: int) -> set[str]:
    """The reasons for which lessons of the plan were preferred to this one."""
    code = picture.case.world.codes[pk]
    return {each["reason"] for row in picture.rows for each in alternatives(picture, row) if each["code"] == code}
