"""「岗位或信息不对」 and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorrectionChoice:
    """One thing that can be wrong; ``registered``: what is written down now, may be empty."""

    value: str
    label: str
    registered: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """The form. ``about``: what it is about, empty for the person. ``contact``: who reads it, may be empty."""

    about: str
    choices: tuple[CorrectionChoice, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request of the member. ``answer``: when and by whom it was answered."""

    pk: int
    day: dt.date
    kind: str
    about: str
    is_open: bool
    state: str
    answer: str

    @property
    def iso(self) -> str:
        return self.day.isoformat()
