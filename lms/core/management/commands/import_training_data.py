from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lms.core.sheets import registry
from lms.core.sheets.importer import Run, import_folder


class Command(BaseCommand):
    help = "Import competencies, posts, org_units, post_requirements, lessons and roster from a folder, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Folder with the sheets (.csv, .xlsx, .xls).")
        parser.add_argument("--dry-run", action="store_true", help="Check and count, write nothing.")

    def handle(self, *args: Any, folder: Path, dry_run: bool, **options: Any) -> None:
        run = import_folder(folder, dry_run=dry_run)
        for problem in run.problems.notices:
            self.stdout.write(_("提示 %(problem)s") % {"problem": problem})
        for problem in run.problems.errors:
            self.stderr.write(_("错误 %(problem)s") % {"problem": problem})
        if run.problems.errors:
            raise CommandError(_("共 %(count)s 处错误，没有写入任何内容。") % {"count": len(run.problems.errors)})
        self._summary(run, dry_run)

    def _summary(self, run: Run, dry_run: bool) -> None:
        titles = {spec.name: spec.title for spec in registry.sheets()}
        for name, count in run.counts.items():
            self.stdout.write(
                _("%(title)s（%(file)s）：读取 %(read)s 行，新增 %(added)s，变更 %(changed)s")
                % {
                    "title": titles[name],
                    "file": run.tables[name].file,
                    "read": count.read,
                    "added": count.added,
                    "changed": count.changed,
                }
            )
        self.stdout.write(_("试运行：没有写入任何内容。") if dry_run else _("导入完成。"))
