"""Which member a row of the roster means: by its code, or by name and branch where the row has no code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets.run import Run
from lms.core.sheets.tables import BAD, Table

from ..models import Member
from .name_matching import Matches, NameMatcher
from .reach import Reach, outside

#: Above so many codes all members are read at once.
MANY = 5000


def match_rows(run: Run, table: Table) -> Matches:
    """Which member each row means; asks or tells where that is not certain.

    Rows of members that were merged or erased are left out, with a notice; rows of members out of reach are refused.
    """
    codes: list[Any] = [None if code is BAD else code for code in table.get("code")]
    found = Matches(codes, _existing(run, table, codes), _places(table, codes))
    if None in codes:
        NameMatcher(run, table, found).match()
    return found


def _places(table: Table, codes: list[Any]) -> list[Hashable]:
    """What makes a row one of its own: its number, else name and branch, and the birth month where all of that name have one."""
    if None not in codes:
        return codes
    names, branches, born = table.get("name"), table.get("branch"), table.get("birth_month")
    months: dict[Any, list[Any]] = defaultdict(list)
    for i, code in enumerate(codes):
        if code is None:
            months[names[i], branches[i]].append(born[i])
    apart = {place for place, found in months.items() if len(found) > 1 and None not in found}
    return [
        code or ((names[i], branches[i], born[i]) if (names[i], branches[i]) in apart else (names[i], branches[i]))
        for i, code in enumerate(codes)
    ]


def _existing(run: Run, table: Table, codes: list[Any]) -> dict[str, int]:
    wanted = {code for code in codes if code}
    rows: list[tuple[Any, ...]] = []
    reach = Reach.of(run)
    columns = ["code", "pk", "merged_into__code", "erased_at", *(["branch__code"] if reach.is_limited else [])]
    if len(wanted) > MANY:
        rows = [row for row in Member.objects.values_list(*columns) if row[0] in wanted]
    else:
        listed = sorted(wanted)
        for at in range(0, len(listed), 500):
            rows += Member.objects.filter(code__in=listed[at : at + 500]).values_list(*columns)
    foreign = {row[0] for row in rows if reach.is_limited and not reach.covers(row[4])}
    gone = {row[0]: row[2] for row in rows if (row[2] or row[3]) and row[0] not in foreign}
    if gone or foreign:
        for i, code in enumerate(codes):
            if code in foreign and i not in table.broken:
                outside(run, table, i, "code", _("如已转入本支部，请由原支部或上级管理员办理组织关系转接后再导入"))
            elif code in gone:
                _tell_gone(run, table, i, gone[code])
    return {row[0]: row[1] for row in rows if row[0] not in gone and row[0] not in foreign}


def _tell_gone(run: Run, table: Table, i: int, merged: str | None) -> None:
    message = _("这一档案已并入 %(code)s，本行跳过") % {"code": merged} if merged else _("这名学员的个人信息已清除，本行跳过")
    run.problems.notice(table.file, message, row=table.numbers[i], column=table.heading("code"), value=table.get("code")[i])
    table.broken.add(i)


def next_numbers(count: int, taken: set[str]) -> list[str]:
    """``count`` new codes M000001, M000002… that neither the database nor ``taken`` knows."""
    if not count:
        return []
    known = taken | set(Member.objects.filter(code__startswith="M").values_list("code", flat=True))
    last = max((int(code[1:]) for code in known if code[:1] == "M" and code[1:].isascii() and code[1:].isdigit()), default=0)
    return [f"M{number:06d}" for number in range(last + 1, last + 1 + count)]
