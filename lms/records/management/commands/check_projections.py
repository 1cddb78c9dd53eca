"""Prove that progress, credit and levels agree with the learning record."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from lms.records.projections import survey

from .rebuild_projections import ids_of


class Command(BaseCommand):
    help = "Compare progress, credit and levels with the learning record. Prints every differing row and then exits with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--member", metavar="CODE", help="only this member")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for odd in survey.check(ids_of(options["member"])):
            count += 1
            self.stdout.write(f"{odd.sign} {odd.table} {_text(odd.key)} → {_text(odd.values)}")
        if count:
            self.stderr.write(_("有 %(rows)s 行与学习记录不符。请运行 rebuild_projections。") % {"rows": count})
            sys.exit(1)
        self.stdout.write(_("与学习记录一致。"))


def _text(values: tuple[object, ...]) -> str:
    return " ".join("—" if value is None else str(value) for value in values)
