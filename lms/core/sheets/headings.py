"""Which row holds the headings, and which column is which."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from . import normal
from .files import Row
from .problems import Problems
from .registry import SheetSpec

#: The headings stand within so many rows from the top.
HEADER_WITHIN = 20


def find_header(
    sheets: list[tuple[str, Iterator[Row]]], spec: SheetSpec
) -> tuple[str, list[str], int, list[Any], Iterator[Row]] | None:
    """The row with most known headings within the first rows of any worksheet, and the rows that follow it."""
    best: tuple[int, int] | None = None
    best_score = 0
    heads: list[list[Row]] = []
    for place, (_name, rows) in enumerate(sheets):
        head = list(islice(rows, HEADER_WITHIN))
        heads.append(head)
        for at, (_number, cells) in enumerate(head):
            score = len({c.field for cell in cells if cell and (c := spec.column_for(normal.as_text(cell)))})
            if score > best_score:
                best, best_score = (place, at), score
    if best is None:
        return None
    place, at = best
    others = [sheets[i][0] for i, head in enumerate(heads) if i != place and any(any(cells) for _n, cells in head)]
    number, header = heads[place][at]

    def following() -> Iterator[Row]:
        yield from heads[place][at + 1 :]
        yield from sheets[place][1]

    return sheets[place][0], others, number, header, following()


def find_places(file: str, header: list[Any], spec: SheetSpec, row: int, problems: Problems) -> dict[str, int] | None:
    """Which field stands in which column; tells of missing, doubled, unknown and deliberately dropped columns."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    dropped: list[str] = []
    usable = True
    for at, cell in enumerate(header):
        text = normal.squeeze(normal.as_text(cell))
        if not text:
            continue
        column = spec.column_for(text)
        if column is None:
            if not spec.is_quiet(text):
                (dropped if spec.is_dropped(text) else unknown).append(text)
        elif column.field in places:
            say = problems.error if column.needed else problems.notice
            first = normal.squeeze(normal.as_text(header[places[column.field]]))
            say(file, _("与列「%(first)s」内容相同，只能读取一列") % {"first": first}, _("请只留一列"), row=row, column=text)
            usable = usable and not column.needed
        else:
            places[column.field] = at
    for group in spec.needed_groups():
        if not any(column.field in places for column in group):
            names = _("或").join(column.headings[0] for column in group)
            others = "、".join(dict.fromkeys(h for column in group for h in column.headings[1:]))
            problems.error(
                file,
                _("缺少必需的列“%(names)s”") % {"names": names},
                _("请补上该列（也可写作：%(others)s）") % {"others": others},
                row=row,
                column=names,
            )
            usable = False
    if unknown:
        problems.notice(file, _("不认识的列已跳过：%(columns)s") % {"columns": "、".join(unknown)})
    if dropped:
        problems.notice(file, _("以下列系统不需要，不保存：%(columns)s") % {"columns": "、".join(dropped)})
    return places if usable else None
