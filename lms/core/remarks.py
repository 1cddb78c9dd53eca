"""Remarks above the admin's screens of a model.

Apps register theirs from ``ready()``: an upper app may have to say something about the rows of a lower one, which knows nothing
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Remark:
    """What is said, and where something can be done about it (``url`` empty: the reader cannot)."""

    text: str
    url: str = ""
    link: str = ""


Ask = Callable[[Any], Remark | None]

_asked: dict[str, list[Ask]] = {}


def register(models: Collection[str], ask: Ask) -> None:
    """``ask(user)`` is asked on the screens of ``models`` (labels in lower case, ``lms_people.post``)."""
    for label in models:
        if ask not in (asks := _asked.setdefault(label.lower(), [])):
            asks.append(ask)


def remarks_on(label: str, user: Any) -> list[Remark]:
    """What there is to say on the screens of the model ``label``. As many queries as its askers need."""
    return [remark for ask in _asked.get(label.lower(), ()) if (remark := ask(user)) is not None]
