"""A small bank and a member who answers."""

from __future__ import annotations

from typing import Any

from lms.assessment.actions import create_question, submit
from lms.assessment.content import Content
from lms.assessment.models import Attempt
from lms.competencies.models import Competency
from lms.desk.test_out import Tests
from lms.desk.test_out_acts import begin
from lms.people.models import Member
from lms.planning.queries import case_of

#: Places of the options in the version.
RIGHT, WRONG = 0, 1


def fill(competency: Competency, level: int, count: int = 5) -> None:
    """So many published questions whose first option is right."""
    for at in range(count):
        content = Content(kind="single", stem=f"{competency.code}{level} 第{at}题", options=("对", "错"), key=(0,))
        create_question(content=content, competency=competency, level=level, owner_unit=None, published=True)


def offered_to(member: Member) -> Tests:
    return Tests(case_of(member))


def take(member: Member, test: Any, *, wrong: Competency | None = None, all_wrong: bool = False) -> Attempt:
    """Begin a test and hand it in: right everywhere but in ``wrong``."""
    attempt = begin(member=member, test=test, title="测一测", by=None)
    answers = {
        item.place: [item.order.index(WRONG if all_wrong or item.version.question.competency == wrong else RIGHT)]
        for item in attempt.items.select_related("version__question__competency")
    }
    return submit(attempt, answers=answers)
