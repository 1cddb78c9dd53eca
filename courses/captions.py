"""Captions: WebVTT read, checked and written anew; SRT, which editing programs write, is taken as well. Pure.

What a browser gets is written from the cues that were understood: no script, style, region, note or tag of the file survives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

#: Longer ones are no captions of a micro-lesson, and reading them would keep the server busy.
MAX_CHARACTERS = 400_000
MAX_CUES = 5_000

TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
TIMING = re.compile(rf"^\s*{TIME}\s+-->\s+{TIME}(?:\s+.*)?$")
ARROW = "-->"
SKIPPED = re.compile(r"^(NOTE|STYLE|REGION)(\s|$)")
#: Tags that WebVTT itself knows: they are dropped. Any other tag is a fault.
KNOWN_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s][^<>]*)?>|<\d[\d:.]*>", re.I)
#: What editing programs put into SRT to colour a line.
FONT_TAG = re.compile(r"</?font(?:\s[^<>]*)?>", re.I)


class Fault(StrEnum):
    """Why a text is not taken as captions. The sentence for people stands in courses.blocks.media."""

    EMPTY = "empty"
    LONG = "long"
    NOT_CAPTIONS = "not_captions"
    TIMES = "times"
    MARKUP = "markup"


class CaptionsError(ValueError):
    """``fault`` says what is wrong, ``line`` where (from 1; 0: the whole)."""

    def __init__(self, fault: Fault, line: int = 0) -> None:
        super().__init__(f"{fault} at line {line}")
        self.fault, self.line = fault, line


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from ``start`` to ``end`` (milliseconds)."""

    start: int
    end: int
    text: str


def read(text: str) -> list[Cue]:
    """The cues in their order. Raises CaptionsError."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise CaptionsError(Fault.EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise CaptionsError(Fault.LONG)
    head = text.split("\n", 1)[0].strip()
    if ARROW not in text or not (re.match(r"^WEBVTT(\s|$)", head) or head.isdigit() or TIMING.match(head)):
        raise CaptionsError(Fault.NOT_CAPTIONS)
    cues: list[Cue] = []
    for line, block in _blocks(text):
        _read_block(cues, line, block)
    if not cues:
        raise CaptionsError(Fault.NOT_CAPTIONS)
    return cues


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines with something in them, with the number of their first line."""
    start, lines = 0, []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            start = start or number
            lines.append(line)
        elif lines:
            yield start, lines
            start, lines = 0, []


def _read_block(cues: list[Cue], first: int, lines: list[str]) -> None:
    if lines[0].startswith("WEBVTT") or SKIPPED.match(lines[0]):
        return
    at = next((at for at, line in enumerate(lines[:2]) if ARROW in line), None)
    if at is None:
        raise CaptionsError(Fault.NOT_CAPTIONS, first)
    times = TIMING.match(lines[at])
    if times is None:
        raise CaptionsError(Fault.TIMES, first + at)
    start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    if end <= start or (cues and start < cues[-1].start):
        raise CaptionsError(Fault.TIMES, first + at)
    said = [_plain(line, first + at + 1 + offset) for offset, line in enumerate(lines[at + 1 :])]
    if len(cues) >= MAX_CUES:
        raise CaptionsError(Fault.LONG, first)
    cues.append(Cue(start, end, "\n".join(line for line in said if line)))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _plain(line: str, number: int) -> str:
    said = FONT_TAG.sub("", KNOWN_TAG.sub("", line))
    if re.search(r"<\s*[/!?a-zA-Z]", said) or ARROW in said:
        raise CaptionsError(Fault.MARKUP, number)
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        said = said.replace(name, sign)
    return " ".join(said.split())


def write(cues: list[Cue]) -> str:
    """WebVTT that says only who speaks when. ``read(write(cues)) == cues``."""
    parts = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_escaped(cue.text)}" for cue in cues]
    return "WEBVTT\n\n" + "\n\n".join(parts) + "\n"


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def transcript(cues: list[Cue], pause: int = 1500) -> str:
    """What is said as text to read: a new paragraph after ``pause`` milliseconds of silence."""
    paragraphs: list[list[str]] = []
    before = None
    for cue in cues:
        if before is None or cue.start - before > pause:
            paragraphs.append([])
        paragraphs[-1].append(" ".join(cue.text.split("\n")))
        before = cue.end
    return "\n\n".join(_joined(each) for each in paragraphs)


def _joined(lines: list[str]) -> str:
    """Chinese lines are joined without a space, others with one."""
    text = ""
    for line in lines:
        apart = " " if text and line and text[-1].isascii() and line[0].isascii() else ""
        text += apart + line
    return text
