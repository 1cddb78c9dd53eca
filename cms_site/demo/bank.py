"""The questions of the sample, published as they stand."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lms.assessment.actions.bank import create_question
from lms.assessment.content import Content
from lms.assessment.models import Question
from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import OrgUnit

FILE = Path(__file__).resolve().parent / "questions.csv"
KINDS = {"multi": "multiple"}
LETTERS = "ABCD"


def rows() -> Iterator[dict[str, str]]:
    """All rows, in the layout of the sheet ``questions``."""
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def content_of(row: dict[str, str]) -> Content:
    options = [row[f"option_{letter.lower()}"] for letter in LETTERS]
    return Content(
        kind=KINDS.get(row["type"], row["type"]), stem=row["stem"], options=[option for option in options if option],
        key=[LETTERS.index(letter) for letter in row["answer"]], explanation=row["explanation"], basis=row["basis"],
        points=int(row["points"]),
    )  # fmt: skip


def load_questions(owner: OrgUnit | None = None) -> None:
    """Write what is missing, for the trainers of ``owner``. A question that is there, however it reads by now, is left."""
    there = set(Question.objects.values_list("code", flat=True))
    competencies = {each.code: each for each in Competency.objects.all()}
    lessons = {each.code: each for each in Activity.objects.filter(code__in={row["lesson_code"] for row in rows()})}
    for row in rows():
        if row["code"] not in there and row["competency_code"] in competencies:
            create_question(
                content=content_of(row), competency=competencies[row["competency_code"]], level=int(row["level"]),
                owner_unit=owner, activity=lessons.get(row["lesson_code"]), code=row["code"], published=True,
            )


def by_lesson() -> dict[str, list[int]]:
    """Ids of the questions of each lesson, those of its highest level first."""
    found: dict[str, list[int]] = defaultdict(list)
    ids = dict(Question.objects.filter(state=Question.State.PUBLISHED).values_list("code", "pk"))
    for row in sorted(rows(), key=lambda row: (-int(row["level"]), row["code"])):
        if row["lesson_code"] and row["code"] in ids:
            found[row["lesson_code"]].append(ids[row["code"]])
    return found
