from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from cms_site.demo import accounts, content, figures, own, sheets, site, year
from cms_site.demo.calendar import months_to
from cms_site.demo.profiles import MOVED
from cms_site.planting.planter import Planter
from cms_site.planting.site import plant_site
from lms.core import clock
from lms.core.models import ImportRun
from lms.core.opening import open_site
from lms.planning.actions import outdated, replan
from lms.planning.world import forget


class Command(BaseCommand):
    help = "载入示例数据：六张表、能力基线，以及示例年度。重复执行不会重复写入。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=["base"], help="base：只载入六张表和能力基线，不载入示例年度")
        parser.add_argument("--no-shift", action="store_true", help="日期保持2026年原样，不平移到载入当月")
        parser.add_argument("--accounts", action="store_true", help="正式环境也建立演示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        # Counted from the first loading: a second run, even months later, finds everything where it is.
        loaded = ImportRun.first_day()
        months = 0 if options["no_shift"] else months_to(loaded)
        self._sheets(months, last_year=clock.today().year == loaded.year)
        if options["only"] != "base":
            self._year(months)
        site.name_site()
        plant_site(Planter())
        with_accounts = settings.DEBUG or settings.QUEBU_DEMO or options["accounts"]
        if with_accounts:
            # The groups of those who write and review come with the site's catalogue.
            accounts.make_accounts()
        content.load_content(with_lessons=options["only"] != "base")
        open_site()
        self._compute()
        self._report(time.monotonic() - began, with_accounts)

    def _sheets(self, months: int, *, last_year: bool) -> None:
        posts = {MOVED[0]: MOVED[1]} if year.has_moved() else {}
        with tempfile.TemporaryDirectory(prefix="quebu-sample-") as name:
            folder = Path(name)
            sheets.write_folder(folder, months=months, posts=posts, last_year=last_year)
            self._quietly("import_training_data", str(folder))
            self._quietly("import_evidence", str(sheets.write_baseline(folder, months=months)))

    def _quietly(self, command: str, *arguments: str) -> None:
        """Run an import; its lines are shown only if it fails."""
        said = io.StringIO()
        try:
            call_command(command, *arguments, stdout=said, stderr=said)
        except CommandError:
            self.stderr.write(said.getvalue())
            raise

    def _year(self, months: int) -> None:
        outcome = year.write_year(months)
        if outcome.conflicts:
            raise CommandError(f"示例年度有 {len(outcome.conflicts)} 条与已有记录不一致。请换一个数据库，或先清空再载入。")
        with tempfile.TemporaryDirectory(prefix="quebu-sample-") as name:
            sheets.write_lecturers(Path(name), months=months)
            self._quietly("import_training_data", name)
        year.move_member(ImportRun.first_day())
        own.write_own(ImportRun.first_day())

    def _compute(self) -> None:
        """Plans and summaries, so that the first pages are quick."""
        forget()
        replan(outdated(clock.today()))
        if "summarise" in get_commands():
            self._quietly("summarise")

    def _report(self, seconds: float, with_accounts: bool) -> None:
        counts = "，".join(f"{name} {count}" for name, count in figures.figures().items())
        self.stdout.write(f"示例数据已就绪（{seconds:.1f} 秒）：{counts}。")
        if with_accounts:
            self.stdout.write(f"\n演示账号（密码都是 {accounts.PASSWORD}，只供演示）：")
            self.stdout.write("\n".join(accounts.table()))
