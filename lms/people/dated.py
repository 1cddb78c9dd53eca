"""What changes when, from a day on, somebody holds exactly these things. Pure: posts and personal requirements use it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Row ``pk`` says that ``what`` is held from ``start`` until ``end`` (included; None is open)."""

    pk: int
    what: int
    start: dt.date | None
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(slots=True)
class SpanChanges:
    """Rows to end the day before, to delete, to open again, to begin earlier, and things to start (with their start)."""

    end: list[int] = field(default_factory=list)
    delete: list[int] = field(default_factory=list)
    reopen: list[int] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    start: list[tuple[int, dt.date | None]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.end or self.delete or self.reopen or self.begin or self.start)


def change_spans(spans: Sequence[Span], wanted: Collection[int], on: dt.date, *, first_open: bool) -> SpanChanges:
    """What to do so that on ``on`` exactly ``wanted`` is held and no day before ``on`` changes.

    A row that began on ``on`` itself is deleted, not ended before its start; a row that ended the day before is opened
    again. Rows that begin later stay, unless the same thing is wanted now. ``first_open``: where there was no row at
    all, the new ones hold since always.
    """
    changes = SpanChanges()
    held = [span for span in spans if span.covers(on)]
    for span in held:
        if span.what not in wanted:
            (changes.delete if span.start == on else changes.end).append(span.pk)
    missing = [what for what in dict.fromkeys(wanted) if what not in {span.what for span in held}]
    for what in missing:
        mine = [span for span in spans if span.what == what]
        later = min((span for span in mine if span.start is not None and span.start > on), key=_start, default=None)
        just_ended = next((span for span in mine if span.end == on - ONE_DAY), None)
        if later is not None:
            changes.begin.append(later.pk)
        elif just_ended is not None:
            changes.reopen.append(just_ended.pk)
        else:
            changes.start.append((what, None if first_open and not spans else on))
    return changes


def _start(span: Span) -> dt.date:
    return span.start or dt.date.min


def unite(spans: Iterable[tuple[dt.date | None, dt.date | None]]) -> list[tuple[dt.date | None, dt.date | None]]:
    """The same days in as few periods as possible, in order."""
    result: list[tuple[dt.date | None, dt.date | None]] = []
    for start, end in sorted(spans, key=lambda span: span[0] or dt.date.min):
        if result:
            before_start, before_end = result[-1]
            if before_end is None:
                break
            if start is None or start <= before_end + ONE_DAY:
                result[-1] = (before_start, None if end is None else max(end, before_end))
                continue
        result.append((start, end))
    return result
