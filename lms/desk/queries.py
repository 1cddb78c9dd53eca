"""What the member's own pages ask. Each reads with a fixed number of queries, however long the plan or the record is."""

from __future__ import annotations

import datetime as dt

from lms.core import clock
from lms.people.models import Member
from lms.people.queries import member_of, on_leave
from lms.planning.cases import Case
from lms.planning.picture import Picture
from lms.planning.queries import NoPlan, case_of, picture_of, picture_of_case

from .abilities import domains_of
from .lesson import lesson_page
from .lessons import Filters, Shelf, lessons_page
from .plan_page import PlanPage
from .reading import Names, contact_of
from .state import memory_of
from .transcript import entries_of_lesson
from .viewmodels import Abilities, Learning, LessonPage, Lessons

__all__ = ["Filters", "member_of", "my_abilities", "my_learning", "my_lesson", "my_lessons"]


def my_learning(member: Member, day: dt.date | None = None, whole: str = "") -> Learning:
    """The member's plan of ``day`` in words, with what stands beside it. Stores a newly solved plan.

    ``whole``: key of the one section that is shown to its end; of the others the first rows are shown.
    """
    contact = contact_of(member)
    page = plan_page(member, day, whole)
    if page is None:
        away = bool(on_leave([member.pk], day or clock.today()))
        return Learning(contact=contact, away=away, failed=not away)
    return page.learning(contact)


def plan_page(member: Member, day: dt.date | None = None, whole: str = "") -> PlanPage | None:
    """What ``my_learning`` is written from, for who only mentions it. None where the member is away or the solver failed."""
    try:
        return PlanPage(member, picture_of(member, day), memory_of(member), whole)
    except NoPlan:
        return None


def my_lessons(member: Member, filters: Filters, day: dt.date | None = None) -> Lessons:
    """What is on offer to the member on ``day``, filtered, a page of it. Who is on leave is offered nothing."""
    contact = contact_of(member)
    case = _case(member, day)
    if case is None:
        return Lessons(contact=contact, away=True)
    return lessons_page(Shelf(case, _picture(case)), filters, contact)


def my_lesson(member: Member, user_id: int, lesson: int, day: dt.date | None = None) -> LessonPage | None:
    """One lesson, for the member; None where it is not on offer to this member."""
    case = _case(member, day)
    if case is None or lesson not in case.offer.on_offer:
        return None
    shelf = Shelf(case, _picture(case))
    return lesson_page(shelf, lesson, contact_of(member), entries_of_lesson(member, user_id, lesson))


def my_abilities(member: Member, day: dt.date | None = None) -> Abilities:
    """What is asked of the member by competency, and where the member is. Who is on leave is asked nothing."""
    contact = contact_of(member)
    case = _case(member, day)
    if case is None:
        return Abilities(contact=contact, away=True)
    return domains_of(Names(case), contact)


def _case(member: Member, day: dt.date | None) -> Case | None:
    try:
        return case_of(member, day)
    except NoPlan:
        return None


def _picture(case: Case) -> Picture | None:
    """None where the solver failed: a page that only mentions the plan is still a page."""
    try:
        return picture_of_case(case)
    except NoPlan:
        return None
