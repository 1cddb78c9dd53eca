"""A small bank: five kinds of questions with keys and explanations that can be looked for in answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.assessment.actions import create_question, keep_paper, start
from lms.assessment.content import Content
from lms.assessment.models import Attempt, Question
from lms.competencies.models import Competency

#: Texts that only a key or an explanation holds; they must not leave before they are due.
SECRETS = ("解析独有的话甲", "解析独有的话乙", "解析独有的话丙", "依据独有的话", "四二四二点五", "4242.5", "独有的答案")

CONTENTS = (
    Content("single", "预备期多长？", ("半年", "一年", "两年"), (1,), "解析独有的话甲", "依据独有的话", 5),
    Content("multiple", "哪些属于五位一体？", ("经济", "政治", "天气", "文化"), (0, 1, 3), "解析独有的话乙", "", 10),
    Content("judge", "预备党员有表决权。", (), (1,), "解析独有的话丙"),
    Content("text", "写出答案。", (), ("独有的答案", "独有的另一种答案")),
    Content("number", "填一个数。", (), ("4242.5", "0.5"), "四二四二点五"),
)
#: What the right answer looks like, in terms of the version.
RIGHT = {"single": [1], "multiple": [0, 1, 3], "judge": [1], "text": "獨有的答案。", "number": "４２４２"}


@pytest.fixture
def competency(db):
    return Competency.objects.create(code="PTY01", name="发展党员", level1="说得出程序", evidence_type="quiz")


@pytest.fixture
def bank(competency, world, superuser) -> list[Question]:
    """One published question of each kind, owned by 甲单位."""
    return [
        create_question(
            content=one, competency=competency, level=1, owner_unit=world.unit, by=superuser, published=True, code=f"T{n}"
        )
        for n, one in enumerate(CONTENTS, start=1)
    ]


@pytest.fixture
def paper(bank):
    return keep_paper(key="lesson:1", title="发展党员小测", questions=bank, needed=3, attempts=2)


@pytest.fixture
def attempt(paper, world, member_user):
    return start(member=world.learner, paper=paper, purpose="lesson")


def address(name: str, attempt: Attempt) -> str:
    return reverse(f"lms_assessment:{name}", args=[attempt.uuid])


def right(attempt: Attempt, count: int = 99) -> dict:
    """Answers as the screen would send them, the first ``count`` of them right, the others not given."""
    answers = {}
    for item in attempt.items.select_related("version").order_by("place"):
        wanted = RIGHT[item.version.kind]
        answers[item.place] = wanted if isinstance(wanted, str) else [item.order.index(place) for place in wanted]
    return {place: answer for place, answer in answers.items() if len([p for p in answers if p <= place]) <= count}


def posted(answers: dict) -> dict:
    """The same as fields of a form."""
    data: dict = {"q": [str(place) for place in answers]}
    for place, answer in answers.items():
        data[f"t-{place}" if isinstance(answer, str) else f"a-{place}"] = answer
    return data


def secrets_in(response) -> list[str]:
    text = response.content.decode()
    return [word for word in SECRETS if word in text]
