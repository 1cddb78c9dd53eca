"""The yearly hours of the roster: 党员年度学时要求, 干部集中培训学时要求, 网络自学学时要求."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q

from lms.catalogue.models import HoursTarget
from lms.core import clock
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader

from ..actions import assign_hours
from ..actions.assignments import HOURS
from ..models import Assignment

TARGETS = {"party_hours": "PARTY", "cadre_hours": "CADRE", "online_hours": "ONLINE"}


class HoursLoader(Loader):
    """Fixes the yearly hours of each member; a first figure holds since always, another one from today."""

    def write(self) -> None:
        targets = dict(HoursTarget.objects.filter(code__in=TARGETS.values()).values_list("code", "pk"))
        columns = [(targets[code], self.table.get(name)) for name, code in TARGETS.items() if self.table.has(name)]
        wanted: dict[int, dict[int, Decimal]] = {}
        for i, member in enumerate(self.run.shared["member_ids"]):
            if member is not None:
                hours = {target: column[i] for target, column in columns if column[i] is not None}
                if hours:
                    wanted[member] = hours
        if wanted:
            changed = set(assign_hours(wanted=wanted, on=self.run.today, by=self.run.by))
            counted = self.run.shared["new_members"] | self.run.shared["changed_members"]
            self.run.count("roster", changed=len(changed - counted))
            self.run.shared["changed_members"] |= changed


def fill_in(rows: list[dict[str, Any]], user: Any) -> None:
    """The yearly hours in force today of exported members. One query for each 500 of them."""
    columns = {code: name for name, code in TARGETS.items()}
    by_code = {row["code"]: row for row in rows}
    codes = sorted(by_code)
    today = clock.today()
    for at in range(0, len(codes), 500):
        held = Assignment.objects.filter(
            Q(start__isnull=True) | Q(start__lte=today), Q(end__isnull=True) | Q(end__gte=today),
            member__code__in=codes[at : at + 500], requirement_set__code__startswith=HOURS,
        )  # fmt: skip
        for member, source in held.values_list("member__code", "requirement_set__source_code"):
            target, _sign, hours = source.rpartition("-")
            if target in columns:
                by_code[member][columns[target]] = Decimal(hours)


def register() -> None:
    hours = values.number(0, 2000)
    registry.extend(
        "roster",
        [
            Column("party_hours", ("党员年度学时要求", "党员学时要求", "党员年度学时"), hours),
            Column("cadre_hours", ("干部集中培训学时要求", "集中培训学时要求", "干部集中培训学时"), hours),
            Column("online_hours", ("网络自学学时要求", "网络学时要求", "网络自学学时"), hours),
        ],
        HoursLoader,
        fill_in,
    )
