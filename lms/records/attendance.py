"""Who took part: what is asked before and after members are entered for a lesson on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Replace, Upper

from lms.catalogue.credit_rules import hours, pick
from lms.catalogue.models import Activity, HoursTarget

from .building import EARNING, version_on
from .models import CreditEntry, Record
from .projections.run import read_versions
from .queries import hours_by_target

#: Lines of a pasted list that are read.
MOST_LINES = 1000


def entered_on(member_ids: Collection[int], activity: Activity, day: dt.date) -> dict[int, int]:
    """The record in force, by member, that says the member took part in ``activity`` on ``day``. One query."""
    rows = Record.objects.in_force().filter(member_id__in=member_ids, activity=activity, day=day, verb__in=EARNING)
    return dict(rows.order_by("pk").values_list("member_id", "pk"))


def expected_hours(activity: Activity, day: dt.date) -> dict[HoursTarget, Decimal]:
    """What taking part gives, by target, before caps. Four queries."""
    version = version_on(day)
    if version is None:
        return {}
    rules = read_versions([version])[version]
    rule = pick(rules.rules, activity.form, activity.minutes)
    if rule is None:
        return {}
    targets = HoursTarget.objects.filter(pk__in=[pk for pk in rule.targets if isinstance(pk, int)])
    return {target: hours(rule, activity.minutes, rules.places) for target in targets}


@dataclass(frozen=True, slots=True)
class Gain:
    """Hours towards a target in the year: without this record and with it."""

    target: str
    before: Decimal
    after: Decimal


def gains(record_of: dict[int, int], year: int) -> dict[int, list[Gain]]:
    """By member, what the record of each (by member) gave. Three queries for up to 1,000 members."""
    given: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = CreditEntry.objects.filter(record_id__in=record_of.values()).order_by()
    for member, target, number in rows.values_list("member_id", "target_id", "hours"):
        given[member][target] = number
    names = {target.pk: target.name for target in HoursTarget.objects.all()}
    found: dict[int, list[Gain]] = {}
    for member, mine in hours_by_target(record_of, year).items():
        found[member] = [
            Gain(name, mine[pk] - given[member][pk], mine[pk]) for pk, name in names.items() if pk in given[member] and pk in mine
        ]
    return found


# ---- a list pasted from a sheet


@dataclass(slots=True)
class Pasted:
    """``found``: members named. ``unknown``: what nobody in sight is called. ``several``: names of more than one."""

    found: set[int] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


def read_pasted(text: str, members: Any, first: Iterable[int] = ()) -> Pasted:
    """Names or numbers, one a line or as a sheet gives them; of a line the first cell that names somebody counts.

    ``members``: those in sight. ``first``: ids of members shown, who are meant where a name fits several. One query.
    """
    lines = [cells for line in text.splitlines()[:MOST_LINES] if (cells := _cells(line))]
    wanted = {cell for cells in lines for cell in cells}
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, code, name in _named(members, wanted):
        by_name[_plain(code)].append(pk)
        if _plain(name) != _plain(code):
            by_name[_plain(name)].append(pk)
    shown, result = set(first), Pasted()
    for cells in lines:
        _read_line(cells, by_name, shown, result)
    return result


def _cells(line: str) -> list[str]:
    """The cells of a line; a cell with blanks in it also part by part: a name may be written wide, or several in a row."""
    found: list[str] = []
    for cell in re.split(r"[\t,，;；、|]", line):
        parts = [_plain(cell), *(_plain(part) for part in cell.split())]
        found += [part for part in dict.fromkeys(parts) if part]
    return found


def _read_line(cells: list[str], by_name: dict[str, list[int]], shown: set[int], result: Pasted) -> None:
    """Cells that fit one person together (number and name) mean this person; else each of them means somebody."""
    hits = {cell: set(by_name[cell]) for cell in cells if cell in by_name}
    if not hits:
        result.unknown += [] if _is_heading(cells) else [next((cell for cell in cells if not cell.isdecimal()), cells[0])]
        return
    common = set.intersection(*hits.values())
    for cell, fitting in {next(iter(hits)): common}.items() if common else hits.items():
        near = fitting & shown
        if len(fitting) > 1 and len(near) == 1:
            fitting = near
        if len(fitting) == 1:
            result.found |= fitting
        else:
            result.several.append(cell)


def _named(members: Any, wanted: set[str]) -> list[tuple[int, str, str]]:
    """Members called one of ``wanted``; spaces and the case of letters do not count."""
    plain = members.annotate(
        plain_name=Upper(Replace("name", Value(" "), Value(""))), plain_code=Upper(Replace("code", Value(" "), Value("")))
    )
    return list(
        plain.filter(Q(plain_name__in=wanted) | Q(plain_code__in=wanted)).order_by("pk").values_list("pk", "code", "name")
    )


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _is_heading(cells: list[str]) -> bool:
    return bool({"姓名", "编号", "学员编号", "序号", "人员编号"} & set(cells))
