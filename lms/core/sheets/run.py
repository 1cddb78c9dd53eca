"""What one import knows: counts, problems, questions, changes, and what one sheet tells the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import normal
from .problems import Problems
from .questions import Asked, Question
from .tables import Table


@dataclass
class Count:
    """Rows of one sheet: read, and what became of them. ``left``: with problems or on purpose; ``waiting``: for an answer."""

    read: int = 0
    added: int = 0
    changed: int = 0
    left: int = 0
    waiting: int = 0

    @property
    def unchanged(self) -> int:
        return max(0, self.read - self.added - self.changed - self.left - self.waiting)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something else than what is there. ``label`` names whom or what the row is about."""

    sheet: str
    row: int
    label: str
    column: str
    old: str
    new: str


@dataclass
class Run:
    """What all loaders of one import share.

    ``shared`` holds what one sheet tells the later ones (such as ``competency``: codes → ids, None before they are written).
    ``by`` is None on the command line, which may write everything; a loader of persons holds to the scope of a given user.
    """

    today: dt.date
    by: Any = None
    problems: Problems = field(default_factory=Problems)
    shared: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Count] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    #: Sheets that are there but could not be read: what they lack is not told a second time.
    unreadable: set[str] = field(default_factory=set)
    asked: Asked = field(default_factory=Asked)
    #: What contradicts a record corrects it.
    as_correction: bool = False
    #: What changes, cell by cell; None where nobody will read it.
    changes: list[Change] | None = None
    #: Row numbers left out for their problems, by sheet.
    left_out: dict[str, set[int]] = field(default_factory=dict)
    #: A problem concerns more than single rows: leaving rows out does not help.
    is_blocked: bool = False
    #: The data are not any more what they were when the import was looked at: nothing was written.
    is_outdated: bool = False
    #: Told now and then what is done: ``progress(phase, sheet, rows)``. May raise to stop before anything is written.
    progress: Callable[[str, str, int], None] | None = None

    def count(self, sheet: str, *, added: int = 0, changed: int = 0) -> None:
        self.counts[sheet].added += added
        self.counts[sheet].changed += changed

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer questions (not on the command line)."""
        return self.asked.answers is not None

    def ask(self, question: Question) -> tuple[str, ...] | None:
        """The answer to ``question``, () for "leave out"; None where it is not answered. See ``questions``."""
        return self.asked.ask(question)

    @property
    def tells_changes(self) -> bool:
        return self.changes is not None

    def change(self, table: Table, i: int, label: str, cells: Mapping[str, tuple[Any, Any]]) -> None:
        """Note what row ``i`` changes: old and new value in words, by field (or by any heading)."""
        if self.changes is not None:
            for name, (old, new) in cells.items():
                column = table.heading(name)
                self.changes.append(Change(table.spec.name, table.numbers[i], label, column, in_words(old), in_words(new)))

    def tell(self, phase: str, sheet: str = "", rows: int = 0) -> None:
        if self.progress is not None:
            self.progress(phase, sheet, rows)

    @property
    def has_changes(self) -> bool:
        return any(count.added or count.changed for count in self.counts.values())


def in_words(value: Any) -> str:
    """A value as it would stand in a cell."""
    if isinstance(value, (tuple, list)):
        return "|".join(map(in_words, value))
    return normal.as_text(value)
