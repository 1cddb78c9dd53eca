"""Rows out of CSV, XLSX and XLS files, whatever their extension says they are."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum, load_workbook

Row = tuple[int, list[Any]]
EXTENSIONS = (".csv", ".xlsx", ".xls")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
#: Bytes of an XLSX once it is unpacked: ten times the largest roster.
MOST_UNPACKED = 500 * 1024 * 1024
DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


class UnreadableFile(Exception):
    """A file that cannot be read as a sheet: what is wrong and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def open_sheets(path: Path) -> list[tuple[str, Iterator[Row]]]:
    """The worksheets of a file as (name, rows with their numbers); one without a name for CSV."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(_("文件无法读取"), _("请检查文件权限，关闭正在打开它的程序")) from problem
    return sheets_in(data)


def sheets_in(data: bytes) -> list[tuple[str, Iterator[Row]]]:
    """The worksheets in the bytes of a file, as ``open_sheets`` gives them."""
    if not data[:1000].strip() and not data.strip():
        raise UnreadableFile(_("文件是空的"), _("请重新导出"))
    if data.startswith((OLD_EXCEL, ZIP)):
        return _excel(data)
    return [("", _csv(_decoded(data)))]


def _decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise UnreadableFile(_("不是可识别的表格或文字编码"), _("请另存为 XLSX，或 UTF-8、GB18030 编码的 CSV"))


def _csv(text: str) -> Iterator[Row]:
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise UnreadableFile(_("这是网页，不是表格"), _("请用 Excel 打开后另存为 XLSX"))
    head = text[:4000]
    delimiter = max(",\t;", key=head.count)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as problem:
        raise UnreadableFile(
            _("CSV 第 %(line)s 行附近格式有误") % {"line": reader.line_num}, _("请检查引号是否成对，或另存为 XLSX")
        ) from problem


def rows_in(data: bytes) -> int:
    """How many rows a file has, about; without reading it where the file itself says so. 0 for one that cannot be read."""
    if not data.startswith((OLD_EXCEL, ZIP)):
        return data.count(b"\n") + 1
    try:
        if data.startswith(ZIP) and (stated := _stated_rows(data)):
            return stated
        return sum(sheet.height for sheet in _sheets_of(load_workbook(io.BytesIO(data))))
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile):
        return 0


def _stated_rows(data: bytes) -> int:
    """What the worksheets of an XLSX say of their size; 0 where one does not say it."""
    rows = 0
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                with book.open(name) as sheet:
                    found = DIMENSION.search(sheet.read(4000))
                if not found:
                    return 0
                rows += int(found[1])
    return rows


def _sheets_of(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    names = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible] or book.sheet_names
    for name in names:
        yield book.get_sheet_by_name(name)


def _refuse_bomb(data: bytes) -> None:
    """A small file that unpacks to a very large one would take all memory."""
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(_("文件展开后太大"), _("请删去多余的工作表、图片和空行，另存为 XLSX"))


def _excel(data: bytes) -> list[tuple[str, Iterator[Row]]]:
    try:
        _refuse_bomb(data)
        book: CalamineWorkbook = load_workbook(io.BytesIO(data))
        return [(sheet.name, _excel_rows(sheet)) for sheet in _sheets_of(book)]
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile) as problem:
        raise UnreadableFile(
            _("Excel 文件打不开，可能已损坏或设了密码"), _("请去掉密码，用 Excel 打开后另存为 XLSX")
        ) from problem


def _excel_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Rows with their numbers; a cell merged over several rows counts for each of them."""
    left = (sheet.start or (0, 0))[1]
    merged: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _last_column) in sheet.merged_cell_ranges or []:
        if last > first:
            merged.setdefault(first, []).append((column, last))
    held: dict[int, tuple[int, Any]] = {}
    for index, cells in enumerate(sheet.iter_rows()):
        row: list[Any] = cells
        for column, last in merged.get(index, ()):
            held[column] = (last, row[column - left])
        for column, (last, value) in list(held.items()):
            row[column - left] = value
            if last <= index:
                del held[column]
        yield index + 1, row
