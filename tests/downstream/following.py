"""Follow a how-to to the letter: run what it runs, write what it writes.

The rules that docs/how-to/add-to-your-site.md keeps: a block of ``sh`` is run line by line in the site's folder; a block of
``python`` or ``html`` starts with a comment that names the file and the place, ``mysite/urls.py: the whole file`` or
``mysite/settings/base.py: at the end``. A block of any other language is only to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.M | re.S)
PLACE = re.compile(r"^(?:#|\{#|<!--) ?(?P<path>[\w./-]+): (?P<place>the whole file|at the end)(?: #\}| -->)?$")


@dataclass(frozen=True)
class Step:
    """``commands`` to run, or ``text`` to write to ``path``; ``append``: after what stands there."""

    commands: tuple[str, ...] = ()
    path: str = ""
    text: str = ""
    append: bool = False


class NotToBeFollowed(Exception):
    """The how-to has a block of code that does not say where it belongs."""


def steps(markdown: str) -> Iterator[Step]:
    """The steps of a how-to in their order."""
    for indent, language, body in FENCE.findall(markdown):
        text = "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))
        if language == "sh":
            lines = (line.split("  #")[0].strip() for line in text.splitlines())
            yield Step(commands=tuple(line for line in lines if line and not line.startswith("#")))
        elif language in ("python", "html"):
            first, rest = text.split("\n", 1)
            place = PLACE.match(first)
            if place is None:
                raise NotToBeFollowed(first)
            yield Step(path=place["path"], text=rest, append=place["place"] == "at the end")


def write(step: Step, folder: Path) -> None:
    file = folder / step.path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") + "\n" if step.append else ""
    file.write_text(before + step.text, encoding="utf-8")
