"""Hours of learning on other platforms (G9): member_code, month, platform, mode, hours."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext_lazy

from lms.catalogue.credit_rules import MODE_WORDS
from lms.core.sheets import normal, values
from lms.core.sheets.importer import Run
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.tables import Table

from ..facts import NewRecord
from .facts_import import FactSheet

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
            order=0,
            load=Loader,
            columns=[
                Column("member_code", ("member_code", "学员编号", "编号", "learner_code"), values.code(), needed=True),
                Column("month", ("month", "月份", "年月", "学习月份"), values.month, needed=True),
                Column("platform", ("platform", "平台", "平台名称", "学习平台"), values.text(40), needed=True),
                Column("mode", ("mode", "方式", "学习方式", "培训方式"), values.choice(MODE_WORDS), needed=True),
                Column("hours", ("hours", "学时", "学时数"), values.number(0, 2000), needed=True),
            ],
            quiet=("序号", "姓名", "备注", "no", "name"),
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
