"""Reads the texts of the sample lessons: ``lessons/*.md``.

::

    code: K056
    slug: fire-and-first-aid
    summary: One sentence for lists.
    tags: 消防,急救
    video: fire-first-aid

    @video
    A paragraph. **Bold** words, and lists with "- ".
    ## A heading
    @questions 2
    ## 要点
    - what to remember
    ## 对我的岗位
    - 窗口：for some posts; without a colon for everybody
    ## 练一练：title
    What to do.
    > How it may be done, shown afterwards.
    ## 读一读
    - 《a book》
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cms_site.planting.source import HEADER, BadSource

FOLDER = Path(__file__).resolve().parent / "lessons"
#: Headings that stand for a block of their own.
KINDS = {"要点": "key_points", "对我的岗位": "for_my_post", "练一练": "task", "读一读": "reading"}
FILES = ("video", "audio", "document")


@dataclass
class Part:
    """A piece of the body. ``kind``: the block it becomes; ``title``: after the colon of its heading; ``number``: as in
    ``@questions 2``."""

    kind: str
    title: str
    lines: list[str]
    number: int = 0


@dataclass
class Lesson:
    facts: dict[str, str]
    parts: list[Part]

    @property
    def code(self) -> str:
        return self.facts["code"]


def read_all(folder: Path = FOLDER) -> list[Lesson]:
    return [parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.md"))]


def parse(text: str, name: str = "") -> Lesson:
    head, _, rest = text.partition("\n\n")
    facts = {}
    for line in head.splitlines():
        if not (found := HEADER.match(line)):
            raise BadSource(f"{name}: {line}")
        facts[found[1]] = found[2].strip()
    if missing := {"code", "slug", "summary"} - facts.keys():
        raise BadSource(f"{name}: {', '.join(sorted(missing))}")
    return Lesson(facts, parts(rest.splitlines()))


def parts(lines: list[str]) -> list[Part]:
    """The pieces of a body in their order; paragraphs between others come together."""
    found: list[Part] = []
    for line in lines:
        if line.startswith("@"):
            kind, _, number = line[1:].partition(" ")
            found.append(Part(kind, "", [], int(number or 0)))
        elif line.startswith("## ") and (kind := KINDS.get(line[3:].split("：")[0])):
            found.append(Part(kind, line[3:].partition("：")[2], []))
        elif line.startswith("## ") or (line.strip() and (not found or found[-1].kind in (*FILES, "questions"))):
            if found and found[-1].kind == "text":
                found[-1].lines.append(line)
            else:
                found.append(Part("text", "", [line]))
        elif line.strip() and found:
            found[-1].lines.append(line)
    return found
