"""Branch, unit of work and party group of each row of a roster, as codes of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lms.core.sheets import normal
from lms.core.sheets.registry import called
from lms.core.sheets.rows import nothing_yet, unknown
from lms.core.sheets.run import Run
from lms.core.sheets.tables import BAD, Table

from ..unit_words import unit_key
from .reach import Reach, outside
from .unit_names import Match, UnitFinder, unit_rows
from .unit_questions import OWN, Decision, UnitQuestions, Unknown


def resolve_places(run: Run, table: Table) -> None:
    """Add the columns ``branch``, ``unit`` and ``group`` (codes of units) to the table; ask or tell what cannot be found."""
    finder = UnitFinder(unit_rows(run), Reach.of(run).covers)
    places = _Places(run, table, finder)
    table.values["branch"] = places.column("branch", places.work_units(), finder.branch)
    places.refuse_foreign()
    table.values["unit"] = places.column("unit", table.values["branch"], finder.unit)
    table.values["group"] = places.column("group", table.values["branch"], finder.group)


Tell = Callable[[int], None]
Find = Callable[[str, "str | None"], Match]
#: Code, name, code of what decides between several, and for branches the unit of work as written.
Cell = tuple[Any, Any, Any, str]


class _Found(NamedTuple):
    """What a combination of cells led to. ``tell`` says of a row what is to be said; ``open``: nobody knows the name yet."""

    code: str | None
    tell: Tell | None = None
    open: Match | None = None


class _Places:
    def __init__(self, run: Run, table: Table, finder: UnitFinder) -> None:
        self.run, self.table, self.finder = run, table, finder
        self.reach = Reach.of(run)
        self.questions = UnitQuestions(run, table, finder)
        self.is_silent = "org_units" in run.unreadable

    def work_units(self) -> list[str | None]:
        """Code of the unit of work of each row as far as it is certain: it decides between branches of one name."""
        cells = list(zip(self.table.get("unit_code"), self.table.get("unit_name"), strict=True))
        known: dict[Any, str | None] = {}
        for cell in dict.fromkeys(cells):
            code, name = (None if part is BAD else part for part in cell)
            if code is not None:
                known[cell] = code if code in self.finder.units else None
            else:
                known[cell] = self.finder.work_unit(name) if name else None
        return [known[cell] for cell in cells]

    def column(self, kind: str, context: list[Any], find: Find) -> list[Any]:
        """Codes of units for the columns ``<kind>_code`` and ``<kind>_name``; each combination is looked up once."""
        cells = self._cells(kind, context)
        found = {cell: self._look_up(kind, cell, find) for cell in dict.fromkeys(cells)}
        asks = self.run.can_ask and not self.is_silent and bool(self.finder.units)
        told = {cell for cell, one in found.items() if one.tell is not None and not (asks and one.open)}
        if told and not self.is_silent:
            for i, cell in enumerate(cells):
                if cell in told and (tell := found[cell].tell) is not None:
                    tell(i)
                    if kind == "unit" and found[cell].code is not None:
                        told.discard(cell)
        codes = [found[cell].code for cell in cells]
        if asks and any(one.open for one in found.values()):
            self._ask(kind, cells, found, codes)
        return codes

    def _cells(self, kind: str, context: list[Any]) -> list[Cell]:
        beside: Iterable[str] = repeat("")
        if kind == "branch" and self.table.has("unit_name"):
            beside = [unit_key(name) if isinstance(name, str) else "" for name in self.table.get("unit_name")]
        return list(zip(self.table.get(f"{kind}_code"), self.table.get(f"{kind}_name"), context, beside))  # noqa: B905

    def _ask(self, kind: str, cells: list[Cell], found: dict[Cell, _Found], codes: list[Any]) -> None:
        """One question for each distinct name; fills in ``codes``. The unit of work counts only where it tells names apart."""
        contexts: dict[str, set[str]] = defaultdict(set)
        for cell, one in found.items():
            if one.open:
                contexts[unit_key(cell[1])].add(cell[3])
        asked: dict[tuple[str, str], Unknown] = {}
        for i, cell in enumerate(cells):
            match = found[cell].open
            if match is not None and i not in self.table.broken:
                key = unit_key(cell[1])
                context = cell[3] if len(contexts[key]) > 1 else ""
                name = asked.setdefault((key, context), Unknown(kind, cell[1], context, candidates=match.codes))
                name.places.append(i)
        for name in asked.values():
            decision = self.questions.ask(name)
            for i in name.places:
                codes[i] = self._decided(name, decision, i)

    def _decided(self, name: Unknown, decision: Decision | None, i: int) -> str | None:
        """The code for row ``i``: the unit answered or planned; without one the row is left out, waits, or goes without."""
        if decision is None:
            if name.kind == "branch":
                self.table.wait(i)
            return None
        if decision.new_below is not None:
            own = decision.new_below == OWN
            parent = self.table.values["branch"][i] if own else decision.new_below
            return self.questions.new_unit(name, parent) if parent else None
        if decision.unit is None and name.kind == "branch":
            self.table.leave(i)
        return decision.unit

    def refuse_foreign(self) -> None:
        """Rows of branches that the user does not administer."""
        if not self.reach.is_limited:
            return
        column = "branch_code" if self.table.has("branch_code") else "branch_name"
        for i, code in enumerate(self.table.values["branch"]):
            if code is not None and not self.reach.covers(code):
                outside(self.run, self.table, i, column)

    def _look_up(self, kind: str, cell: Cell, find: Find) -> _Found:
        code, name, within, beside = (None if part is BAD else part for part in cell)
        if code is not None:
            return self._by_code(kind, code, name)
        if not name:
            return _Found(None)
        match = find(name, within)
        if match.code is None or match.is_short:
            known = self.questions.remembered(kind, name, beside or "")
            if known is not None:
                leaves = known.unit is None and kind == "branch"
                return _Found(known.unit, self.table.leave if leaves else None)
        if match.code is None:
            return _Found(None, lambda i: self._not_found(kind, name, match, i), match)
        if match.is_short:
            return _Found(match.code, lambda i: self._short(kind, name, match.code or "", i))
        return _Found(match.code)

    def _by_code(self, kind: str, code: str, name: str | None) -> _Found:
        unit = self.finder.units.get(code)
        if unit is None:
            return _Found(None, lambda i: self._unknown_code(kind, code, i))
        if kind == "branch" and not self.reach.covers(code):
            return _Found(code)
        if name and kind != "unit" and not normal.is_subsequence(normal.plain(name), normal.plain(unit.name)):
            return _Found(code, lambda i: self._other_name(kind, code, name, i))
        if kind == "branch" and not unit.holds:
            return _Found(code, lambda i: self._holds_none(code, i))
        return _Found(code)

    def _unknown_code(self, kind: str, code: str, i: int) -> None:
        known = [one for one in self.finder.units if self.reach.covers(one)]
        unknown(self.table, self.run.problems, i, f"{kind}_code", code, known, what=_("组织编码"), where="org_units")
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
