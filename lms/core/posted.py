"""Keys of rows as forms send them. What no key can be is nobody's: it is left out, or answers like a foreign one."""

from __future__ import annotations

from collections.abc import Iterable

#: Longer numbers fit into no database.
DIGITS = 18


def key(text: str) -> int | None:
    """The key that ``text`` says, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


def keys(texts: Iterable[str]) -> set[int]:
    """The keys among ``texts``."""
    return {found for text in texts if (found := key(text)) is not None}
