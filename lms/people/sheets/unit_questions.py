"""Names of units that nothing fits: asked once for each distinct name, answered by a unit, a new one, or by leaving out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets.questions import Choices, Question, created_under
from lms.core.sheets.run import Run
from lms.core.sheets.tables import Table

from ..models import KnownUnitName
from ..unit_words import BRANCH, kind_of, most_like, same_but_written_otherwise, unit_key
from .reach import Reach
from .unit_names import GROUP_KIND, UnitFinder, UnitRow

#: Answer for party groups: a group of this name below the branch of each row.
OWN = "own"
SAMPLES = 5

HEADINGS = {
    "branch": lambda: _("这些党支部是哪一个？"),
    "unit": lambda: _("这些单位是哪一个？"),
    "group": lambda: _("这些党小组怎样登记？"),
}


@dataclass
class Unknown:
    """One distinct name of a column with the places of its rows. ``candidates``: units that fit it equally well."""

    kind: str
    name: str
    context: str
    places: list[int] = field(default_factory=list)
    candidates: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{unit_key(self.name)}@{self.context}" if self.context else unit_key(self.name)


@dataclass
class Decision:
    """What an answer says: a unit, ``new`` below a parent (or ``OWN``), or neither: leave out. ``given``: answered just now."""

    unit: str | None = None
    new_below: str | None = None
    given: bool = False


class UnitQuestions:
    """Remembered answers first, then questions; what was answered just now is remembered when the import writes."""

    def __init__(self, run: Run, table: Table, finder: UnitFinder) -> None:
        self.run, self.table, self.finder = run, table, finder
        self.reach = Reach.of(run)
        self._known: dict[tuple[str, str, str], Decision] | None = None
        self._lists: dict[Any, Choices] = {}
        self.answered: list[tuple[Unknown, Decision]] = run.shared.setdefault("unit_answers", [])

    def remembered(self, kind: str, name: str, context: str = "") -> Decision | None:
        """What was answered before, by the nearest scope. One query for the whole import."""
        if self._known is None:
            self._known = self._read()
        key = unit_key(name)
        return self._known.get((kind, key, context)) or self._known.get((kind, key, ""))

    def _read(self) -> dict[tuple[str, str, str], Decision]:
        found: dict[tuple[str, str, str], Decision] = {}
        rows = list(KnownUnitName.objects.values_list("scope__code", "kind", "key", "context", "unit__code"))
        for scope in self.reach.chain():
            for where, kind, key, context, unit in rows:
                if where == scope and (unit is None or unit in self.finder.units):
                    found.setdefault((kind, key, context), Decision(unit))
        return found

    def ask(self, unknown: Unknown) -> Decision | None:
        """The answer; None while it is open."""
        answer = self.run.ask(self._question(unknown))
        if answer is None:
            return None
        below = created_under(answer)
        decision = Decision(None if below is not None or not answer else answer[0], below, given=True)
        self.answered.append((unknown, decision))
        return decision

    def _question(self, unknown: Unknown) -> Question:
        kind, table = unknown.kind, self.table
        choices = self._choices(unknown)
        names = table.get("name")
        near = unknown.candidates or most_like(unknown.name, {code: self.finder.units[code].name for code in choices.labels})
        return Question(
            kind=kind,
            key=unknown.key,
            value=f"{unknown.name}（{unknown.context}）" if unknown.context else unknown.name,
            sheet="roster",
            count=len(unknown.places),
            choices=choices,
            heading=HEADINGS[kind](),
            rows=tuple(table.numbers[i] for i in unknown.places[:SAMPLES]),
            samples=tuple(name for i in unknown.places[:SAMPLES] if isinstance(name := names[i], str)),
            parents=self._parents(kind),
            leave_out=_("不导入这些行") if kind == "branch" else _("不登记，其他内容照常导入"),
            suggestion=self._sure(unknown, choices),
            near=tuple(code for code in near if code in choices),
        )

    def _choices(self, unknown: Unknown) -> Choices:
        finder = self.finder
        if unknown.kind == "branch":
            return self._list("branches", finder.branches)
        if unknown.kind == "group":
            branches = {b for i in unknown.places if (b := self.table.values["branch"][i])}
            below = {code for branch in branches for code in finder.below[branch]}
            groups = [code for code in below if finder.units[code].kind == GROUP_KIND]
            return self._list("groups", sorted(groups)) if len(branches) == 1 else Choices("nogroups", {})
        allowed = {code for code in self.reach.chain() if code} | {code for code in finder.units if self.reach.covers(code)}
        return self._list("units", [c for c in finder.units if c in allowed and finder.units[c].kind != GROUP_KIND])

    def _list(self, name: str, codes: Sequence[str]) -> Choices:
        key = (name, tuple(codes)) if name == "groups" else name
        if key not in self._lists:
            labels = {code: self._label(code) for code in codes}
            self._lists[key] = Choices(f"{name}{len(self._lists)}" if name == "groups" else name, labels)
        return self._lists[key]

    def _label(self, code: str) -> str:
        unit = self.finder.units[code]
        parent = self.finder.units.get(unit.parent)
        return f"{unit.name}（{parent.name}）" if parent else unit.name

    def _parents(self, kind: str) -> Choices | None:
        reach = self.reach
        if kind == "group":
            may = not reach.is_limited or bool(reach.planting)
            return Choices("own", {OWN: _("各人所在的党支部")}) if may else None
        if "parents" not in self._lists:
            units = self.finder.units
            lowest = (GROUP_KIND, BRANCH)
            fit = [code for code, unit in units.items() if unit.kind not in lowest and reach.may_plant_below(code)]
            self._lists["parents"] = Choices("parents", {code: self._label(code) for code in fit})
        return self._lists["parents"] if self._lists["parents"].labels else None

    def _sure(self, unknown: Unknown, choices: Choices) -> tuple[str, ...] | None:
        if unknown.candidates:
            return None
        same = same_but_written_otherwise(unknown.name, {code: self.finder.units[code].name for code in choices.labels})
        return (same,) if same else None

    # ---- new units

    def new_unit(self, unknown: Unknown, parent: str) -> str:
        """The code of the unit that this import will make below ``parent``; the same name below the same parent is one unit."""
        planned: dict[tuple[str, str], str] = self.run.shared.setdefault("planned_units", {})
        place = (parent, unit_key(unknown.name))
        if place not in planned:
            code = self._free_code(parent)
            otherwise = GROUP_KIND if unknown.kind == "group" else ("单位" if unknown.kind == "unit" else BRANCH)
            kind = kind_of(unknown.name, otherwise)
            self.finder.add(UnitRow(code, unknown.name, kind, parent, unknown.kind != "unit"))
            planned[place] = code
            self._tell_new(unknown, kind, parent)
        return planned[place]

    def _tell_new(self, unknown: Unknown, kind: str, parent: str) -> None:
        table = self.table
        words = {"kind": kind, "name": unknown.name, "parent": self.finder.units[parent].name}
        self.run.problems.notice(
            table.file,
            _("将新建%(kind)s“%(name)s”，上级是“%(parent)s”") % words,
            row=table.numbers[unknown.places[0]],
            column=table.heading(f"{unknown.kind}_name"),
            value=unknown.name,
        )

    def _free_code(self, parent: str) -> str:
        at = 1 + sum(unit.parent == parent for unit in self.finder.units.values())
        while (code := f"{parent[:33]}-{at:02d}") in self.finder.units:
            at += 1
        return code
