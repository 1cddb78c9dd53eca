"""Tables for a spreadsheet program: XLSX with a sheet for each, CSV with one. Text stays text and is never run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: What a spreadsheet program takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60
#: Signs that a workbook cannot hold, and that no name of a sheet may have.
UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\n\t\r"}
NOT_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def csv_text(table: Table) -> str:
    """With the mark by which Excel knows UTF-8; what would be run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (table.heads, *table.rows):
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row])
    return f"\ufeff{out.getvalue()}"


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title.translate(NOT_IN_NAMES)[:31])
        sheet.freeze_panes = "A2"
        for at, width in enumerate(_widths(table), 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.append([_cell(sheet, head, bold=True) for head in table.heads])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, bold: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value.translate(UNWRITABLE))
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(FORMULA)
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(table: Table) -> list[int]:
    """In signs, a Chinese one counted twice."""
    columns = zip(table.heads, *table.rows[:500], strict=True)
    return [min(WIDEST, 3 + max(sum(2 if sign > "\u2e7f" else 1 for sign in str(cell)) for cell in column)) for column in columns]
