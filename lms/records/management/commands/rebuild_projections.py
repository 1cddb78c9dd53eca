"""Compute progress, credit and levels anew from the learning record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lms.people.models import Member
from lms.records.projections import survey


def ids_of(code: str | None) -> list[int] | None:
    """The id behind a member code, None for everybody. CommandError for an unknown code."""
    if code is None:
        return None
    found = list(Member.objects.filter(code=code).values_list("pk", flat=True))
    if not found:
        raise CommandError(_("没有编号为 %(code)s 的学员。") % {"code": code})
    return found


class Command(BaseCommand):
    help = "Compute progress, credit and levels anew from the learning record, some members at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--member", metavar="CODE", help="only this member")

    def handle(self, *args: Any, **options: Any) -> None:
        written = sum(survey.rebuild(ids_of(options["member"])))
        self.stdout.write(_("已按学习记录重算，更正 %(rows)s 行。") % {"rows": written})
