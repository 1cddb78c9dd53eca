"""The words of a text around what was asked for, with what was asked for marked. Plain pieces: a template makes them safe."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .asking import MOST_SIGNS, pieces, words
from .normalise import folded, folded_sign
from .tokens import is_chinese, pairs, parts, runs

#: Signs before the first place and in all. A longer text is looked through as far as ``MOST``.
BEFORE, SHOWN, MOST = 16, 80, 20_000
AFTER = " 。，、；：？！”’）》,.;:?!)"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    hit: bool = False


Pieces = tuple[Piece, ...]


def marked(text: str, query: str) -> Pieces:
    """The whole ``text`` with what ``query`` asks for marked."""
    return _cut(text, _places(text, query), 0, len(text))


def snippet(text: str, query: str) -> Pieces:
    """A line of ``text`` around the first place of what ``query`` asks for; empty where it stands nowhere in it."""
    text = re.sub(r"\s+", " ", text[:MOST]).strip()
    places = _places(text, query)
    if not places:
        return ()
    first = places[0][0]
    start = max(0, first - BEFORE)
    while start < first and text[start] in AFTER:  # no line begins with what ends another
        start += 1
    end = min(len(text), start + SHOWN)
    found = _cut(text, places, start, end)
    return (*((Piece("…"),) if start else ()), *found, *((Piece("…"),) if end < len(text) else ()))


def _cut(text: str, places: list[tuple[int, int]], start: int, end: int) -> Pieces:
    found, at = [], start
    for first, last in places:
        if first >= end:
            break
        found += [Piece(text[at:first]), Piece(text[first : min(last, end)], True)]
        at = min(last, end)
    found.append(Piece(text[at:end]))
    return tuple(piece for piece in found if piece.text)


def _places(text: str, query: str) -> list[tuple[int, int]]:
    """Where it stands, in order and without overlap: whole words, else at least pairs of characters."""
    plain, origin = _in_place(text)
    whole, less = _wanted(query[:MOST_SIGNS])
    return _spans(plain, origin, whole) or _spans(plain, origin, less)


def _wanted(query: str) -> tuple[set[str], set[str]]:
    whole: set[str] = set()
    less: set[str] = set()
    for text, quoted in pieces(query):
        if quoted and text.strip():
            whole.add(folded(text).strip())
            continue
        for run in runs(text):
            if is_chinese(run):
                found = words(folded(run))
                whole.update(found)
                less.update(pair for word in found for pair in pairs(word))
            else:
                whole.add(folded(run))
                less.update(parts(run))
    return whole - {""}, less


def _in_place(text: str) -> tuple[str, list[int] | None]:
    """``text`` folded, and where each of its signs comes from; None where all are in their places, as they nearly always are."""
    plain = folded(text)
    if len(plain) == len(text):
        return plain, None
    signs = [(folded_sign(sign), at) for at, sign in enumerate(text)]
    return "".join(sign for sign, _ in signs), [at for sign, at in signs for _ in sign]


def _spans(plain: str, origin: list[int] | None, wanted: set[str]) -> list[tuple[int, int]]:
    if not wanted:
        return []
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=lambda word: (-len(word), word)))
    found = [match.span() for match in re.finditer(pattern, plain)]
    if origin is None:
        return found
    return [(origin[first], origin[last - 1] + 1) for first, last in found]
