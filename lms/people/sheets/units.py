"""The sheet ``org_units``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.models import Revision
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec, called
from lms.core.sheets.rows import cycle_in, differing, reindex, save_changed, settle, unknown
from lms.core.sheets.tables import BAD

from ..actions.units import MAX_DEPTH, NewUnit, move_unit, plant_units
from ..models import Member, OrgUnit
from . import exports
from .reach import Reach, outside
from .unit_names import UnitRow, unit_rows

FIELDS = ("sort_order", "site", "label", "holds_membership")
PERSONS = {"secretary_code": "secretary_id", "training_contact_code": "training_contact_id"}


class UnitLoader(Loader):
    def check(self) -> None:
        table, problems = self.table, self.run.problems
        codes = table.get("code")
        self.rows = settle(table, problems, codes, {c.field: table.get(c.field) for c in table.spec.columns}, "code")
        tree = unit_rows(self.run)
        self._refuse_foreign(tree)
        names, kinds, parents, holds = (table.get(n) for n in ("name", "type", "parent_code", "holds_membership"))
        there = set(tree) | {code for code in codes if code is not None and code is not BAD}
        self.places = {codes[i]: i for i in self.rows}
        for code, i in self.places.items():
            old = tree.get(code)
            parent = parents[i] or (old.parent if old else "")
            if parents[i] and parents[i] not in there:
                unknown(table, problems, i, "parent_code", parents[i], there, what=_("上级组织"), where="org_units")
                parent = ""
            held = holds[i] if holds[i] is not None else (old.holds if old else True)
            tree[code] = UnitRow(code, names[i], kinds[i], parent, held)
        for code in there - set(tree):
            tree[code] = UnitRow(code, code, "", "", True)
        self._check_tree(tree)

    def _refuse_foreign(self, tree: dict[str, UnitRow]) -> None:
        """Units that the user does not administer stay as they are, nothing is hung below them, and there is no new root."""
        reach = Reach.of(self.run)
        if not reach.is_limited:
            return
        codes, parents = self.table.get("code"), self.table.get("parent_code")
        for i in self.rows:
            code, parent = codes[i], parents[i]
            if code in tree and not reach.covers(code):
                outside(self.run, self.table, i, "code")
            elif parent in tree and not reach.covers(parent) and not (code in tree and tree[code].parent == parent):
                outside(self.run, self.table, i, "parent_code")
            elif code not in tree and not parent:
                outside(self.run, self.table, i, "code", _("新的组织请写明上级组织"))
        self.rows = [i for i in self.rows if i not in self.table.broken]

    def _check_tree(self, tree: dict[str, UnitRow]) -> None:
        table = self.table
        circle = cycle_in({code: [unit.parent] if unit.parent else [] for code, unit in tree.items()})
        if circle:
            row = next((self.places[code] for code in circle if code in self.places), 0)
            self.run.problems.error(
                table.file,
                _("上级组织成环：%(codes)s") % {"codes": " → ".join(circle)},
                _("请改正其中一个上级编码"),
                row=table.numbers[row],
                column=table.heading("parent_code"),
                value=tree[circle[0]].parent,
            )
            for code in circle:
                tree[code] = tree[code]._replace(parent="")
            self.run.shared["tree_is_broken"] = True
            return
        for code, i in self.places.items():
            depth, above = 0, tree[code].parent
            while above and depth <= MAX_DEPTH:
                depth, above = depth + 1, tree[above].parent
            if depth >= MAX_DEPTH:
                self.run.problems.error(
                    table.file,
                    _("组织层级过深"),
                    _("最多 %(depth)s 级") % {"depth": MAX_DEPTH},
                    row=table.numbers[i],
                    column=table.heading("parent_code"),
                    value=code,
                )

    def check_late(self) -> None:
        """Secretaries and contacts may stand in the roster of the same import."""
        wanted = {
            (i, field): code for field in PERSONS for i, code in enumerate(self.table.get(field)) if i in set(self.rows) and code
        }
        known = set(self.run.shared.get("member_codes", ()))
        rest = set(wanted.values()) - known
        known |= set(Member.objects.filter(code__in=rest).values_list("code", flat=True))
        for (i, field), code in wanted.items():
            if code in known:
                continue
            if "roster" in self.run.tables:
                unknown(self.table, self.run.problems, i, field, code, known, what=_("学员编号"), where="roster")
            elif "roster" not in self.run.unreadable:
                self.run.problems.notice(
                    self.table.file,
                    _("还没有这名学员，暂不登记"),
                    _("导入%(sheet)s后再导入本表") % {"sheet": called("roster")},
                    row=self.table.numbers[i],
                    column=self.table.heading(field),
                    value=code,
                )

    def write(self) -> None:
        table = self.table
        names, kinds, parents = (table.get(n) for n in ("name", "type", "parent_code"))
        columns = {name: table.get(name) for name in FIELDS}
        existing = OrgUnit.objects.in_bulk(field_name="code")
        fresh, changed, moved = [], [], []
        fields: set[str] = set()
        for i in self.rows:
            code = table.get("code")[i]
            wanted = {name: values_[i] for name, values_ in columns.items()}
            unit = existing.get(code)
            if unit is None:
                given = {name: value for name, value in wanted.items() if value is not None}
                fresh.append(NewUnit(code, names[i], kinds[i], parents[i] or "", given))
                continue
            if found := differing(unit, {"name": names[i], "kind": kinds[i], **wanted}):
                changed.append(unit)
                fields.update(found)
            if parents[i] and (
                unit.parent_id is None or existing.get(parents[i]) is None or existing[parents[i]].pk != unit.parent_id
            ):
                moved.append((unit, parents[i]))
        created = plant_units(fresh)
        save_changed(OrgUnit, changed, fields)
        self._move(moved)
        self.touched = {unit.pk for unit in changed} | {unit.pk for unit, _parent in moved}
        self.created = {unit.pk for unit in created.values()}
        self.run.count("org_units", added=len(created), changed=len(self.touched))
        reindex([*created.values(), *changed])
        if changed:
            Revision.bump("people")

    def _move(self, moved: list[tuple[OrgUnit, str]]) -> None:
        """From the top of the wanted tree down, so that no move passes through a circle."""
        tree = unit_rows(self.run)

        def depth(code: str) -> int:
            return 0 if not tree[code].parent else 1 + depth(tree[code].parent)

        for unit, parent in sorted(moved, key=lambda pair: depth(pair[0].code)):
            move_unit(unit=unit, parent=OrgUnit.objects.get(code=parent), on=self.run.today, by=self.run.by)

    def finish(self) -> None:
        codes = [code for field in PERSONS for code in self.table.get(field) if code]
        members = dict(Member.objects.filter(code__in=codes).values_list("code", "pk"))
        units = OrgUnit.objects.in_bulk(list(self.places), field_name="code")
        changed = []
        fields: set[str] = set()
        for code, i in self.places.items():
            wanted: dict[str, Any] = {attribute: members.get(self.table.get(field)[i]) for field, attribute in PERSONS.items()}
            if found := differing(units[code], wanted):
                changed.append(units[code])
                fields.update(name.removesuffix("_id") for name in found)
        save_changed(OrgUnit, changed, fields)
        self.run.count("org_units", changed=len({unit.pk for unit in changed} - self.created - self.touched))


def register() -> None:
    registry.register(
        SheetSpec(
            name="org_units",
            title=gettext_lazy("组织"),
            order=30,
            load=UnitLoader,
            may_upload=exports.rules,
            export=exports.units,
            export_columns=exports.UNITS,
            columns=[
                Column("code", ("code", "编码", "组织编码", "org_code", "unit_code"), values.code(), needed=True),
                Column("name", ("name", "名称", "组织名称", "党组织名称", "全称"), values.text(120), needed=True),
                Column("type", ("type", "类型", "组织类型", "组织类别", "kind"), values.text(40), needed=True),
                Column("parent_code", ("parent_code", "上级编码", "上级组织编码", "上级组织", "parent"), values.code()),
                Column("sort_order", ("sort_order", "排序", "顺序"), values.whole(-100_000, 10_000_000)),
                Column("holds_membership", ("holds_membership", "接收组织关系"), values.flag),
                Column("site", ("site", "所在片区", "片区", "工作片区", "地点"), values.text(80)),
                Column("label", ("label", "分类标签", "标签"), values.text(40)),
                Column("secretary_code", ("secretary_code", "书记编号", "书记学员编号"), values.code()),
                Column("training_contact_code", ("training_contact_code", "培训联络员编号", "联络员编号"), values.code()),
            ],
            quiet=("序号", "备注", "depth", "层级", "member_count", "党员数", "人数", "no"),
        )
    )
