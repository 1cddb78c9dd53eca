"""Evidence of competence: learner_code, competency_code, current_level, assessed_on, source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from lms.competencies.models import Competency
from lms.core.sheets import registry, values
from lms.core.sheets.importer import Run
from lms.core.sheets.registry import Column, SheetSpec
from lms.core.sheets.tables import Table

from ..facts import NewRecord
from ..models import Record
from .fact_loader import FactLoader
from .facts_import import FactSheet
from .scope import may_enter

SOURCE = "sheet:evidence"
KINDS = {
    "self": "self",
    "supervisor": "supervisor",
    "test": "test",
    "observation": "observation",
    "自评": "self",
    "自我评定": "self",
    "自我评价": "self",
    "上级评定": "supervisor",
    "上级": "supervisor",
    "领导评定": "supervisor",
    "测试": "test",
    "考试": "test",
    "测验": "test",
    "观察": "observation",
    "现场观察": "observation",
}
LEVELS = {"未达到": 0, "知道": 1, "会做": 2, "熟练": 3, "带教": 4}


class EvidenceSheet(FactSheet):
    member_field = "learner_code"
    key_fields = ("current_level",)

    def spec(self) -> SheetSpec:
        return SheetSpec(
            name="evidence",
            title=gettext_lazy("能力认定"),
            order=70,
            load=EvidenceLoader,
            columns=[
                Column("learner_code", ("learner_code", "学员编号", "编号", "member_code"), values.code(), needed=True),
                Column("competency_code", ("competency_code", "能力编码"), values.code(), needed=True),
                Column(
                    "current_level", ("current_level", "当前等级", "等级", "现有等级"), values.whole(0, 4, LEVELS), needed=True
                ),
                Column("assessed_on", ("assessed_on", "认定日期", "评定日期", "日期"), values.past_day, needed=True),
                Column("source", ("source", "来源", "认定方式", "评定方式"), values.choice(KINDS), needed=True),
            ],
            quiet=("序号", "姓名", "能力名称", "备注", "no", "name", "competency_name"),
            also_called=("baseline_levels", "levels"),
            may_upload=may_enter,
            export=export_evidence,
            export_columns=(
                ("learner_code", "学员编号"),
                ("name", "姓名"),
                ("competency_code", "能力编码"),
                ("competency_name", "能力名称"),
                ("current_level", "当前等级"),
                ("assessed_on", "认定日期"),
                ("source", "认定方式"),
            ),
            is_personal=True,
        )

    def refuse_own(self, table: Table, i: int) -> bool:
        return bool(table.get("source")[i] != "self")

    def prepare(self, table: Table, run: Run) -> dict[int, str]:
        self.competencies = dict(Competency.objects.values_list("code", "pk"))
        coming = run.shared.get("competency_codes", set()) - self.competencies.keys()
        self.competencies |= {code: -place for place, code in enumerate(sorted(coming), start=1)}
        return {
            i: f"competency_code\n{code}"
            for i, code in enumerate(table.get("competency_code"))
            if isinstance(code, str) and code not in self.competencies
        }

    def fact(self, table: Table, i: int, member: int) -> NewRecord:
        competency = self.competencies[table.values["competency_code"][i]]
        day, kind = table.values["assessed_on"][i], table.values["source"][i]
        return NewRecord(
            member_id=member,
            verb="assessed",
            source=SOURCE,
            key=f"m{member}:c{competency}:{day.isoformat()}:{kind}",
            day=day,
            competency_id=competency,
            kind=kind,
            level=table.values["current_level"][i],
        )


class EvidenceLoader(FactLoader):
    sheet = EvidenceSheet


def export_evidence(user: Any) -> Iterator[dict[str, Any]]:
    """What sheets brought and what is still in force of it, of members whom the user manages. One query."""
    words = {kind: word for word, kind in reversed(KINDS.items()) if not word.isascii()}
    rows = Record.objects.for_user(user).filter(verb="assessed", source=SOURCE, member__erased_at__isnull=True).in_force()
    fields = ("member__code", "member__name", "competency__code", "competency__name", "level", "day", "kind")
    for code, name, competency, title, level, day, kind in (
        rows.order_by("member__code", "day", "pk").values_list(*fields).iterator()
    ):
        yield {
            "learner_code": code, "name": name, "competency_code": competency, "competency_name": title, "current_level": level,
            "assessed_on": day, "source": words[kind],
        }  # fmt: skip


def register() -> None:
    registry.register(EvidenceSheet().spec())
