"""Branch, unit of work and party group of each row of a roster, as codes of units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets import normal
from lms.core.sheets.importer import Run
from lms.core.sheets.registry import called
from lms.core.sheets.rows import nothing_yet, unknown
from lms.core.sheets.tables import BAD, Table

from .unit_names import Match, UnitFinder, unit_rows


def resolve_places(run: Run, table: Table) -> None:
    """Add the columns ``branch``, ``unit`` and ``group`` (codes of units) to the table; tell what cannot be found."""
    finder = UnitFinder(unit_rows(run))
    places = _Places(run, table, finder)
    units = places.column("unit", [None] * len(table), None)
    table.values["branch"] = places.column("branch", units, finder.branch)
    table.values["unit"] = places.column("unit", table.values["branch"], finder.unit)
    table.values["group"] = places.column("group", table.values["branch"], finder.group)


class _Places:
    def __init__(self, run: Run, table: Table, finder: UnitFinder) -> None:
        self.run, self.table, self.finder = run, table, finder
        self.is_silent = "org_units" in run.unreadable

    def column(self, kind: str, context: list[Any], find: Callable[[str, str | None], Match] | None) -> list[Any]:
        """Codes of units for the columns ``<kind>_code`` and ``<kind>_name``; each combination is looked up once.

        Without ``find`` only codes are taken, and nothing is told.
        """
        cells = list(zip(self.table.get(f"{kind}_code"), self.table.get(f"{kind}_name"), context, strict=True))
        found: dict[Any, tuple[str | None, Callable[[int], None] | None]] = {}
        for cell in dict.fromkeys(cells):
            code, name, within = (None if part is BAD else part for part in cell)
            if find is None:
                found[cell] = (code if code in self.finder.units else None, None)
            else:
                found[cell] = self._look_up(kind, code, name, within, find)
        told = {cell for cell, (_code, tell) in found.items() if tell is not None}
        if told and not self.is_silent:
            for i, cell in enumerate(cells):
                if cell in told and (tell := found[cell][1]) is not None:
                    tell(i)
                    if kind == "unit" and found[cell][0] is not None:
                        told.discard(cell)
        return [found[cell][0] for cell in cells]

    def _look_up(
        self, kind: str, code: str | None, name: str | None, within: str | None, find: Callable[[str, str | None], Match]
    ) -> tuple[str | None, Callable[[int], None] | None]:
        if code is not None:
            if code not in self.finder.units:
                return None, lambda i: self._unknown_code(kind, code, i)
            if (
                name
                and not normal.is_subsequence(normal.plain(name), normal.plain(self.finder.units[code].name))
                and kind != "unit"
            ):
                return code, lambda i: self._other_name(kind, code, name, i)
            if kind == "branch" and not self.finder.units[code].holds:
                return code, lambda i: self._holds_none(code, i)
            return code, None
        if not name:
            return None, None
        match = find(name, within)
        if match.code is None:
            return None, lambda i: self._not_found(kind, name, match, i)
        if match.is_short:
            return match.code, lambda i: self._short(kind, name, match.code or "", i)
        return match.code, None

    def _unknown_code(self, kind: str, code: str, i: int) -> None:
        unknown(self.table, self.run.problems, i, f"{kind}_code", code, self.finder.units, what=_("组织编码"), where="org_units")
        self.table.broken.add(i)

    def _holds_none(self, code: str, i: int) -> None:
        self.run.problems.notice(
            self.table.file,
            _("“%(name)s”不接收组织关系") % {"name": self.finder.units[code].name},
            _("请核对所在党支部"),
            row=self.table.numbers[i],
            column=self.table.heading("branch_code"),
            value=code,
        )

    def _other_name(self, kind: str, code: str, name: str, i: int) -> None:
        self.run.problems.notice(
            self.table.file,
            _("名称与编码不一致，按编码 %(code)s（%(name)s）处理") % {"code": code, "name": self.finder.units[code].name},
            _("请核对"),
            row=self.table.numbers[i],
            column=self.table.heading(f"{kind}_name"),
            value=name,
        )

    def _short(self, kind: str, name: str, code: str, i: int) -> None:
        self.run.problems.notice(
            self.table.file,
            _("按简称认作“%(name)s”（%(code)s）") % {"name": self.finder.units[code].name, "code": code},
            _("若不对请写全称或编码"),
            row=self.table.numbers[i],
            column=self.table.heading(f"{kind}_name"),
            value=name,
        )

    def _not_found(self, kind: str, name: str, match: Match, i: int) -> None:
        heading = self.table.heading(f"{kind}_name")
        if kind == "unit":
            self.run.problems.notice(
                self.table.file,
                _("组织中没有唯一对应的单位，所在单位未登记"),
                _("需要时请填单位编码"),
                row=self.table.numbers[i],
                column=heading,
                value=name,
            )
            return
        if match.candidates:
            message, remedy = _("名称不唯一"), _("请写全称或编码，可能是：%(names)s") % {"names": "、".join(match.candidates)}
        else:
            if not self.finder.units:
                nothing_yet(self.table, self.run.problems, f"{kind}_name", what=_("组织"), where="org_units")
                self.table.broken.add(i)
                return
            message, remedy = _("没有这个组织"), _("请改正，或在%(sheet)s中补上") % {"sheet": called("org_units")}
            if match.near:
                remedy += _("；相近的有：%(names)s") % {"names": "、".join(match.near)}
        self.run.problems.error(self.table.file, message, remedy, row=self.table.numbers[i], column=heading, value=name)
        self.table.broken.add(i)
