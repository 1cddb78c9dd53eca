"""The page of questions: each name once, a list to search without scripts, suggestions, what was left open comes again."""

from __future__ import annotations

import re

import pytest

from lms.core.sheets import registry, values
from lms.core.sheets.questions import Choices, Question
from lms.core.sheets.registry import Column, Loader, SheetSpec
from tests.uploads.conftest import file, lines

pytestmark = pytest.mark.django_db
POSTS = Choices("posts", {f"P{n:02}": f"P{n:02} 岗位{n}" for n in range(1, 21)})
UNITS = Choices("units", {"U1": "甲局", "U2": "乙局"})
TWINS = Choices("twins", {"M1": "张三（M1）", "M2": "张三（M2）"})


class Titles(Loader):
    """Asks for titles (several posts), branches (or a new one) and twins; writes what was answered into ``written``."""

    written: list[tuple[str, tuple[str, ...]]] = []

    def check(self) -> None:
        self.answers = []
        makers = {"职务": self.title, "支部": self.branch, "重名": self.twin}
        column = self.table.get("title")
        for text in dict.fromkeys(column):
            places = [i for i, cell in enumerate(column) if cell == text]
            question = makers[text[:2]](text, len(places))
            answer = self.run.ask(question)
            for i in places if answer is None else ():
                self.table.wait(i)
            self.answers += [(text, answer)] if answer is not None else []

    def title(self, text, count):
        return Question("title", text, text, "things", count, POSTS, heading="职务对应岗位", multiple=True,
                        leave_out="暂不对应", samples=("张三",), rows=(2,))  # fmt: skip

    def branch(self, text, count):
        return Question("branch", text, text, "things", count, UNITS, heading="支部", parents=UNITS, leave_out="这些行不导入",
                        suggestion=("U2",))  # fmt: skip

    def twin(self, text, count):
        return Question("twin", text, text, "things", count, TWINS, heading="重名")

    def write(self) -> None:
        self.written += self.answers
        self.run.count("things", added=len(self.table) - len(self.table.broken))


@pytest.fixture
def asked(boss, monkeypatch):
    monkeypatch.setattr(registry, "_specs", {})
    monkeypatch.setattr(Titles, "written", [])
    registry.register(SheetSpec("things", "东西", [Column("title", ("名称",), values.text(20), needed=True)], 1, Titles))
    page = boss.choose(file("things.csv", lines("名称", "职务甲", "职务乙", "职务乙", "支部丙", "重名丁")))
    assert "有 4 个名称系统不认识" in page and "对应 4 个名称" in page
    return boss


def fields(desk):
    """Name of the field of each question, by what stands in the sheet."""
    page = desk.client.get(desk.address("questions")).content.decode()
    found = re.findall(r'<fieldset class="[^"]*" id="(q\w+)">\s*<legend[^>]*>(\S+) ', page)
    return {text: name for name, text in found}, page


def test_each_name_once_the_most_frequent_first(asked):
    names, page = fields(asked)
    assert list(names) == ["职务乙", "职务甲", "支部丙", "重名丁"]
    assert page.count('<datalist id="list-posts">') == 1 and page.count("P07 岗位7") == 1, "a list is sent once"
    assert re.search(r'value="U2" checked', page), "a sure suggestion is preselected"
    assert not re.search(r'value="M\d" checked', page), "nothing else is"
    assert "<script>" not in page.split('class="lms-opening')[1].split("</main>")[0]


def test_answers_are_kept_and_what_is_left_open_comes_again(asked):
    names, _page = fields(asked)
    page = asked.press("questions", **{f"{names['职务乙']}-other": ["P03 岗位3", "岗位12"], names["重名丁"]: "M2"})
    assert "有 2 个名称系统不认识" in page and "没有导入" in asked.press("import")
    names, page = fields(asked)
    assert list(names) == ["职务甲", "支部丙"]
    page = asked.press("questions", **{names["职务甲"]: "-", f"{names['支部丙']}-new": "甲局"})
    assert "没有发现错误" in page and "已对应 4 个名称" in page
    assert 'value="甲局"' in fields(asked)[1], "answers can be looked at again"
    asked.press("import")
    assert dict(Titles.written) == {"职务乙": ("P03", "P12"), "职务甲": (), "支部丙": ("new:U1",), "重名丁": ("M2",)}


@pytest.mark.parametrize(
    ("name", "answer", "word"),
    [
        ("职务甲", {"-other": "没有的岗位"}, "列表里没有这一项"),
        ("职务甲", {"-other": "岗位1"}, ""),
        ("职务甲", {"-other": "岗位"}, "列表里没有这一项"),
        ("职务甲", {"": "-", "-other": "P01"}, "填了不止一处"),
        ("支部丙", {"": "U1", "-new": "甲局"}, "填了不止一处"),
        ("支部丙", {"-new": "丙局"}, "列表里没有这一项"),
        ("重名丁", {"": "-"}, "请从列表中选"),
        ("重名丁", {"": "M9"}, "请从列表中选"),
    ],
)
def test_an_answer_that_is_none_is_said_at_the_question(asked, name, answer, word):
    names, _page = fields(asked)
    page = asked.press("questions", **{f"{names[name]}{part}": value for part, value in answer.items()})
    assert word in page
    assert ("有 1 处没有看懂" in page) == bool(word)


def test_good_rows_without_the_open_questions(asked):
    names, _page = fields(asked)
    asked.press("questions", **{f"{names['职务乙']}-other": "P03"})
    assert "3 行待回答" in asked.page()
    asked.press("import", good="1")
    assert set(Titles.written) == {("职务乙", ("P03",))}
    assert b"".join([asked.get("left_out", "things")])
