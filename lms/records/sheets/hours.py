"""Hours of learning on other platforms (G9): member_code, month, platform, mode, hours."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy

from lms.catalogue.credit_rules import MODE_WORDS
from lms.core.sheets import normal, registry, values
from lms.core.sheets.importer import Run
from lms.core.sheets.registry import Column, SheetSpec
from lms.core.sheets.tables import Table

from ..facts import NewRecord
from ..models import Record
from .fact_loader import FactLoader
from .facts_import import FactSheet
from .scope import may_enter

SOURCE = "sheet:hours"


def platform_mark(platform: str) -> str:
    """A short mark for a platform, so that no free text stands in a key."""
    return sha256(normal.plain(platform).lower().encode()).hexdigest()[:10]


class HoursSheet(FactSheet):
    """A month counts on its first day: the key and the day never depend on when the sheet is read."""

    member_field = "member_code"
    key_fields = ("hours",)

    def spec(self) -> SheetSpec:
        return SheetSpec(
            name="hours",
            title=gettext_lazy("外部学时"),
            order=80,
            load=HoursLoader,
            columns=[
                Column("member_code", ("member_code", "学员编号", "编号", "learner_code"), values.code(), needed=True),
                Column("month", ("month", "月份", "年月", "学习月份"), values.month, needed=True),
                Column("platform", ("platform", "平台", "平台名称", "学习平台"), values.text(40), needed=True),
                Column("mode", ("mode", "方式", "学习方式", "培训方式"), values.choice(MODE_WORDS), needed=True),
                Column("hours", ("hours", "学时", "学时数"), values.number(0, 2000), needed=True),
            ],
            quiet=("序号", "姓名", "备注", "no", "name"),
            may_upload=may_enter,
            export=export_hours,
            export_columns=(
                ("member_code", "学员编号"),
                ("name", "姓名"),
                ("month", "月份"),
                ("platform", "平台"),
                ("mode", "方式"),
                ("hours", "学时"),
            ),
            is_personal=True,
        )

    def prepare(self, table: Table, run: Run) -> dict[int, str]:
        return {}

    def fact(self, table: Table, i: int, member: int) -> NewRecord:
        month, platform, mode = (table.values[name][i] for name in ("month", "platform", "mode"))
        return NewRecord(
            member_id=member,
            verb="credited",
            source=SOURCE,
            key=f"m{member}:{month:%Y-%m}:{platform_mark(platform)}:{mode}",
            day=month,
            hours=table.values["hours"][i],
            mode=mode,
            platform=platform,
        )


class HoursLoader(FactLoader):
    sheet = HoursSheet


def export_hours(user: Any) -> Iterator[dict[str, Any]]:
    """What sheets brought and what is still in force of it, of members whom the user manages. One query."""
    words = {mode: word for word, mode in reversed(MODE_WORDS.items()) if not word.isascii()}
    rows = Record.objects.for_user(user).filter(verb="credited", source=SOURCE, member__erased_at__isnull=True).in_force()
    fields = ("member__code", "member__name", "day", "platform", "mode", "hours")
    for code, name, day, platform, mode, hours in rows.order_by("member__code", "day", "pk").values_list(*fields).iterator():
        yield {
            "member_code": code, "name": name, "month": f"{day:%Y-%m}", "platform": platform, "mode": words.get(mode, mode),
            "hours": hours,
        }  # fmt: skip


def register() -> None:
    registry.register(HoursSheet().spec())
