"""The sheet ``competencies``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.models import Revision
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import differing, reindex, save_changed, settle
from lms.core.sheets.tables import BAD

from .models import Competency, Domain, Framework

KINDS = ("quiz", "assignment", "case", "task", "observation", "test", "supervisor", "self")
KIND_WORDS = {
    "随堂测验": "quiz",
    "测验": "quiz",
    "作业": "assignment",
    "案例": "case",
    "任务": "task",
    "现场观察": "observation",
    "观察": "observation",
    "测试": "test",
    "上级评定": "supervisor",
    "自评": "self",
}
FIELDS = ("name", "kind", "description", "level1", "level2", "level3", "level4", "evidence_type", "refresh_months")


def evidence_kinds(raw: Any) -> Any:
    """``quiz|observation`` in our words; other words are kept, with a remark."""
    parts = [KIND_WORDS.get(part, part.lower()) for part in values.codes(raw)]
    strange = [part for part in parts if part not in KINDS]
    joined = "|".join(dict.fromkeys(parts))
    if len(joined) > 80:
        raise values.BadValue(_("文字过长"), _("请缩短到 %(length)s 字以内") % {"length": 80})
    if strange:
        return values.Remarked(
            joined, _("不认识的认定方式，不会产生学习证据"), _("可用：%(kinds)s") % {"kinds": "、".join(KINDS)}
        )
    return joined


class CompetencyLoader(Loader):
    def check(self) -> None:
        table = self.table
        codes = table.get("code")
        self.rows = settle(table, self.run.problems, codes, {c.field: table.get(c.field) for c in table.spec.columns}, "code")
        known = set(Competency.objects.values_list("code", flat=True))
        self.run.shared["competency_codes"] = known | {code for code in codes if code is not None and code is not BAD}
        self.domains: dict[str, str | None] = {}
        seen: dict[str, int] = {}
        for i, code, name in zip(range(len(table)), table.get("domain_code"), table.get("domain_name"), strict=True):
            if i in table.broken or not (code or name):
                continue
            key = code or name[:40]
            old = self.domains.setdefault(key, name)
            seen.setdefault(key, i)
            if name and old and name != old:
                self.run.problems.error(
                    table.file,
                    _("同一领域有两个名称：第 %(row)s 行是“%(name)s”") % {"row": table.numbers[seen[key]], "name": old},
                    _("请统一领域名称"),
                    row=table.numbers[i],
                    column=table.heading("domain_name"),
                    value=name,
                )
            self.domains[key] = old or name

    def write(self) -> None:
        domains = self._write_domains()
        table = self.table
        columns = [table.get(name) for name in ("code", "domain_code", "domain_name", *FIELDS)]
        existing = Competency.objects.in_bulk(field_name="code")
        added, changed = [], []
        fields: set[str] = set()
        for i in self.rows:
            code, domain_code, domain_name, *rest = (column[i] for column in columns)
            wanted = dict(zip(FIELDS, rest, strict=True))
            old: dict[str, Any] = {}
            key = domain_code or (domain_name or "")[:40]
            wanted["domain_id"] = domains[key] if key else None
            if code not in existing:
                added.append(Competency(code=code, **{k: v for k, v in wanted.items() if v is not None}))
            elif names := differing(existing[code], wanted, old):
                changed.append(existing[code])
                self._tell(i, existing[code], old)
                fields.update("domain" if name == "domain_id" else name for name in names)
        Competency.objects.bulk_create(added, batch_size=500)
        save_changed(Competency, changed, fields)
        reindex(added + changed)
        self.run.count("competencies", added=len(added), changed=len(changed))
        if fields & {"refresh_months", "evidence_type"}:
            self.run.shared["competencies_recounted"] = [row.pk for row in changed]
        if added or changed:
            Revision.bump("competencies")

    def _tell(self, i: int, row: Competency, old: dict[str, Any]) -> None:
        """Say what changes; the domain by its name, under the heading that the sheet has for it."""
        if not self.run.tells_changes:
            return
        cells = {name: (was, getattr(row, name)) for name, was in old.items() if name != "domain_id"}
        if "domain_id" in old:
            named: dict[int | None, str] = dict(Domain.objects.values_list("pk", "name"))
            field = "domain_name" if self.table.has("domain_name") else "domain_code"
            cells[field] = (named.get(old["domain_id"]), named.get(row.domain_id))
        self.run.change(self.table, i, f"{row.code} {row.name}", cells)

    def _write_domains(self) -> dict[str, int]:
        if not self.domains:
            return {}
        framework = Framework.objects.get_or_create(code="default", defaults={"name": _("通用能力框架")})[0]
        existing = Domain.objects.in_bulk(list(self.domains), field_name="code")
        for order, (code, name) in enumerate(self.domains.items(), start=1):
            if code not in existing:
                existing[code] = Domain.objects.create(framework=framework, code=code, name=name or code, sort_order=order * 10)
            elif name and existing[code].name != name:
                existing[code].name = name
                existing[code].save(update_fields=["name"])
                self.run.count("competencies", changed=1)
        return {code: domain.pk for code, domain in existing.items()}


def export_competencies(user: Any) -> Iterator[dict[str, Any]]:
    """All competencies with their domains. One query."""
    rows = Competency.objects.for_user(user).order_by("domain__sort_order", "code")
    for row in rows.values("code", "domain__code", "domain__name", *FIELDS).iterator():
        yield {**row, "domain_code": row["domain__code"], "domain_name": row["domain__name"]}


def register() -> None:
    registry.register(
        SheetSpec(
            name="competencies",
            title=gettext_lazy("能力"),
            order=10,
            load=CompetencyLoader,
            columns=[
                Column("code", ("code", "编码", "能力编码", "competency_code"), values.code(), needed=True),
                Column("name", ("name", "名称", "能力名称", "competency_name"), values.text(120), needed=True),
                Column("domain_code", ("domain_code", "领域编码"), values.code()),
                Column("domain_name", ("domain_name", "领域名称", "领域", "能力领域"), values.text(80)),
                Column("kind", ("kind", "类型", "类别"), values.choice({"应知": "应知", "应会": "应会"})),
                Column("description", ("description", "说明", "描述"), values.text(300)),
                *(
                    Column(f"level{n}", (f"level{n}", f"等级{n}", f"{n}级", f"{n}{word}", word), values.text(200))
                    for n, word in enumerate(("知道", "会做", "熟练", "带教"), start=1)
                ),
                Column("evidence_type", ("evidence_type", "认定方式", "证据类型"), evidence_kinds),
                Column(
                    "refresh_months",
                    ("refresh_months", "复训周期", "复训周期（月）", "复训月数", "有效月数"),
                    values.whole(0, 600),
                ),
            ],
            quiet=("序号", "备注", "no"),
            export=export_competencies,
        )
    )
