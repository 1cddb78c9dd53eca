"""Reads the texts from which the media of the sample are made: ``cms_site/demo/media/source/*.txt``.

::

    kind: video
    title: 一张好表格

    # 标题 of a slide
    draw: grid
    - a line on the slide
    > a sentence that is spoken and shown as a caption
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Slide:
    heading: str
    draw: str = ""
    lines: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)


@dataclass
class Script:
    name: str
    kind: str
    title: str
    slides: list[Slide]
    #: The text below the header, as it stands.
    text: str


def read(path: Path) -> Script:
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    return Script(path.stem, facts["kind"], facts["title"], _slides(text), text)


def _slides(text: str) -> list[Slide]:
    slides: list[Slide] = []
    for line in text.splitlines():
        if line.startswith("# "):
            slides.append(Slide(line[2:]))
        elif line.startswith("draw: "):
            slides[-1].draw = line[6:]
        elif line.startswith("- "):
            slides[-1].lines.append(line[2:])
        elif line.startswith("> "):
            slides[-1].spoken.append(line[2:])
    return slides
