"""What the page of a lesson knows of its reader: where I am, what is done, what remains, the one next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest

from lms.catalogue.models import Activity
from lms.core.prepared import Prepared
from lms.core.states import State
from lms.desk import wording as desk
from lms.desk.learning import state_of, when
from lms.desk.reading import contact_of
from lms.desk.snapshot import snapshot_of
from lms.desk.test_out import Tests, lesson_test_url
from lms.desk.wording_lessons import place as section
from lms.people.models import Member
from lms.people.queries import member_of
from lms.planning.cases import Case
from lms.planning.picture import MANDATORY, Row
from lms.planning.queries import NoPlan, case_of, picture_of_case

from ..models import Watching
from ..publishing import ORIGIN, key_of
from . import rules, wording
from .checklist import NOTHING, Action, Reader, Step
from .lessons import Lesson, Run, lesson_of, runs_of

#: The button says these.
TO_DO = (State.START, State.CONTINUE)
ACTIVITY = tuple(column.attname for column in Activity._meta.concrete_fields)
WATCHING = tuple(column.attname for column in Watching._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Player:
    """``runs``: the body. ``learner``: progress is kept for this reader. ``note``: why it is not. ``arranged``: what the
    organiser does instead. ``test``: where a reader who has not begun may test out."""

    runs: list[Run]
    lesson: Lesson | None = None
    learner: bool = False
    note: str = ""
    arranged: str = ""
    about: str = ""
    place: str = ""
    due: str = ""
    overdue: bool = False
    credit: str = ""
    state: State | None = None
    steps: tuple[Step, ...] = ()
    action: Action = NOTHING
    media: str = ""
    test: str = ""

    @property
    def reads(self) -> bool:
        """Whether the lesson ends with a confirmation that the reader gives below the text."""
        return self.action.kind == "read"


def lesson_context(page: Any, request: HttpRequest) -> Player:
    """About a dozen queries, however many blocks the page has."""
    preview = bool(getattr(request, "is_preview", False))
    member = None if preview else member_of(request.user)
    activity, row = _remembered(page, member) if member else (None, None)
    lesson = lesson_of(page, member, activity)
    about = desk.beside(str(page.get_form_display()), desk.minutes(page.minutes) if page.minutes else "")
    if lesson is None or member is None:
        steps = Reader(lesson).steps() if lesson else ()
        return Player(runs_of(page), lesson, about=about, steps=steps, note="" if preview else wording.for_learners())
    return _for_member(lesson, member, row, about)


def _rows(member: int, key: str) -> Any:
    mine = FilteredRelation("watching", condition=Q(watching__member_id=member))
    rows = Activity.objects.filter(origin=ORIGIN, origin_key=key).annotate(mine=mine).order_by()
    return rows.values_list(*ACTIVITY, *(f"mine__{name}" for name in WATCHING))


REMEMBERED = Prepared(_rows, int, str)


def _remembered(page: Any, member: Member) -> tuple[Activity | None, Watching | None]:
    """The activity of the page, and what is remembered of the member in it. One query."""
    for values in REMEMBERED.ask(member.pk, key_of(page)):
        activity = Activity.from_db("default", ACTIVITY, values[: len(ACTIVITY)])
        own = values[len(ACTIVITY) :]
        return activity, Watching.from_db("default", WATCHING, own) if own[0] is not None else None
    return None, None


def _for_member(lesson: Lesson, member: Member, row: Watching | None, about: str) -> Player:
    case = _case(member)
    if case is None or lesson.activity.pk not in case.offer.on_offer:
        return Player(runs_of(lesson.page), lesson, about=about, steps=Reader(lesson).steps(), note=wording.not_offered())
    planned, place = _in_plan(case, lesson)
    credit = snapshot_of(case.world).credit(lesson.activity.pk).words
    found = Player(runs_of(lesson.page), lesson, about=about, place=place, credit=credit)
    if planned is not None:
        day, binding = when(planned)
        found = replace(found, due=desk.by_when(day, binding) if day else "", overdue=planned.overdue)
    if rules.is_registered(lesson.rule):
        return replace(found, arranged=desk.arranged_on_site(contact_of(member)), steps=Reader(lesson).steps())
    asked_again = planned is not None or lesson.activity.pk not in case.learned.done
    reader = Reader(lesson, member, _present(row, asked_again))
    state = state_of(case.progress.get(lesson.activity.pk, ""), planned=planned is not None, door=True)
    state = None if state in TO_DO else state
    if row is None and Tests(case).of_lesson(lesson.activity.pk) is not None:
        found = replace(found, test=lesson_test_url(lesson.activity.pk))
    note = reader.note() or ("" if asked_again or row is not None else wording.learned_elsewhere())
    return replace(
        found, learner=True, state=state, steps=reader.steps(), action=reader.action(), media=reader.media(), note=note
    )


def _case(member: Member) -> Case | None:
    try:
        return case_of(member)
    except NoPlan:
        return None


def _in_plan(case: Case, lesson: Lesson) -> tuple[Row | None, str]:
    try:
        picture = picture_of_case(case)
    except NoPlan:
        return None, ""
    for rows in (picture.mandatory, picture.supplement):
        for number, row in enumerate(rows, start=1):
            if row.lesson == lesson.activity.pk:
                return row, wording.plan_place(section(row.section == MANDATORY), number, len(rows))
    return None, ""


def _present(row: Watching | None, asked_again: bool) -> Watching | None:
    """What is remembered; nothing where the lesson was done and is asked for again: then it begins anew."""
    return None if row is not None and asked_again and (row.done_on is not None or not row.lap) else row
