"""Which sheet a file is: by its name or, where the name says nothing, by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.utils import translation

from ..sheets import normal, registry
from ..sheets.files import UnreadableFile, sheets_in
from ..sheets.headings import HEADER_WITHIN
from ..sheets.registry import SheetSpec


def sheet_name(name: str) -> str | None:
    """The sheet for which a file of this name is meant: by the sheet's own name or, within other words, its Chinese title."""
    stem = normal.plain(PurePath(name).stem).lower()
    specs = registry.sheets()
    for spec in specs:
        if stem == spec.name or stem in spec.also_called:
            return spec.name
    named = [(len(title), spec.name) for spec in specs for title in _titles(spec.title) if title in stem]
    return max(named)[1] if named else None


def _titles(title: Any) -> set[str]:
    """A sheet's title in the reader's language and in Chinese: the files keep their names whoever reads."""
    with translation.override("zh-hans"):
        chinese = str(title)
    return {chinese, str(title).lower()}


def sheet_by_headings(data: bytes, specs: Sequence[SheetSpec]) -> str | None:
    """The one sheet of ``specs`` whose needed columns are all there; of several the one that knows most headings; else None."""
    try:
        head = [cells for _name, rows in sheets_in(data) for _number, cells in islice(rows, HEADER_WITHIN)]
    except UnreadableFile:
        return None
    scores = sorted(((max((_known(spec, cells) for cells in head), default=0), spec.name) for spec in specs), reverse=True)
    if not scores or not scores[0][0] or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _known(spec: SheetSpec, cells: list[Any]) -> int:
    """How many headings of ``spec`` stand in this row; 0 where one that is needed does not."""
    found = {column.field for cell in cells if cell and (column := spec.column_for(normal.as_text(cell)))}
    if not all(any(column.field in found for column in group) for group in spec.needed_groups()):
        return 0
    return len(found)
