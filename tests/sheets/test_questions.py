"""The questions of an import: each name once, answers kept by name, good rows without those that wait."""

from __future__ import annotations

import pytest

from lms.core.sheets import registry, values
from lms.core.sheets.importer import import_folder
from lms.core.sheets.questions import Asked, Choices, Question, created_under, most_frequent_first
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import settle

POSTS = Choices("posts", {"P1": "局长", "P2": "党务"})


def question(value: str, count: int = 1, **more) -> Question:
    return Question("title", value, value, "things", count, POSTS, **more)


def test_what_a_question_accepts():
    plain = question("局座")
    assert plain.accepts(["P1"]) and not plain.accepts(["P9"]) and not plain.accepts([]) and not plain.accepts(["P1", "P2"])
    assert question("局座", multiple=True, leave_out="暂不对应").accepts(["P1", "P2"])
    assert question("局座", leave_out="暂不对应").accepts([])
    assert not plain.accepts(["new:U1"]) and question("局座", parents=Choices("u", {"U1": "甲"})).accepts(["new:U1"])
    assert created_under(["new:U1"]) == "U1" and created_under(["P1"]) is None


def test_nobody_to_ask_is_something_else_than_no_answer():
    nobody, somebody = Asked(), Asked({"title:甲": ["P1"], "title:乙": ["gone"]})
    assert nobody.ask(question("甲")) is None and not nobody.open
    assert somebody.ask(question("甲")) == ("P1",)
    assert somebody.ask(question("乙")) is None, "an answer that is no choice any more is asked again"
    assert list(somebody.open) == ["title:乙"]


def test_the_most_frequent_name_comes_first():
    asked = [question("少", 2), Question("unit", "x", "x", "things", 99, POSTS), question("多", 7)]
    assert [q.value for q in most_frequent_first(asked)] == ["多", "少", "x"]


class Things(Loader):
    """A sheet that asks for each distinct title and writes nothing but a count."""

    written: list[list[int]] = []

    def check(self) -> None:
        table = self.table
        titles = table.get("title")
        for title in dict.fromkeys(titles):
            rows = [i for i, cell in enumerate(titles) if cell == title and i not in table.broken]
            answer = self.run.ask(question(title, len(rows), leave_out="暂不对应"))
            for i in rows if answer is None else ():
                table.wait(i)
            for i in rows if answer == () else ():
                table.leave(i)
        self.rows = settle(table, self.run.problems, table.get("code"), {"title": titles}, "code")

    def write(self) -> None:
        self.written.append([self.table.numbers[i] for i in self.rows])
        self.run.count("things", added=len(self.rows))


@pytest.fixture
def things(monkeypatch, folder):
    monkeypatch.setattr(registry, "_specs", {})
    monkeypatch.setattr(Things, "written", [])
    columns = [Column("code", ("编码",), values.code(), needed=True), Column("title", ("职务",), values.text(20), needed=True)]
    registry.register(SheetSpec("things", "东西", columns, 1, Things))
    folder.csv("things", [["编码", "职务"], ["1", "甲"], ["2", "乙"], ["3", "甲"], ["4;", "甲"], ["5", "丙"], ["5", "甲"]])
    return folder


@pytest.mark.django_db
def test_open_questions_write_nothing(things):
    run = import_folder(things.path, answers={"title:甲": ["P1"]})
    assert set(run.asked.open) == {"title:乙", "title:丙"}
    assert not Things.written


@pytest.mark.django_db
def test_good_rows_go_in_without_problems_and_open_questions(things):
    run = import_folder(things.path, answers={"title:甲": ["P1"], "title:丙": []}, good_rows_only=True)
    assert Things.written == [[2, 4, 7]]
    count = run.counts["things"]
    assert (count.read, count.added, count.waiting, count.left, count.unchanged) == (6, 3, 1, 2, 0)
    assert run.left_out == {"things": {5}} and [problem.row for problem in run.problems.errors] == [5]


@pytest.mark.django_db
def test_of_two_rows_that_contradict_each_other_none_goes_in(things):
    import_folder(things.path, answers={f"title:{title}": ["P1"] for title in "甲乙丙"}, good_rows_only=True)
    assert Things.written == [[2, 3, 4]]


@pytest.mark.django_db
def test_what_is_not_as_it_was_shown_is_not_written(things):
    answers = {f"title:{title}": ["P1"] for title in "甲乙丙"}
    run = import_folder(things.path, answers=answers, good_rows_only=True, expected={"things": (2, 0)})
    assert run.is_outdated
    assert not import_folder(things.path, answers=answers, good_rows_only=True, expected={"things": (3, 0)}).is_outdated
