"""Which member a row of the roster means: by its code, or by name and branch where the row has no code."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets.importer import Run
from lms.core.sheets.tables import BAD, Table

from ..models import Member

CHUNK = 5000
#: Above so many codes all members are read at once.
MANY = 5000


def match_rows(run: Run, table: Table) -> tuple[list[str | None], dict[str, int]]:
    """The code of each row (None: a number is still to be given) and the ids of members that are there already, by code.

    Rows of members that were merged or erased are left out, with a notice. A name that fits two members is an error.
    """
    codes: list[Any] = [None if code is BAD else code for code in table.get("code")]
    matched = _existing(run, table, codes)
    if None in codes:
        _match_names(run, table, codes, matched)
    return codes, matched


def _existing(run: Run, table: Table, codes: list[Any]) -> dict[str, int]:
    wanted = {code for code in codes if code}
    rows: list[tuple[str, int, Any, Any]] = []
    columns = ("code", "pk", "merged_into__code", "erased_at")
    if len(wanted) > MANY:
        rows = [row for row in Member.objects.values_list(*columns) if row[0] in wanted]
    else:
        listed = sorted(wanted)
        for at in range(0, len(listed), 500):
            rows += Member.objects.filter(code__in=listed[at : at + 500]).values_list(*columns)
    gone = {code: (merged, erased) for code, _pk, merged, erased in rows if merged or erased}
    if gone:
        for i, code in enumerate(codes):
            if code in gone:
                merged = gone[code][0]
                message = (
                    _("这一档案已并入 %(code)s，本行跳过") % {"code": merged}
                    if merged
                    else _("这名学员的个人信息已清除，本行跳过")
                )
                run.problems.notice(table.file, message, row=table.numbers[i], column=table.heading("code"), value=code)
                table.broken.add(i)
    return {code: pk for code, pk, merged, erased in rows if not merged and not erased}


def _match_names(run: Run, table: Table, codes: list[Any], matched: dict[str, int]) -> None:
    """Fill in the codes of rows without one, from the database or from another row of the same name and branch."""
    names, branches = table.get("name"), table.get("branch")
    open_rows = [i for i, code in enumerate(codes) if code is None and i not in table.broken and table.get("code")[i] is not BAD]
    wanted = {names[i] for i in open_rows}
    found: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for name, branch, code, pk in _members_called(wanted):
        found[name, branch][code] = pk
        elsewhere[name].append(code)
    for i, code in enumerate(codes):
        if code is not None and names[i] in wanted and i not in table.broken:
            found[names[i], branches[i]].setdefault(code, matched.get(code))
    for i in open_rows:
        hits = found.get((names[i], branches[i]), {})
        if len(hits) == 1:
            codes[i], hit = next(iter(hits.items()))
            if hit is not None:
                matched[codes[i]] = hit
        elif hits:
            _tell(run.problems.error, table, i, _("同一支部有多名同名学员"), _("请填学员编号，可能是：%(codes)s"), sorted(hits))
            table.broken.add(i)
        elif names[i] in elsewhere:
            _tell(
                run.problems.notice,
                table,
                i,
                _("其他支部有同名学员，本行按新学员处理"),
                _("若是同一人请填学员编号：%(codes)s"),
                elsewhere[names[i]],
            )


def _tell(say: Any, table: Table, i: int, message: str, remedy: str, codes: list[str]) -> None:
    say(
        table.file,
        message,
        remedy % {"codes": "、".join(codes[:8])},
        row=table.numbers[i],
        column=table.heading("name"),
        value=table.get("name")[i],
    )


def _members_called(names: set[str]) -> list[tuple[str, str, str, int]]:
    columns = ("name", "branch__code", "code", "pk")
    present = Member.objects.present()
    if len(names) > MANY:
        return [row for row in present.values_list(*columns) if row[0] in names]
    listed = sorted(names)
    return [
        row for at in range(0, len(listed), 500) for row in present.filter(name__in=listed[at : at + 500]).values_list(*columns)
    ]


def next_numbers(count: int, taken: set[str]) -> list[str]:
    """``count`` new codes M000001, M000002… that neither the database nor ``taken`` knows."""
    if not count:
        return []
    known = taken | set(Member.objects.filter(code__startswith="M").values_list("code", flat=True))
    last = max((int(code[1:]) for code in known if code[:1] == "M" and code[1:].isascii() and code[1:].isdigit()), default=0)
    return [f"M{number:06d}" for number in range(last + 1, last + 1 + count)]
