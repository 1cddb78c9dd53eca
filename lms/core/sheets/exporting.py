"""The way back: every sheet that comes in can be had again in the same layout, as XLSX or CSV; also empty, with headings only."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from . import normal
from .registry import Column, SheetSpec

#: Rows that are filled in by other apps together.
CHUNK = 1000
#: Widths of columns in signs: of text, of headings.
NARROWEST, WIDEST = 8, 40


def heading_of(column: Column) -> str:
    """The first Chinese heading of a column, as it stands in the sheets of an office."""
    return next((heading for heading in column.headings if not heading.isascii()), column.headings[0])


def columns_of(spec: SheetSpec) -> list[tuple[str, str]]:
    """(field, heading) of the columns that are exported, in order."""
    more = {column.field for columns, _fill in spec.export_more for column in columns}
    if spec.export_columns is None:
        return [(column.field, heading_of(column)) for column in spec.columns]
    own = list(spec.export_columns)
    return own + [(c.field, heading_of(c)) for c in spec.columns if c.field in more and c.field not in dict(own)]


def rows_of(spec: SheetSpec, user: Any) -> Iterator[list[Any]]:
    """The rows of ``spec`` that ``user`` may see, as cells in the order of ``columns_of``."""
    if spec.export is None:
        return
    fields = [name for name, _heading in columns_of(spec)]
    rows = iter(spec.export(user))
    while chunk := list(islice(rows, CHUNK)):
        for _columns, fill in spec.export_more:
            fill(chunk, user)
        for row in chunk:
            yield [cell(row.get(name)) for name in fields]


def cell(value: Any) -> Any:
    """A value as it stands in a sheet: yes and no in words, several codes joined, dates as they are read again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (tuple, list)):
        return "|".join(map(str, value))
    return value if isinstance(value, (int, float, str)) else _number_or_text(value)


def _number_or_text(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return normal.as_text(value)


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV that Excel opens as UTF-8; text that it would run as a formula is marked as text."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([normal.quoted(text) for text in head])
    for row in rows:
        yield writer.writerow([normal.quoted(value) for value in row])


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]], wide: Sequence[int] = ()) -> IO[bytes]:
    """A workbook with one worksheet, written row by row into a temporary file that is ready to be read.

    Text stays text: nothing is a formula. ``wide``: widths of the columns in signs, where the headings do not say enough.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(normal.squeeze(title)[:31].translate(str.maketrans("[]:*?/\\", "       ")) or "1")
    sheet.freeze_panes = "A2"
    for at, text in enumerate(head, start=1):
        width = wide[at - 1] if at <= len(wide) else 2 * len(str(text)) + 4
        sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, max(NARROWEST, width))
    sheet.append([_bold(sheet, text) for text in head])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever answers with it closes it)
    book.save(file)
    file.seek(0)
    return file


def _bold(sheet: Any, text: str) -> Any:
    found = _text(sheet, text) if text[:1] in normal.FORMULA_SIGNS else WriteOnlyCell(sheet, value=text)
    found.font, found.alignment = Font(bold=True), Alignment(vertical="top")
    return found


def _text(sheet: Any, value: str) -> Any:
    """Text as text. Signs that a workbook cannot hold are left out."""
    value = "".join(sign for sign in value if sign >= " " or sign in "\n\t\r") if not value.isprintable() else value
    if value[:1] not in normal.FORMULA_SIGNS:
        return value
    found = WriteOnlyCell(sheet, value=value)
    found.data_type, found.quotePrefix = "s", True
    return found
