"""From raw rows to a table of values by column: finds the headings, skips titles and totals, converts every cell.

Columns are kept, not rows: 100,000 rows with thirty columns stay small, and each distinct cell is converted once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .. import conf
from . import normal
from .files import Row, UnreadableFile, open_sheets
from .headings import find_header, find_places
from .problems import Problems
from .registry import Column, SheetSpec
from .values import BadValue, Remarked

CHUNK = 4000
TOTAL = re.compile(r"\s*(本页|本\s*表)?(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)\s*([:：(（\d].*)?")
FOOTER = re.compile(
    r"\s*(填报人|填表人|制表人?|审核人?|负责人|联系人|填报单位|填报日期|填表日期|单位盖章|单位公章|经办人|注|备注|说明)\s*[:：].*",
    re.S,
)


class _Bad:
    """Stands where a cell could not be read."""

    def __repr__(self) -> str:
        return "BAD"


BAD = _Bad()


@dataclass
class Table:
    """A sheet that was read. ``values[field][i]`` belongs to row ``numbers[i]``; None is an empty cell."""

    spec: SheetSpec
    file: str
    headings: dict[str, str]
    numbers: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    #: Places of rows that are left out on purpose, and of rows that wait for an answer.
    left: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def leave(self, i: int) -> None:
        """Leave the row at place ``i`` out of this import, on purpose: it is no problem."""
        self.left.add(i)
        self.broken.add(i)

    def wait(self, i: int) -> None:
        """The row at place ``i`` waits for an answer to a question."""
        self.waiting.add(i)
        self.broken.add(i)

    def without(self, numbers: Collection[int]) -> Table:
        """The same sheet without the rows of these numbers, as it was read."""
        kept = [i for i, number in enumerate(self.numbers) if number not in numbers]
        values = {name: [column[i] for i in kept] for name, column in self.values.items()}
        return Table(self.spec, self.file, self.headings, [self.numbers[i] for i in kept], values)

    def has(self, name: str) -> bool:
        return name in self.headings

    def get(self, name: str) -> list[Any]:
        """The values of a column; all None where the sheet does not have it."""
        return self.values[name] if name in self.values else [None] * len(self.numbers)

    def heading(self, name: str) -> str:
        """The heading as written in the sheet, or the usual one."""
        return self.headings.get(name) or next((c.headings[0] for c in self.spec.columns if c.field == name), name)


class _Cells(dict[Any, Any]):
    """Converts each distinct raw cell of one column once."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.convert = column.convert
        self.bad: dict[Any, BadValue] = {}
        self.remarks: dict[Any, Remarked] = {}

    def __missing__(self, raw: Any) -> Any:
        value = self[raw] = self._read(raw)
        return value

    def _read(self, cell: Any) -> Any:
        raw = normal.unquoted(cell)
        text = normal.squeeze(normal.as_text(raw))
        if text in normal.NOTHING:
            return None
        try:
            if text in normal.FORMULA_ERRORS:
                raise BadValue(_("公式错误"), _("请改为数值后保存"))
            value = self.convert(raw)
        except BadValue as problem:
            self.bad[cell] = problem
            return BAD
        if isinstance(value, Remarked):
            self.remarks[cell] = value
            return value.value
        return value


def read_table(path: Path, spec: SheetSpec, problems: Problems, tell: Callable[[int], None] | None = None) -> Table | None:
    """Read ``path`` as a sheet of ``spec``; None (with problems) if its headings cannot be used.

    ``tell`` is called now and then with the number of rows read so far.
    """
    file = path.name
    try:
        found = find_header(open_sheets(path), spec)
        if found is None:
            needed = "、".join(column.headings[0] for column in spec.columns if column.needed)
            problems.error(file, _("找不到表头"), _("请在前 20 行内写上列名，至少有：%(needed)s") % {"needed": needed})
            return None
        sheet, others, header_row, header, rows = found
        if others:
            problems.notice(
                file, _("只读取工作表“%(sheet)s”，其余跳过：%(others)s") % {"sheet": sheet, "others": "、".join(others)}
            )
        places = find_places(file, header, spec, header_row, problems)
        if places is None:
            return None
        table = Table(spec, file, {name: normal.squeeze(normal.as_text(header[at])) for name, at in places.items()})
        _read_rows(table, rows, header, places, problems, tell)
    except UnreadableFile as problem:
        problems.error(file, problem.message, problem.remedy)
        return None
    return table


def _read_rows(
    table: Table,
    rows: Iterator[Row],
    header: list[Any],
    places: dict[str, int],
    problems: Problems,
    tell: Callable[[int], None] | None,
) -> None:
    columns = [next(c for c in table.spec.columns if c.field == name) for name in places]
    caches = [_Cells(column) for column in columns]
    for name in places:
        table.values[name] = []
    limit = conf.get("MAX_SHEET_ROWS")
    kept = _kept_rows(table, rows, header, places, problems)
    while chunk := list(islice(kept, CHUNK)):
        if len(table) + len(chunk) > limit:
            problems.error(table.file, _("超过 %(limit)s 行") % {"limit": limit}, _("请拆成几份分次导入"))
            return
        _convert_chunk(table, chunk, columns, caches, list(places.values()), problems)
        if tell is not None:
            tell(len(table))
    if not len(table):
        problems.notice(table.file, _("表头下面没有数据行"))
    _check_needed(table, problems)


def _kept_rows(table: Table, rows: Iterator[Row], header: list[Any], places: dict[str, int], problems: Problems) -> Iterator[Row]:
    """Rows with data: without empty ones, totals, notes at the foot and headings that are repeated on each printed page."""
    file, width = table.file, len(header)
    used = list(places.values())
    first, last = used[0], used[-1]
    needed = [[places[c.field] for c in group if c.field in places] for group in table.spec.needed_groups()]
    for number, row in rows:
        if not any(row):
            continue
        size = len(row)
        if size < width:
            row = [*row, *[""] * (width - size)]
        elif size > width and any(normal.squeeze(normal.as_text(cell)) for cell in row[width:]):
            problems.error(file, _("这一行的格子比表头多"), _("请检查是否有多余的逗号，含逗号的文字要加引号"), row=number)
        if row[first] == header[first] and row[last] == header[last]:
            problems.notice(file, _("重复的表头已跳过"), row=number)
        elif all(any(row[at] for at in group) for group in needed) or not _is_aside(file, number, row, problems):
            yield number, row


def _is_aside(file: str, number: int, row: list[Any], problems: Problems) -> bool:
    """Whether a row that lacks needed cells is a total or a note; says so."""
    for cell in row[:4]:
        if isinstance(cell, str) and cell:
            for pattern, word in ((TOTAL, _("合计行已跳过")), (FOOTER, _("表尾说明已跳过"))):
                if pattern.fullmatch(cell):
                    problems.notice(file, word, row=number, value=normal.squeeze(cell))
                    return True
    return False


def _convert_chunk(
    table: Table, chunk: list[Row], columns: list[Column], caches: list[_Cells], places: list[int], problems: Problems
) -> None:
    numbers = [number for number, _row in chunk]
    raw_columns = [[row[at] for _number, row in chunk] for at in places]
    found = [list(map(cells.__getitem__, raw)) for cells, raw in zip(caches, raw_columns, strict=True)]
    empty = {i for i, row in enumerate(zip(*found, strict=True)) if row.count(None) == len(row)}
    at = len(table)
    for column, cells, raw in zip(columns, caches, raw_columns, strict=True):
        for kind in (cells.bad, cells.remarks):
            if kind:
                _tell(table, column, kind, raw, numbers, at, problems)
    if empty:
        numbers = [n for i, n in enumerate(numbers) if i not in empty]
        found = [[v for i, v in enumerate(values) if i not in empty] for values in found]
    table.numbers.extend(numbers)
    for column, values in zip(columns, found, strict=True):
        table.values[column.field].extend(values)


def _tell(
    table: Table, column: Column, kind: dict[Any, Any], raw: list[Any], numbers: list[int], at: int, problems: Problems
) -> None:
    heading = table.headings[column.field]
    for i, cell in enumerate(raw):
        if cell in kind:
            found = kind[cell]
            say: Callable[..., None] = problems.notice if isinstance(found, Remarked) else problems.error
            say(
                table.file,
                found.message,
                found.remedy,
                row=numbers[i],
                column=heading,
                value=normal.squeeze(normal.as_text(cell)),
            )


def _check_needed(table: Table, problems: Problems) -> None:
    for group in table.spec.needed_groups():
        columns = [table.values[c.field] for c in group if c.field in table.values]
        heading = _("或").join(table.headings[c.field] for c in group if c.field in table.headings)
        for i, values in enumerate(zip(*columns, strict=True)):
            if all(value is None for value in values):
                problems.error(table.file, _("必填项为空"), _("请补填"), row=table.numbers[i], column=heading)
                table.broken.add(i)


def mark_broken(table: Table) -> None:
    """Add rows with unreadable cells to ``table.broken``, so that later checks can pass over them."""
    for values in table.values.values():
        table.broken.update(i for i, value in enumerate(values) if value is BAD)
