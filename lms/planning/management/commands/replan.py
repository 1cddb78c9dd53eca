from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lms.people.models import Member
from lms.planning.actions import mark_stale, outdated, replan_all
from lms.planning.commands import SelectingCommand

WIDTH = 40


class Command(SelectingCommand):
    help = "重新计算学习计划；中断后用 --resume 接着算"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--member", metavar="CODE", help=_("只看一名学员"))
        parser.add_argument("--org", metavar="CODE", help=_("只看一个组织及其下级"))
        parser.add_argument("--resume", action="store_true", help=_("只算过期或尚未计算的计划"))

    def handle(self, *args: Any, **options: Any) -> None:
        members, day = self.chosen({**options, "on": None})
        if not options["resume"]:
            self._mark(members, everybody=not options["org"] and not options["member"])
        todo = members.filter(pk__in=outdated(day).values("pk"))
        total, done = todo.count(), 0

        def progress(count: int) -> None:
            nonlocal done
            done += count
            self._bar(done, total)

        solved = replan_all(todo, day=day, progress=progress)
        failed = members.filter(plan_link__failed=True).count()
        if total:
            self.stderr.write("")
        self.stdout.write(_("计划：%(total)s 人，求解 %(solved)s 次。") % {"total": total, "solved": solved})
        if failed:
            raise CommandError(_("有 %(count)s 人的计划未能求解，已标为过期，请查看日志。") % {"count": failed})

    def _mark(self, members: QuerySet[Member], *, everybody: bool) -> None:
        mark_stale(None if everybody else list(members.values_list("pk", flat=True)))

    def _bar(self, done: int, total: int) -> None:
        filled = WIDTH * done // total if total else WIDTH
        self.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", ending="")
        self.stderr.flush()
