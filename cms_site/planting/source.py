"""Reads the text files that pages are planted from.

::

    title: 第一次登录
    slug: first-sign-in
    audience: member
    public: yes

    ### What to do | 2
    How. **Bold** words, and lists with "- ".
    > What is seen then.

    ## A heading of the text after the steps
    Paragraphs.
    ! A tip in a box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

HEADER = re.compile(r"^(\w+): ?(.*)$")
STEP = re.compile(r"^### (.+?)(?: \| (\d+))?$")
BOLD = re.compile(r"\*\*(.+?)\*\*")


class BadSource(ValueError):
    """A text file that is not written as it should be."""


@dataclass
class Step:
    title: str
    minutes: int | None = None
    lines: list[str] = field(default_factory=list)
    seen: str = ""

    def as_block(self) -> dict[str, Any]:
        return {
            "type": "step",
            "value": {"title": self.title, "minutes": self.minutes, "text": rich(self.lines), "seen": self.seen},
        }


@dataclass
class Source:
    """One file. ``facts``: the lines of its header; ``body``: blocks as StreamField keeps them; ``items``: its bare list."""

    facts: dict[str, str]
    steps: list[Step]
    body: list[dict[str, Any]]
    items: list[str]

    @property
    def title(self) -> str:
        return self.facts["title"]

    @property
    def slug(self) -> str:
        return self.facts["slug"]

    @property
    def is_public(self) -> bool:
        return self.facts.get("public") == "yes"

    @property
    def minutes(self) -> int:
        return sum(step.minutes or 0 for step in self.steps) or int(self.facts.get("minutes", "1"))


def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    try:
        return parse(text)
    except BadSource as error:
        raise BadSource(f"{path.name}: {error}") from error


def parse(text: str) -> Source:
    head, _, rest = text.partition("\n\n")
    facts: dict[str, str] = {}
    for line in head.splitlines():
        found = HEADER.match(line)
        if not found:
            raise BadSource(line)
        facts[found[1]] = found[2].strip()
    if not facts.get("title") or not facts.get("slug"):
        raise BadSource("title and slug are missing")
    steps, body = _blocks(rest.splitlines())
    items = [line[2:].strip() for line in rest.splitlines() if line.startswith("- ")]
    return Source(facts, steps, body, items)


def _blocks(lines: list[str]) -> tuple[list[Step], list[dict[str, Any]]]:
    steps: list[Step] = []
    body: list[dict[str, Any]] = []
    text: list[str] = []

    def close() -> None:
        if any(text):
            body.append({"type": "text", "value": rich(text)})
        text.clear()

    in_step = False
    for line in lines:
        if found := STEP.match(line):
            steps.append(Step(found[1], int(found[2]) if found[2] else None))
            in_step = True
        elif line.startswith("## "):
            close()
            body.append({"type": "heading", "value": line[3:].strip()})
            in_step = False
        elif line.startswith("! "):
            close()
            body.append({"type": "callout", "value": {"kind": "tip", "title": "", "text": rich([line[2:]])}})
        elif in_step and line.startswith("> "):
            steps[-1].seen = line[2:].strip()
        else:
            (steps[-1].lines if in_step else text).append(line)
    close()
    return steps, body


def rich(lines: list[str]) -> str:
    """Paragraphs and lists as the rich text of the editor keeps them."""
    found: list[str] = []
    items: list[str] = []

    def close() -> None:
        if items:
            found.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        items.clear()

    for line in (line.strip() for line in lines):
        if line.startswith("- "):
            items.append(_inline(line[2:]))
            continue
        close()
        if line:
            found.append(f"<p>{_inline(line)}</p>")
    close()
    return "".join(found)


def _inline(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
