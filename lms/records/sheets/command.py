"""What ``import_evidence`` and ``import_hours`` share: arguments, and the report of matched, unmatched and duplicate rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from .facts_import import FactReport, FactSheet, import_facts

#: So many row numbers are listed.
LISTED = 50


class FactCommand(BaseCommand):
    sheet: type[FactSheet]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Sheet (.csv, .xlsx, .xls).")
        parser.add_argument("--dry-run", action="store_true", help="Check and count, write nothing.")
        parser.add_argument("--skip-unmatched", action="store_true", help="Pass over rows of unknown members or codes.")
        parser.add_argument("--as-correction", action="store_true", help="Other content under a recorded key corrects it.")

    def handle(self, *args: Any, file: Path, dry_run: bool, skip_unmatched: bool, as_correction: bool, **options: Any) -> None:
        report = import_facts(file, self.sheet(), dry_run=dry_run, skip_unmatched=skip_unmatched, as_correction=as_correction)
        problems = report.run.problems
        for problem in problems.notices:
            self.stdout.write(_("提示 %(problem)s") % {"problem": problem})
        for problem in problems.errors:
            self.stderr.write(_("错误 %(problem)s") % {"problem": problem})
        self._summary(report)
        if problems.errors:
            raise CommandError(_("共 %(count)s 处错误，没有写入任何内容。") % {"count": len(problems.errors)})
        if dry_run:
            self.stdout.write(_("试运行：没有写入任何内容。"))
        else:
            self.stdout.write(
                _("新写入 %(created)s 条，更正 %(corrected)s 条。") % {"created": report.created, "corrected": report.corrected}
            )

    def _summary(self, report: FactReport) -> None:
        self.stdout.write(_("匹配 %(count)s 行") % {"count": report.matched})
        for label, rows in ((_("未匹配"), report.unmatched), (_("重复"), report.duplicates)):
            line = _("%(label)s %(count)s 行") % {"label": label, "count": len(rows)}
            if rows:
                shown = "、".join(str(row) for row in rows[:LISTED]) + ("…" if len(rows) > LISTED else "")
                line += _("（第 %(rows)s 行）") % {"rows": shown}
            self.stdout.write(line)
