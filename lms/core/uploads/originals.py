"""The file as it was uploaded, once more: with the numbers that were given, or only the rows that were left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..sheets import normal
from ..sheets.files import sheets_in
from ..sheets.headings import find_header
from ..sheets.registry import PROBLEM_HEADING, SheetSpec

Rows = Iterator[tuple[int, list[Any]]]


def _parts(data: bytes, spec: SheetSpec) -> tuple[list[str], Rows] | None:
    """Headings and the rows below them with their numbers, as they stand in the file."""
    found = find_header(sheets_in(data), spec)
    if found is None:
        return None
    _sheet, _others, _number, header, rows = found
    head = [normal.squeeze(normal.as_text(cell)) for cell in header]
    return head, ((number, [*cells, *[""] * (len(head) - len(cells))]) for number, cells in rows)


def with_numbers(data: bytes, spec: SheetSpec, given: Mapping[int, str]) -> tuple[list[str], Iterator[list[Any]]] | None:
    """The same rows in the same order with the numbers that were given; a column for them stands first where there was none."""
    parts = _parts(data, spec)
    if parts is None:
        return None
    head, rows = parts
    places = [at for at, text in enumerate(head) if (c := spec.column_for(text)) and c.field == spec.number_field]
    column = next((c for c in spec.columns if c.field == spec.number_field), None)
    if not places:
        head = [column.headings[0] if column else _("编号"), *head]

    def lines() -> Iterator[list[Any]]:
        for number, row in rows:
            cells = [_shown(value) for value in row]
            if not places:
                yield [given.get(number, ""), *cells]
                continue
            if number in given:
                cells[places[0]] = given[number]
            yield cells

    return head, lines()


def left_out(
    data: bytes, spec: SheetSpec, rows: Collection[int], why: Mapping[int, str]
) -> tuple[list[str], Iterator[list[Any]]] | None:
    """The rows of these numbers in the same layout, and what is wrong with each: to be mended and uploaded again."""
    parts = _parts(data, spec)
    if parts is None:
        return None
    head, lines = parts
    keep = [at for at, text in enumerate(head) if text != PROBLEM_HEADING]
    wanted = set(rows)
    return [*(head[at] for at in keep), PROBLEM_HEADING], (
        [*(_shown(row[at]) for at in keep), why.get(number, "")] for number, row in lines if number in wanted
    )


def _shown(value: Any) -> Any:
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else normal.as_text(value)
