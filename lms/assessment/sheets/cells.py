"""How the cells of the sheet ``questions`` are read, and how a question stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets import normal, values

from .. import marking
from ..content import Content
from ..models import Kind, Question, QuestionVersion

LETTERS = "ABCDEFGH"
OPTIONS = tuple(f"option_{letter.lower()}" for letter in LETTERS)
RIGHT_WORDS = frozenset({"对", "正确", "是", "√", "T", "TRUE", "Y", "A"})
WRONG_WORDS = frozenset({"错", "错误", "否", "不对", "不正确", "×", "X", "F", "FALSE", "N", "B"})
STATE_WORDS = {"draft": "草稿", "review": "待审", "published": "已发布", "retired": "停用"}

#: Words by which a kind is known; the first of each is the one that is told.
KIND_NAMES = {
    "single": ("单选", "单选题", "single"),
    "multiple": ("多选", "多选题", "multi", "multiple"),
    "judge": ("判断", "判断题", "judge", "truefalse"),
    "text": ("填空", "填空题", "简答", "text", "short"),
    "number": ("填数", "数值", "number", "numeric"),
}
kind = values.choice({word: key for key, words in KIND_NAMES.items() for word in words})
state = values.choice({word: key for key, word in STATE_WORDS.items()} | {key: key for key in STATE_WORDS})


def long_text(length: int) -> values.Convert:
    """Text of at most ``length`` signs; its lines stay lines."""
    fits = values.text(length)

    def convert(raw: Any) -> str:
        lines = normal.as_text(raw).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        fits(" ".join(lines))
        return "\n".join(map(normal.squeeze, lines)).strip("\n")

    return convert


def key_of(question_kind: str, answer: str, tolerance: str | None, options: Sequence[str]) -> list[Any]:
    """The key that the cells ``answer`` and ``tolerance`` say. BadValue where they say none."""
    if question_kind == Kind.TEXT:
        return [part for part in (one.strip() for one in re.split(r"[|｜]", answer)) if part]
    if question_kind == Kind.NUMBER:
        return [answer.strip(), *([tolerance.strip()] if tolerance else [])]
    plain = unicodedata.normalize("NFKC", answer).upper()
    if question_kind == Kind.JUDGE:
        word = "".join(plain.split())
        if word in RIGHT_WORDS | WRONG_WORDS:
            return [0 if word in RIGHT_WORDS else 1]
        raise values.BadValue(_("看不出是对还是错"), _("请填：对、错"))
    letters = re.sub(r"[\s,，、;；|/]+", "", plain)
    known = LETTERS[: len(options)]
    if not letters or any(letter not in known for letter in letters):
        raise values.BadValue(_("没有这个选项"), _("请填选项的字母，如 B；多选如 ABD"))
    return sorted({known.index(letter) for letter in letters})


def content_cells(said: Content | QuestionVersion) -> dict[str, Any]:
    """By column, what the sheet says of a question's content."""
    key = said.key
    cells: dict[str, Any] = {
        "kind": KIND_NAMES[said.kind][0], "stem": said.stem, "explanation": said.explanation, "basis": said.basis,
        "points": said.points, "keeps_order": said.keeps_order, "tolerance": "",
    }  # fmt: skip
    for at, name in enumerate(OPTIONS):
        cells[name] = said.options[at] if at < len(said.options) else ""
    if said.kind == Kind.JUDGE:
        cells["answer"] = "对" if key[0] == 0 else "错"
    elif said.kind in marking.WITH_OPTIONS:
        cells["answer"] = "".join(LETTERS[place] for place in key)
    elif said.kind == Kind.TEXT:
        cells["answer"] = "|".join(key)
    else:
        cells["answer"], cells["tolerance"] = key[0], key[1] if len(key) > 1 else ""
    return cells


def row_of(question: Question) -> dict[str, Any]:
    """A row of the export: what is in use, else the newest draft. Needs competency, activity, owner unit and versions at hand."""
    said = question.live or question.latest
    cells = content_cells(said) if said else {}
    return {
        "code": question.code, "competency": question.competency.code, "level": question.level,
        "lesson": question.activity.code if question.activity else "",
        "owner_unit": question.owner_unit.code if question.owner_unit else "", "state": STATE_WORDS[question.state],
        **cells,
    }  # fmt: skip
