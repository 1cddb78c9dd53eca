from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.models import Member, OrgUnit
from lms.reporting.actions import outdated, summarise


class Command(BaseCommand):
    help = "重新汇总完成情况；中断后再次运行即接着算（--all 全部重算）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, metavar="YEAR", help=_("哪一年，默认今年"))
        parser.add_argument("--org", metavar="CODE", help=_("只看一个组织及其下级"))
        parser.add_argument("--all", action="store_true", help=_("也重算仍然有效的汇总"))

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        year = options["year"] or today.year
        if not 1900 <= year <= today.year:
            raise CommandError(_("年度“%(year)s”无效，不能晚于今年。") % {"year": year})
        members = Member.objects.present()
        if options["org"]:
            unit = OrgUnit.objects.filter(code=options["org"]).first()
            if unit is None:
                raise CommandError(_("没有编码为“%(code)s”的组织。") % {"code": options["org"]})
            members = members.in_unit(unit)
        if not options["all"]:
            members = members.filter(pk__in=outdated(year, today).values("pk"))
        total = members.count()
        self._done = 0

        def progress(count: int) -> None:
            self._done += count
            self.stderr.write(f"\r{self._done}/{total}", ending="")
            self.stderr.flush()

        done = summarise(year, members, progress=progress)
        if total:
            self.stderr.write("")
        self.stdout.write(_("%(year)s 年度汇总：%(count)s 人。") % {"year": year, "count": done})
