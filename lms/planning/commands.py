"""What the planning commands share: options, and CSV on standard output with nothing around it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.models import Member, OrgUnit

from .exports import Rows
from .queries import select


def a_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("日期“%(value)s”无效，请写成 2026-11-21 的样子。") % {"value": text}) from None


class SelectingCommand(BaseCommand):
    """A command with --member, --org and --on."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--member", metavar="CODE", help=_("只看一名学员"))
        parser.add_argument("--org", metavar="CODE", help=_("只看一个组织及其下级"))
        parser.add_argument("--on", metavar="DATE", help=_("截至哪一天，默认今天"))

    def chosen(self, options: dict[str, Any]) -> tuple[QuerySet[Member], dt.date]:
        day = a_day(options["on"]) if options["on"] else clock.today()
        try:
            return select(options["member"], options["org"]), day
        except Member.DoesNotExist:
            raise CommandError(_("没有编号为“%(code)s”的学员。") % {"code": options["member"]}) from None
        except OrgUnit.DoesNotExist:
            raise CommandError(_("没有编码为“%(code)s”的组织。") % {"code": options["org"]}) from None


class CsvCommand(SelectingCommand):
    """Prints the rows of one export as CSV (UTF-8), and nothing else."""

    rows: Callable[[QuerySet[Member], dt.date], Rows]

    def handle(self, *args: Any, **options: Any) -> None:
        members, day = self.chosen(options)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            csv.writer(self.stdout, lineterminator="\n").writerows(type(self).rows(members, day))
        except BrokenPipeError:
            # The reader has seen enough (``| head``). Python would complain once more when it flushes at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
