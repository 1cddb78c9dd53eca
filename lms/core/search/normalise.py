"""One spelling for what readers take for the same: full and half width, Traditional and Simplified, capital and small."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

import opencc


@cache
def _converter() -> Any:
    """Made once in a process: it reads its tables from disk."""
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """``text`` in half width and Simplified characters; capitals stay, because they show where glued words begin."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if plain.isascii() else str(_converter().convert(plain))


def folded(text: str) -> str:
    """The same in small letters."""
    return simplified(text).lower()


@lru_cache(maxsize=20_000)
def folded_sign(sign: str) -> str:
    """One character by itself, for comparing in place: a word of several may be converted otherwise."""
    return folded(sign)
