"""The table of words for states is whole, and nobody else writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from lms.core.states import State, Tone

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("lms", "courses", "lecturers", "cms_site")
WORDS = [
    "开始学习", "继续", "测一测", "已看未测", "已完成", "已通过", "免修", "已掌握", "待确认", "待安排", "需复训", "未评估",
    "缺课程（已告知教员）", "逾期", "达标",
]  # fmt: skip
#: The words of the table as a whole message: in a template tag, or handed to gettext.
MARKED = r"""(?:translate|trans|gettext|gettext_lazy|\b_|_t)\s*\(?\s*["']({})["']"""
TYPED = re.compile(MARKED.format("|".join(map(re.escape, WORDS))))

#: The same characters with another sense: 继续 on a page of sign-in leads on to the next page, not on with a lesson.
ELSEWHERE = {("继续", ("lms", "accounts"))}


def sources() -> list[Path]:
    """Templates and code that put words before people, without the table itself and what was migrated."""
    found = [path for top in TOPS for kind in ("html", "txt", "py") for path in ROOT.glob(f"{top}/**/*.{kind}")]
    return [path for path in found if "migrations" not in path.parts and path.name != "states.py"]


def test_the_table():
    assert [str(state.word) for state in State] == WORDS
    assert len({state.key for state in State}) == len(WORDS)


def test_only_what_is_overdue_is_red():
    assert [state for state in State if state.tone is Tone.ALARM] == [State.OVERDUE]


@pytest.mark.parametrize("state", State)
def test_a_state_as_a_badge_and_as_a_word(state):
    page = Template("{% load quebu %}{% state key %}|{% state each %}|{% state_word key %}|{% state key note=3 %}")
    badge, by_itself, word, noted = page.render(Context({"key": state.key, "each": state})).split("|")
    assert badge == by_itself == f'<span class="badge badge--{state.tone.value}">{state.word}</span>'
    assert word == str(state.word)
    assert noted == f'<span class="badge badge--{state.tone.value}">{state.word} 3</span>'


def test_a_state_that_does_not_exist_is_loud():
    with pytest.raises(KeyError):
        Template("{% load quebu %}{% state 'finished' %}").render(Context())


def test_nobody_types_a_state():
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in sources()
        for word in TYPED.findall(path.read_text(encoding="utf-8"))
        if (word, path.parts[len(ROOT.parts) : len(ROOT.parts) + 2]) not in ELSEWHERE
    }
    assert sorted(found) == []


def test_a_typed_state_is_seen():
    assert TYPED.findall('{% translate "逾期" %} _("未评估")') == ["逾期", "未评估"]
    assert TYPED.findall('{% translate "没有逾期的课" %}') == []


def test_the_word_for_hours_is_said_of_hours_only():
    """达标 says that hours are enough. Of a lesson, a level or a plan it would be wrong."""
    wrong = []
    for path in sources():
        if "hours" in path.name or "sheets" in path.parts:  # headings of sheets are as offices write them
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if "达标" in line and not re.search(r"学时|hours|^\s*#|\"\"\"|met", line):
                wrong.append(f"{path.relative_to(ROOT)}: {line.strip()[:80]}")
    assert wrong == []
