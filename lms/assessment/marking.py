"""Which answers are right, and what an attempt is worth. Knows no database, no clock and no Django.

An answer is a list of places of options for questions with options, else a text; None is no answer. 多选 counts all or nothing,
unless a part of the points is asked for: then a part of the right options without a wrong one is worth that part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any

from opencc import OpenCC

SINGLE, MULTIPLE, JUDGE, TEXT, NUMBER = "single", "multiple", "judge", "text", "number"
WITH_OPTIONS = frozenset({SINGLE, MULTIPLE, JUDGE})
#: Signs at the end of a text that nobody means.
LOOSE_ENDS = "。.，,；;！!"

Answer = Sequence[int] | str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put, with its key (see ``QuestionVersion``), and what was answered."""

    kind: str
    key: Sequence[Any]
    points: int
    competency: int
    level: int
    answer: Answer = None


@dataclass(slots=True)
class Part:
    """What came of the questions of one competency at one level."""

    competency: int
    level: int
    right: int = 0
    of: int = 0
    points: Fraction = Fraction(0)
    of_points: int = 0

    def as_dict(self) -> dict[str, int | float]:
        return {
            "competency": self.competency, "level": self.level, "right": self.right, "of": self.of,
            "points": float(self.points), "of_points": self.of_points,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """``score``: points reached, of 100. ``rights``: for each question whether it was right, in the order of the questions."""

    score: Decimal
    right: int
    of: int
    passed: bool
    rights: tuple[bool, ...]
    parts: tuple[Part, ...]


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normal(text: str) -> str:
    """``text`` as it is compared: half-width, Simplified, small letters, no blanks, nothing loose at the end."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    simple: str = _simplifier().convert(plain)
    return simple.casefold().rstrip(LOOSE_ENDS)


def number(text: str) -> Decimal | None:
    """The number that ``text`` says (3.5, ３．５, 1,200, 50%); None if it says none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。%").replace(",", "")
    if len(plain) > 40 or "_" in plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    # A very large exponent is no answer; as a fraction it would fill the memory.
    return found if found.is_finite() and abs(found.adjusted()) <= 40 else None


def share(asked: Asked, *, in_parts: bool = False) -> Fraction:
    """How much of the points the answer is worth, from 0 to 1."""
    kind, key, answer = asked.kind, asked.key, asked.answer
    if answer is None:
        return Fraction(0)
    if kind in WITH_OPTIONS:
        chosen, right = set(answer), set(key)
        if chosen == right:
            return Fraction(1)
        if kind == MULTIPLE and in_parts and chosen < right:
            return Fraction(len(chosen), len(right))
        return Fraction(0)
    text = answer if isinstance(answer, str) else ""
    if kind == TEXT:
        given = normal(text)
        return Fraction(bool(given) and any(given == normal(str(one)) for one in key))
    given_number, wanted = number(text), number(str(key[0]))
    if given_number is None or wanted is None:
        return Fraction(0)
    tolerance = number(str(key[1])) if len(key) > 1 else None
    return Fraction(abs(Fraction(given_number) - Fraction(wanted)) <= abs(Fraction(tolerance or 0)))


def is_right(asked: Asked) -> bool:
    return share(asked) == 1


def mark(
    asked: Iterable[Asked], *, needed: int | None = None, pass_percent: int | None = None, in_parts: bool = False
) -> Result:
    """What the answers are worth. Passed with ``needed`` right answers and with ``pass_percent`` of the points, where these are
    said; where neither is, with all right. More needed than asked means all. Nothing asked is never passed.
    """
    questions = list(asked)
    parts: dict[tuple[int, int], Part] = {}
    rights: list[bool] = []
    for one in questions:
        worth = share(one, in_parts=in_parts)
        part = parts.setdefault((one.competency, one.level), Part(one.competency, one.level))
        part.of, part.of_points = part.of + 1, part.of_points + one.points
        part.right, part.points = part.right + (worth == 1), part.points + worth * one.points
        rights.append(worth == 1)
    right, of = sum(rights), len(rights)
    total = sum(part.of_points for part in parts.values())
    reached = sum((part.points for part in parts.values()), Fraction(0))
    percent = 100 * reached / total if total else Fraction(0)
    wanted = of if needed is None and pass_percent is None else min(needed or 0, of)
    passed = bool(of) and right >= wanted and percent >= (pass_percent or 0)
    return Result(_rounded(percent), right, of, passed, tuple(rights), tuple(parts[key] for key in sorted(parts)))


def _rounded(percent: Fraction) -> Decimal:
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def problem(kind: str, options: Sequence[str], key: Sequence[Any]) -> str:
    """What is wrong with a question of this kind, as one word; empty if nothing is.

    ``options``: too few or twice the same. ``key``: none, too many, or no such option. ``number``: no number.
    """
    if kind in (SINGLE, MULTIPLE):
        told = [normal(one) for one in options]
        if len(told) < 2 or "" in told or len(set(told)) < len(told):
            return "options"
    places = 2 if kind == JUDGE else len(options)
    if kind in WITH_OPTIONS:
        fits = all(isinstance(one, int) and 0 <= one < places for one in key) and len(set(key)) == len(key)
        most = places if kind == MULTIPLE else 1
        return "" if fits and 1 <= len(key) <= most else "key"
    if kind == TEXT:
        return "" if key and all(normal(str(one)) for one in key) else "key"
    said = [number(str(one)) for one in key]
    if not 1 <= len(said) <= 2 or None in said or (len(said) > 1 and (said[1] or 0) < 0):
        return "number"
    return ""
