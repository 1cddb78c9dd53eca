"""One sheet of facts into the record: match the persons, sort out what is recorded already, write the rest or nothing.

Shared by evidence of competence and by hours from elsewhere; each gives its columns and makes its facts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lms.core import clock
from lms.core.sheets.importer import Run
from lms.core.sheets.registry import SheetSpec
from lms.core.sheets.rows import settle
from lms.core.sheets.tables import Table, mark_broken, read_table
from lms.people.models import Member

from ..actions import record_many
from ..facts import NewRecord
from ..models import Record

CHUNK = 500
#: Above so many codes all members are read at once.
MANY = 5000


@dataclass
class FactReport:
    """Rows of the sheet by what became of them. ``unmatched`` and ``duplicates`` are row numbers as seen in the sheet."""

    run: Run
    matched: int = 0
    unmatched: list[int] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)
    created: int = 0
    corrected: int = 0


class FactSheet(ABC):
    """A sheet whose rows are facts about members."""

    member_field: str
    key_fields: tuple[str, ...]

    @abstractmethod
    def spec(self) -> SheetSpec:
        """Columns and headings."""

    @abstractmethod
    def prepare(self, table: Table, run: Run) -> dict[int, str]:
        """Look up what rows name beside the member; rows that name something unknown, with what it is."""

    def refuse_own(self, table: Table, i: int) -> bool:
        """Whether row ``i`` may not be entered by the person whom it is about."""
        return False

    @abstractmethod
    def fact(self, table: Table, i: int, member: int) -> NewRecord:
        """The fact of row ``i``."""

    def differs(self, fact: NewRecord, row: Record) -> bool:
        """Whether the recorded ``row`` says something else under the same key."""
        return row.is_void or (fact.level, fact.hours) != (row.level, row.hours)


def import_facts(
    path: Path,
    sheet: FactSheet,
    *,
    by: Any = None,
    dry_run: bool = False,
    skip_unmatched: bool = False,
    as_correction: bool = False,
) -> FactReport:
    """Read ``path``. Nothing is written while ``run.problems`` has errors.

    A row that is recorded already, or stands twice, is a duplicate. The same key with other content is an error, unless
    ``as_correction``: then a new record corrects the last one in force.
    """
    report = FactReport(Run(today=clock.today(), by=by, as_correction=as_correction))
    run = report.run
    if not path.is_file():
        run.problems.error(str(path), _("找不到文件"), _("请核对路径"))
        return report
    table = read_table(path, sheet.spec(), run.problems)
    if table is None:
        return report
    mark_broken(table)
    fresh = check_facts(table, sheet, report, skip_unmatched=skip_unmatched)
    if not run.problems.errors and fresh and not dry_run:
        with transaction.atomic():
            record_many(list(fresh.values()), by=by)
    return report


def check_facts(table: Table, sheet: FactSheet, report: FactReport, *, skip_unmatched: bool = False) -> dict[int, NewRecord]:
    """The facts that are still to be written, by place of the row. Tells problems and counts in ``report``."""
    rows = _matched_rows(table, sheet, report, skip_unmatched)
    facts = _different_rows(table, sheet, rows, report)
    return _sort_out(table, facts, sheet, report)


def _matched_rows(table: Table, sheet: FactSheet, report: FactReport, skip_unmatched: bool) -> dict[int, int]:
    """Places of rows whose member (and what else they name) is known → id of the member."""
    run = report.run
    codes = table.get(sheet.member_field)
    members = member_ids(run, {code for code in codes if isinstance(code, str)})
    unknown = sheet.prepare(table, run)
    say = run.problems.notice if skip_unmatched else run.problems.error
    remedy = _("本行已跳过") if skip_unmatched else _("请改正，或加 --skip-unmatched 跳过未匹配的行")
    if run.can_ask:
        remedy = _("请核对；花名册里有的人才能登记")
    nobody = _("没有这名学员") if run.by is None else _("您管理的范围内没有这名学员")
    found: dict[int, int] = {}
    for i, code in enumerate(codes):
        if i in table.broken:
            continue
        number = table.numbers[i]
        if code not in members:
            say(table.file, nobody, remedy, row=number, column=table.heading(sheet.member_field), value=code)
            report.unmatched.append(number)
        elif i in unknown:
            field_name, _sep, value = unknown[i].partition("\n")
            advice = _("请改正") if run.can_ask else remedy
            say(table.file, _("没有这个编码"), advice, row=number, column=table.heading(field_name), value=value)
            report.unmatched.append(number)
        else:
            found[i] = members[code]
    report.matched = len(found)
    return found


def member_ids(run: Run, codes: set[str]) -> dict[str, int]:
    """Ids of present members within the scope of ``run.by``; members that a roster of this import brings have ids below zero."""
    present = Member.objects.filter(erased_at__isnull=True)
    if run.by is not None:
        present = present.for_user(run.by)
    if len(codes) > MANY:
        found = {code: pk for code, pk in present.values_list("code", "pk") if code in codes}
    else:
        listed = sorted(codes)
        found = {
            code: pk
            for at in range(0, len(listed), CHUNK)
            for code, pk in present.filter(code__in=listed[at : at + CHUNK]).values_list("code", "pk")
        }
    coming = sorted((codes & run.shared.get("member_codes", set())) - found.keys())
    return found | {code: -place for place, code in enumerate(coming, start=1)}


def _different_rows(table: Table, sheet: FactSheet, rows: dict[int, int], report: FactReport) -> dict[int, NewRecord]:
    """The fact of each row, each once; a row that contradicts an earlier one is an error."""
    facts = {i: sheet.fact(table, i, member) for i, member in rows.items()}
    keys = [facts[i].key if i in facts else None for i in range(len(table))]
    compared = {name: values for name, values in table.values.items() if name in sheet.key_fields}
    kept = set(settle(table, report.run.problems, keys, compared, sheet.key_fields[-1])) & facts.keys()
    report.duplicates += [table.numbers[i] for i in facts if i not in kept]
    return {i: fact for i, fact in facts.items() if i in kept}


def _sort_out(table: Table, facts: dict[int, NewRecord], sheet: FactSheet, report: FactReport) -> dict[int, NewRecord]:
    """The facts to write. Counts what is recorded already and refuses what contradicts it."""
    chains = _chains({fact.key for fact in facts.values()}, next((fact.source for fact in facts.values()), ""))
    as_correction = report.run.as_correction
    fresh: dict[int, NewRecord] = {}
    for i, fact in facts.items():
        chain = chains.get(fact.key)
        if chain is None:
            fresh[i] = fact
            report.created += 1
        elif not sheet.differs(fact, chain[-1]) or not (as_correction or sheet.differs(fact, chain[0])):
            report.duplicates.append(table.numbers[i])
        elif as_correction:
            fresh[i] = _correction(fact, chain)
            report.corrected += 1
            cells = {sheet.key_fields[-1]: (_stated(chain[-1], fact), _stated(fact, fact))}
            report.run.change(table, i, str(table.get(sheet.member_field)[i]), cells)
        else:
            _refuse(table, i, fact, chain[-1], sheet, report.run)
    report.duplicates.sort()
    return fresh


def _correction(fact: NewRecord, chain: list[Record]) -> NewRecord:
    last = chain[-1]
    return replace(
        fact, key=f"{fact.key}:v{len(chain) + 1}", corrects_source=last.source, corrects_key=last.key, reason="mistake"
    )


def _stated(row: NewRecord | Record, fact: NewRecord) -> Any:
    return row.level if fact.level is not None else row.hours


def _refuse(table: Table, i: int, fact: NewRecord, row: Record, sheet: FactSheet, run: Run) -> None:
    advice = _("确需更改请加 --as-correction 作为更正导入")
    run.problems.error(
        table.file,
        _("已登记为其他内容（%(stated)s，记录 %(pk)s），不予改写") % {"stated": _stated(row, fact), "pk": row.pk},
        _("原来登记错了，可在本页选择“作为更正”") if run.can_ask else advice,
        row=table.numbers[i],
        column=table.heading(sheet.key_fields[-1]),
        value=_stated(fact, fact),
        kind="recorded",
    )


def _chains(keys: set[str], source: str) -> dict[str, list[Record]]:
    """For each recorded key its row and the rows that correct it, one after the other."""
    listed = sorted(keys)
    chains: dict[str, list[Record]] = {}
    for at in range(0, len(listed), CHUNK):
        for row in Record.objects.filter(source=source, key__in=listed[at : at + CHUNK]):
            chains[row.key] = [row]
    open_ends = {(chain[-1].source, chain[-1].key): key for key, chain in chains.items()}
    while open_ends:
        ends = sorted({key for _source, key in open_ends})
        found: dict[tuple[str, str], str] = {}
        for at in range(0, len(ends), CHUNK):
            for row in Record.objects.filter(corrects_key__in=ends[at : at + CHUNK]):
                if (key := open_ends.get((row.corrects_source, row.corrects_key))) is not None:
                    chains[key].append(row)
                    found[row.source, row.key] = key
        open_ends = found
    return chains
