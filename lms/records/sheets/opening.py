"""上年度已完成学时: an opening record of last year. Also: levels anew after a sheet changed how long they hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from lms.core import clock
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader

from ..actions import record_many, reproject_competencies
from ..facts import NewRecord
from ..models import Record

SOURCE = "sheet:roster"
FIELD = "last_year_hours"


class OpeningLoader(Loader):
    """Writes the opening records; a number that differs from the recorded one is refused, and this is said."""

    def write(self) -> None:
        if not self.table.has(FIELD):
            return
        members = self.run.shared["member_ids"]
        year = self.run.today.year - 1
        day = dt.date(year, 12, 31)
        column = self.table.get(FIELD)
        place: dict[int, int] = {}
        facts = []
        for i, member in enumerate(members):
            if member is not None and column[i] is not None and member not in place:
                place[member] = i
                facts.append(
                    NewRecord(
                        member_id=member, verb="opening", source=SOURCE, key=f"m{member}:opening:{year}", day=day, hours=column[i]
                    )
                )
        if not facts:
            return
        outcome = record_many(facts, by=self.run.by)
        refused = {fact.member_id for fact, _existing in outcome.conflicts}
        for member in refused:
            i = place[member]
            self.run.problems.notice(
                self.table.file,
                _("%(year)s 年的期初学时已登记为其他数值，本列不改动") % {"year": year},
                _("确需更改请录入更正记录"),
                row=self.table.numbers[i],
                column=self.table.heading(FIELD),
                value=column[i],
            )
        if outcome.created:
            self._count({fact.member_id for fact in facts} - refused, outcome.created)

    def _count(self, members: set[int], created: int) -> None:
        """Members that are neither new nor changed count as changed by their new record."""
        others = len(members - self.run.shared["new_members"] - self.run.shared["changed_members"])
        self.run.count("roster", changed=min(others, created))


class LevelLoader(Loader):
    """After competencies changed their refresh months or evidence types, levels are computed anew."""

    def finish(self) -> None:
        if changed := self.run.shared.get("competencies_recounted"):
            reproject_competencies(changed)


def fill_in(rows: list[dict[str, Any]], user: Any) -> None:
    """What is recorded for last year of exported members. One query for each 500 of them."""
    by_code = {row["code"]: row for row in rows}
    codes = sorted(by_code)
    day = dt.date(clock.today().year - 1, 12, 31)
    for at in range(0, len(codes), 500):
        found = Record.objects.filter(source=SOURCE, verb="opening", day=day, member__code__in=codes[at : at + 500])
        for member, hours in found.in_force().values_list("member__code", "hours"):
            by_code[member][FIELD] = hours


def register() -> None:
    registry.extend(
        "roster",
        [
            Column(FIELD, ("上年度已完成学时", "上年度学时", "上年学时", "上年已完成学时"), values.number(0, 9999)),
        ],
        OpeningLoader,
        fill_in,
    )
    registry.extend("competencies", [], LevelLoader)
