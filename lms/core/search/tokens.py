"""What a text is found by. No dictionary: a new word needs no new index.

Units are the smallest pieces in their order: single Chinese characters, Latin words and numbers. Extras stand over several units:
pairs of neighbouring Chinese characters, and a run of Latin letters and digits as it was written (PythonExcel, Word2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Characters that are written without spaces between words; rare ones lie beyond the first plane.
HAN = "〇㐀-䶿一-鿿豈-﫿぀-ヿ\U00020000-\U0003134f"
RUN = re.compile(rf"[{HAN}]+|(?:(?![{HAN}])[^\W_])+")
_HAN = re.compile(rf"[{HAN}]")
_PART = re.compile(r"\d+|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """``units`` in their order; ``extras`` each with the place of the unit at which it begins."""

    units: tuple[str, ...]
    extras: tuple[tuple[int, str], ...]


def is_chinese(run: str) -> bool:
    return bool(_HAN.match(run))


def runs(text: str) -> list[str]:
    """Runs of Chinese and runs of other letters and digits; everything else only parts them."""
    return RUN.findall(text)


def parts(run: str) -> list[str]:
    """A run that is not Chinese, cut where letters meet digits and where a capital begins, in small letters."""
    return [part.lower() for part in _PART.findall(run)] or [run.lower()]


def pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens(text: str, most: int = 40_000) -> Tokens:
    """The tokens of a normalised text (capitals kept); of a longer one those of its first ``most`` units."""
    units: list[str] = []
    extras: list[tuple[int, str]] = []
    for run in RUN.findall(text):
        start = len(units)
        if start >= most:
            break
        units += run if is_chinese(run) else parts(run)
        extras += _over(run, start, len(units))
    return Tokens(tuple(units), tuple(extras))


def _over(run: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    if is_chinese(run):
        yield from enumerate(pairs(run), start)
    elif end - start > 1:
        yield start, run.lower()
