"""A messy roster of 3,000 people with 60 titles and 90 names of branches: asked once a name, never once a row."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from lms.core.sheets.importer import Run, import_folder
from lms.people.models import KnownTitle, KnownUnitName, Member, OrgUnit, Post, PostHolding

from .conftest import Folder, Rows

pytestmark = pytest.mark.django_db

PEOPLE, TITLES, KNOWN_TITLES, BRANCHES, UNKNOWN_BRANCHES, NAMESAKES = 3000, 60, 8, 90, 15, 6
#: Seconds on one slow core; a question a row, or a query a row, takes many times that.
LONGEST = 60
NUMERALS = "零一二三四五六七八九"


def numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    return f"{NUMERALS[tens]}十{NUMERALS[ones] if ones else ''}" if tens else NUMERALS[ones]


def branch_name(n: int) -> str:
    return f"第{numeral(n)}党支部"


def title_name(n: int) -> str:
    return f"岗位{numeral(n)}" if n < KNOWN_TITLES else f"{numeral(n)}号专责"


@pytest.fixture
def organisation(db: None, folder: Folder) -> Folder:
    """75 branches, eight posts whose names are titles as well, and two namesakes in each of six branches."""
    folder.csv("posts", [["code", "name"], *[[f"P{n:02}", title_name(n)] for n in range(KNOWN_TITLES)]])
    units: Rows = [["code", "name", "type", "parent_code", "holds_membership"], ["R", "机关工委", "工委", "", "N"]]
    units += [[f"B{n:02}", branch_name(n), "党支部", "R", "Y"] for n in range(BRANCHES - UNKNOWN_BRANCHES)]
    folder.csv("org_units", units)
    twice = [[f"T{n}{k}", f"同名人{n}", f"B{n:02}"] for n in range(NAMESAKES) for k in "AB"]
    folder.csv("roster", [["学员编号", "姓名", "支部编码"], *twice])
    folder.load()
    (folder.path / "posts.csv").unlink()
    (folder.path / "org_units.csv").unlink()
    return folder


def rows(count: int) -> Rows:
    """``count`` people without numbers and without codes; every title and every branch occurs."""
    dice = random.Random(7)
    made: Rows = [["党员花名册"], ["序号", "姓 名", "所在支部", "行政职务", "出生年月", "性别"]]
    for n in range(count):
        branch = n % BRANCHES
        name = f"同名人{n}" if n < NAMESAKES else f"学员{numeral(n % 100)}号{n}"
        title = title_name(n % TITLES)
        both = f"{title}、{title_name(dice.randrange(TITLES))}" if n % 7 == 0 else title
        spaced = branch_name(branch) if n % 3 else f" {branch_name(branch)} "
        made.append([n + 1, name, spaced, both, f"19{60 + n % 40}.0{1 + n % 9}", "男女"[n % 2]])
    return made


def answers_of(first: Run) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for at, question in enumerate(first.asked.open.values()):
        if question.kind == "title":
            given[question.name] = [f"P{at % KNOWN_TITLES:02}"] if at % 10 else []
        elif question.kind == "branch":
            given[question.name] = ["new:R"] if at % 2 else [f"B{at:02}"]
        else:
            given[question.name] = ["+"]
    return given


def import_it(folder: Folder, answers: dict[str, Any], **more: Any) -> Run:
    return import_folder(folder.path, answers=answers, **more)


def test_as_many_questions_as_names(organisation: Folder) -> None:
    (organisation.path / "roster.csv").unlink()
    organisation.xlsx("roster", rows(PEOPLE))
    started = time.monotonic()
    first = import_it(organisation, {}, dry_run=True)
    kinds = [question.kind for question in first.asked.open.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "title": TITLES - KNOWN_TITLES, "branch": UNKNOWN_BRANCHES, "person": NAMESAKES,
    }  # fmt: skip
    assert first.problems.errors == []
    counts = [question.count for question in first.asked.open.values() if question.kind == "branch"]
    assert sum(counts) == sum(n % BRANCHES >= BRANCHES - UNKNOWN_BRANCHES for n in range(PEOPLE))
    answers = answers_of(first)
    done = import_it(organisation, answers)
    assert not done.asked.open and done.problems.errors == []
    assert done.counts["roster"].added == PEOPLE
    assert Member.objects.count() == PEOPLE + 2 * NAMESAKES
    assert KnownTitle.objects.count() == TITLES - KNOWN_TITLES
    assert OrgUnit.objects.filter(parent__code="R").count() == BRANCHES - UNKNOWN_BRANCHES + sum(
        answer == ["new:R"] for answer in answers.values()
    )
    matched = [name for name, answer in answers.items() if name.startswith("branch:") and answer != ["new:R"]]
    assert KnownUnitName.objects.count() == len(matched)
    given = done.tables["roster"].spec.numbers(done, done.tables["roster"])  # type: ignore[misc]
    assert len(given) == len(set(given.values())) == PEOPLE
    assert time.monotonic() - started < LONGEST
    assert PostHolding.objects.filter(is_main=True).values("member").distinct().count() > PEOPLE * 0.8


def test_the_same_sheet_again_asks_only_for_namesakes(organisation: Folder) -> None:
    organisation.csv("roster", rows(300))
    done = import_it(organisation, answers_of(import_it(organisation, {}, dry_run=True)))
    assert done.counts["roster"].added == 300
    again = import_it(organisation, {})
    assert {question.kind for question in again.asked.open.values()} == {"person"}
    assert len(again.asked.open) == NAMESAKES


def test_queries_do_not_grow_with_rows(organisation: Folder, count_queries: Any) -> None:
    """For ten times as many rows a few more batches of the same statements, and nothing for each row."""
    sent = {}
    for count in (300, PEOPLE):
        organisation.csv("roster", rows(count))
        answers = answers_of(import_it(organisation, {}, dry_run=True))
        sent[count] = len(count_queries(lambda given=answers: import_it(organisation, given, dry_run=True)))
    batches = PEOPLE // 100
    assert sent[PEOPLE] - sent[300] <= batches, sent
    assert Post.objects.count() == KNOWN_TITLES
