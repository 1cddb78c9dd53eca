"""The body of a sample lesson as the StreamField keeps it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms_site.planting.source import rich

from . import lesson_files
from .lesson_source import Lesson, Part

#: Numbers of blocks come from this and their place, so that a second run finds the same ones.
SPACE = uuid.UUID("5b8e0d2c-7f5e-4d39-9d53-9a4c1c0b6f10")
#: Words before the colon of a line of 对我的岗位, and whom they mean.
POSTS = {
    "领导干部": ("P01", "P02"), "党支部书记": ("P03",), "支部书记": ("P03",), "科长": ("P05",), "窗口": ("P07",),
    "新入职同志": ("P08",),
}  # fmt: skip
TOLD = "声音由计算机合成。"


@dataclass
class Known:
    """Primary keys of what the bodies name: questions by lesson in their order, posts by code."""

    questions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    posts: Mapping[str, int] = field(default_factory=dict)


def body(lesson: Lesson, known: Known) -> list[dict[str, Any]]:
    """All blocks. Questions that the database does not have are left out."""
    found = []
    for place, part in enumerate(lesson.parts):
        value = MAKERS[part.kind](part, lesson, known)
        if value is not None:
            found.append({"type": part.kind, "value": value, "id": _number(lesson.code, part.kind, place)})
    return found


def _number(*place: object) -> str:
    return str(uuid.uuid5(SPACE, ":".join(map(str, place))))


def _listed(values: Sequence[Any], *place: object) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value, "id": _number(*place, number)} for number, value in enumerate(values)]


def _text(part: Part, lesson: Lesson, known: Known) -> str:
    found, lines = [], list[str]()
    for line in [*part.lines, "## "]:
        if not line.startswith("## "):
            lines.append(line)
            continue
        found.append(rich(lines))
        lines = []
        if line[3:]:
            found.append(f"<h2>{line[3:]}</h2>")
    return "".join(found)


def _medium(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    name = lesson.facts[part.kind]
    return {
        "file": lesson_files.medium(part.kind, name).pk, "title": f"{lesson_files.TITLES[name]}（{TOLD.rstrip('。')}）",
        "captions": lesson_files.captions(name), "poster": lesson_files.poster(name).pk, "transcript": "",
    }  # fmt: skip


def _document(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    return {"file": lesson_files.document(lesson.facts["document"]).pk, "title": "", "note": "可以打印出来，放在手边。"}


def _key_points(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    return {"points": _listed(_items(part), lesson.code, "points")}


def _for_my_post(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    everybody, some = [], []
    for item in _items(part):
        who, _, words = item.partition("：")
        if who in POSTS and all(code in known.posts for code in POSTS[who]):
            some.append((who, words))
        else:
            everybody.append(f"- **{who}**：{words}" if words else f"- {item}")
    posts = [
        {"posts": _listed([known.posts[code] for code in POSTS[who]], lesson.code, who), "text": rich([words])}
        for who, words in some
    ]
    return {"text": rich(everybody), "posts": _listed(posts, lesson.code, "posts")}


def _questions(part: Part, lesson: Lesson, known: Known) -> dict[str, Any] | None:
    asked = known.questions.get(lesson.code, ())
    if not asked:
        return None
    # A test puts all its questions and asks for six of ten; other lessons put the first three.
    is_test = bool(lesson.facts.get("test"))
    put = asked if is_test else asked[:3]
    return {
        "questions": _listed(list(put), lesson.code, "questions"),
        "needed": -(-len(put) * 6 // 10) if is_test else min(part.number, len(put)),
        "attempts": 3 if is_test else None,
    }


def _task(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    what = [line for line in part.lines if not line.startswith("> ")]
    answer = [line[2:] for line in part.lines if line.startswith("> ")]
    return {"title": part.title, "text": rich(what), "minutes": 5, "sample": rich(answer)}


def _reading(part: Part, lesson: Lesson, known: Known) -> dict[str, Any]:
    empty = {"source": "", "page": None, "document": None, "url": ""}
    return {"items": _listed([{"title": item, **empty} for item in _items(part)], lesson.code, "reading")}


def _items(part: Part) -> list[str]:
    return [line[2:].strip() for line in part.lines if line.startswith("- ")]


MAKERS: dict[str, Any] = {
    "text": _text, "video": _medium, "audio": _medium, "document": _document, "key_points": _key_points,
    "for_my_post": _for_my_post, "questions": _questions, "task": _task, "reading": _reading,
}  # fmt: skip
