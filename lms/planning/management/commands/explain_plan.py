from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.models import Member
from lms.planning.commands import a_day
from lms.planning.explain import explain
from lms.planning.queries import NoPlan, picture_of


class Command(BaseCommand):
    help = "为什么是这些课：逐项说明一名学员的计划"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE", help=_("学员编号"))
        parser.add_argument("--format", choices=["json"], default="json")
        parser.add_argument("--on", metavar="DATE", help=_("截至哪一天，默认今天"))

    def handle(self, *args: Any, **options: Any) -> None:
        day = a_day(options["on"]) if options["on"] else clock.today()
        try:
            picture = picture_of(Member.objects.get(code=options["code"]), day)
        except Member.DoesNotExist:
            raise CommandError(_("没有编号为“%(code)s”的学员。") % {"code": options["code"]}) from None
        except NoPlan:
            raise CommandError(
                _("学员“%(code)s”在这一天没有计划（离岗、已并入他人或已清除）。") % {"code": options["code"]}
            ) from None
        self.stdout.write(json.dumps(explain(picture), ensure_ascii=False, indent=2))
