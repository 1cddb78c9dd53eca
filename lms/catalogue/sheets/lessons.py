"""The sheet ``lessons``: columns and checks. ``lesson_writer`` writes what was checked here."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.competencies.models import Competency
from lms.core.sheets import normal, registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import cycle_in, settle, unknown
from lms.people.models import OrgUnit, Tier

from ..credit_rules import Rule, hours, pick
from ..models import Activity, CreditRule
from .cells import taught
from .lesson_export import COLUMNS, export_lessons
from .lesson_writer import LessonWriter
from .subjects import Subjects

RULE_SETS = {"hours_45min": "minutes45", "hours_tiered": "tiered"}


class LessonLoader(Loader):
    def check(self) -> None:
        table, problems = self.table, self.run.problems
        compared = {c.field: table.get(c.field) for c in table.spec.columns}
        self.rows = settle(table, problems, table.get("code"), compared, "code")
        self._check_tiers()
        self._check_subjects()
        self._check_competencies()
        self._check_units()
        self._check_prerequisites()
        self._compare_hours()

    def _check_tiers(self) -> None:
        rows = list(Tier.objects.values_list("pk", "code", "name"))
        self.tiers = {normal.plain(word): pk for pk, code, name in rows for word in (code, name)}
        for i in self.rows:
            for name in self.table.get("tiers")[i]:
                if name not in self.tiers:
                    unknown(self.table, self.run.problems, i, "tiers", name, self.tiers, what=_("层次"), where=_("系统的“层次”"))

    def _check_subjects(self) -> None:
        self.subjects = Subjects.of(self.run)
        for i in self.rows:
            if name := self.table.get("lecturer_category")[i]:
                self.subjects.want(name, self.table, i, "lecturer_category")

    def _check_competencies(self) -> None:
        if "competencies" in self.run.unreadable:
            return
        known = self.run.shared.get("competency_codes")
        if known is None:
            known = set(Competency.objects.values_list("code", flat=True))
        for i in self.rows:
            for code, _level in self.table.get("competencies")[i]:
                if code not in known:
                    unknown(
                        self.table, self.run.problems, i, "competencies", code, known, what=_("能力编码"), where="competencies"
                    )

    def _check_units(self) -> None:
        owners = self.table.get("owner_unit")
        if not any(owners) or "org_units" in self.run.unreadable:
            return
        known = self.run.shared.get("units") or set(OrgUnit.objects.values_list("code", flat=True))
        for i in self.rows:
            if owners[i] and owners[i] not in known:
                unknown(self.table, self.run.problems, i, "owner_unit", owners[i], known, what=_("组织编码"), where="org_units")

    def _check_prerequisites(self) -> None:
        table, problems = self.table, self.run.problems
        if not any(table.get("prerequisites")):
            return
        through = Activity.prerequisites.through.objects
        graph: dict[str, list[str]] = {}
        for code, needed in through.values_list("from_activity__code", "to_activity__code"):
            graph.setdefault(code, []).append(needed)
        known = set(Activity.objects.values_list("code", flat=True)) | {c for c in table.get("code") if isinstance(c, str)}
        place = {table.get("code")[i]: i for i in self.rows}
        for code, i in place.items():
            for needed in (listed := table.get("prerequisites")[i] or ()):
                if needed not in known:
                    unknown(table, problems, i, "prerequisites", needed, known, what=_("课程编码"), where="lessons")
            if listed:
                graph[code] = [needed for needed in listed if needed in known]
        if circle := cycle_in(graph):
            row = next((place[code] for code in circle if code in place), 0)
            problems.error(
                table.file,
                _("先修关系成环：%(codes)s") % {"codes": " → ".join(circle)},
                _("请去掉其中一个先修"),
                row=table.numbers[row],
                column=table.heading("prerequisites"),
                value="|".join(table.get("prerequisites")[row] or ()),
            )

    def _compare_hours(self) -> None:
        """Stated hours are not stored; tell where the rule sets compute other ones."""
        stated = [field for field in RULE_SETS if self.table.has(field)]
        if not stated:
            return
        rules = _latest_rules()
        forms, minutes = self.table.get("form"), self.table.get("minutes")
        for field in stated:
            lines, places = rules.get(RULE_SETS[field], ([], 2))
            for i in self.rows:
                value: Decimal | None = self.table.get(field)[i]
                rule = pick(lines, forms[i] or "", minutes[i])
                if value is None or not lines:
                    continue
                computed = hours(rule, minutes[i], places) if rule else Decimal(0)
                if computed != value:
                    self.run.problems.notice(
                        self.table.file,
                        _("学时与认定办法算出的 %(hours)s 不同，以认定办法为准") % {"hours": computed},
                        row=self.table.numbers[i],
                        column=self.table.heading(field),
                        value=value,
                    )

    def write(self) -> None:
        LessonWriter(self).write()


def _latest_rules() -> dict[str, tuple[list[Rule], int]]:
    """The lines of the newest version of each shipped rule set."""
    found: dict[str, tuple[int, list[Rule], int]] = {}
    lines = CreditRule.objects.filter(version__rule_set__code__in=RULE_SETS.values()).order_by("version__number", "order", "pk")
    for line in lines.select_related("version__rule_set"):
        code, number = line.version.rule_set.code, line.version.number
        if code not in found or found[code][0] != number:
            found[code] = (number, [], line.version.places)
        found[code][1].append(
            Rule(line.form, line.value, line.unit, line.unit_minutes, line.from_minutes, line.below_minutes, line.mode)
        )
    return {code: (rules, places) for code, (_number, rules, places) in found.items()}


def register() -> None:
    share = values.choice({"全县共享": "all", "本单位": "unit", "共享": "all", "全部": "all", "all": "all", "unit": "unit"})
    required = values.choice(
        {"必修": True, "选修": False, "是": True, "否": False, "Y": True, "N": False, "必学": True, "选学": False}
    )
    registry.register(
        SheetSpec(
            name="lessons",
            title=gettext_lazy("课程"),
            order=50,
            load=LessonLoader,
            columns=[
                Column("code", ("code", "编码", "课程编码", "课程编号", "编号", "lesson_code"), values.code(), needed=True),
                Column("title", ("title", "名称", "课程名称", "题目", "标题"), values.text(200), needed=True),
                Column("tiers", ("tiers", "适用层次", "层次"), values.codes, needed=True),
                Column("competencies", ("competencies", "能力", "能力编码", "所教能力", "对应能力"), taught, needed=True),
                Column("minutes", ("minutes", "分钟", "时长", "时长（分钟）", "分钟数"), values.whole(1, 100_000), needed=True),
                Column("prerequisites", ("prerequisites", "先修", "先修课程"), values.codes),
                Column("form", ("form", "形式", "课程形式"), values.text(40)),
                Column("completion_rule", ("completion_rule", "完成标准", "完成规则"), values.text(200)),
                Column("lecturer_category", ("lecturer_category", "讲师类别", "师资类别", "类别"), values.text(40)),
                Column("lecturer_code", ("lecturer_code", "讲师编号", "讲师编码"), values.code()),
                Column("required_flag", ("required_flag", "必修选修", "必修/选修", "是否必修"), required),
                Column("site", ("site", "教学点"), values.text(120)),
                Column("share_scope", ("share_scope", "共享范围"), share),
                Column("owner_unit", ("owner_unit", "归属组织", "归属组织编码", "归属单位编码"), values.code()),
                Column("valid_until", ("valid_until", "有效期至", "有效期"), values.last_day),
                Column("hours_45min", ("hours_45min",), values.number(0, 10_000)),
                Column("hours_tiered", ("hours_tiered",), values.number(0, 10_000)),
            ],
            quiet=("序号", "备注", "no", "domain_code", "领域编码", "domain_name", "领域名称", "领域"),
            export=export_lessons,
            export_columns=COLUMNS,
        )
    )
