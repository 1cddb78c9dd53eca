"""Find the unit that a cell means: by code, by name, or by an abbreviation that fits only one."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection
from functools import cached_property
from typing import NamedTuple

from lms.core.sheets import normal
from lms.core.sheets.rows import MOST_GUESSES
from lms.core.sheets.run import Run

from ..models import OrgUnit

GROUP_KIND = "党小组"


class UnitRow(NamedTuple):
    """A unit as it will be after the import. ``parent`` is a code, empty for a root."""

    code: str
    name: str
    kind: str
    parent: str
    holds: bool


class Match(NamedTuple):
    """What a name led to. Without ``code``: ``codes`` (several) with ``candidates`` as labels, or ``near`` (names like it)."""

    code: str | None
    is_short: bool = False
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def unit_rows(run: Run) -> dict[str, UnitRow]:
    """All units by code: those of the database, overlaid by those of the sheet once that was checked."""
    if "units" not in run.shared:
        rows = OrgUnit.objects.values_list("code", "name", "kind", "parent__code", "holds_membership")
        run.shared["units"] = {code: UnitRow(code, name, kind, parent or "", holds) for code, name, kind, parent, holds in rows}
    found: dict[str, UnitRow] = run.shared["units"]
    return found


class UnitFinder:
    """``covers``: which units the user may name; others are found by their exact name only, to be refused."""

    def __init__(self, units: dict[str, UnitRow], covers: Callable[[str], bool] = lambda code: True) -> None:
        self.units, self.covers = units, covers
        self.guesses = 0
        self.plain: dict[str, str] = {}
        self.signs: dict[str, frozenset[str]] = {}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for code in units:
            self._learn(code)

    def _learn(self, code: str) -> None:
        self.plain[code] = normal.plain(self.units[code].name)
        self.signs[code] = frozenset(self.plain[code])
        self.by_name[self.plain[code]].append(code)

    def add(self, unit: UnitRow) -> None:
        """A unit that this import will make."""
        self.units[unit.code] = unit
        self._learn(unit.code)
        for name in ("branches", "below"):
            self.__dict__.pop(name, None)

    @cached_property
    def branches(self) -> list[str]:
        """Units within reach that a member can belong to."""
        return [code for code, unit in self.units.items() if unit.kind != GROUP_KIND and unit.holds and self.covers(code)]

    def work_unit(self, name: str) -> str | None:
        """The unit of work called ``name`` where nothing else is known: of those that fit the one above all others."""
        key = normal.plain(name)
        fitting = self.by_name.get(key) or self._shortened(key, self.units)
        tops = [code for code in fitting if not set(self.above(code)) & set(fitting)]
        return tops[0] if len(tops) == 1 else None

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """For each unit the units under it."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in self.units:
            for upper in self.above(code):
                found[upper].append(code)
        return found

    def above(self, code: str) -> list[str]:
        """Codes of the units above ``code``, nearest first."""
        found: list[str] = []
        while (code := self.units[code].parent) and code not in found and code in self.units:
            found.append(code)
        return found

    def branch(self, name: str, within: str | None) -> Match:
        """The unit that may hold members and is called ``name``; ``within`` decides between several of one name."""
        return self._find(name, self.branches, within)

    def group(self, name: str, branch: str | None) -> Match:
        """The party group called ``name``; an abbreviation is looked for below ``branch`` only."""
        return self._find(name, list(self.units) if branch is None else self.below[branch], branch)

    def unit(self, name: str, branch: str | None) -> Match:
        """The unit of work called ``name``: an exact name, or an abbreviation of a unit above ``branch``, the highest first."""
        key = normal.plain(name)
        above = self.above(branch) if branch else []
        fitting = self._shortened(key, above)
        if fitting and key not in self.by_name:
            return Match(fitting[-1], is_short=True)
        return self._find(name, above or [code for code in self.units if self.covers(code)], branch)

    def _find(self, name: str, pool: Collection[str], within: str | None) -> Match:
        key = normal.plain(name)
        exact = self.by_name.get(key, [])
        if len(exact) > 1:
            exact = [code for code in exact if self.covers(code)] or exact[:1]
        if len(exact) > 1:
            exact = self._narrowed(exact, pool, within)
        if len(exact) == 1:
            return Match(exact[0])
        if exact:
            return Match(None, candidates=self._labels(exact), codes=tuple(exact))
        fitting = self._shortened(key, pool)
        if len(fitting) > 1 and within is not None:
            fitting = [c for c in fitting if within in self.above(c)] or fitting
        if len(fitting) == 1:
            return Match(fitting[0], is_short=True)
        if fitting:
            return Match(None, candidates=self._labels(fitting), codes=tuple(fitting))
        self.guesses += 1
        if self.guesses > MOST_GUESSES:
            return Match(None)
        names = [self.units[code].name for code in pool]
        return Match(None, near=tuple(difflib.get_close_matches(name, names, n=3, cutoff=0.4)))

    def _shortened(self, key: str, pool: Collection[str]) -> list[str]:
        """Units of ``pool`` whose name ``key`` abbreviates. Looks at the set of signs first, which is much quicker."""
        signs = set(key)
        return [c for c in pool if len(key) > 1 and signs <= self.signs[c] and normal.is_subsequence(key, self.plain[c])]

    def _narrowed(self, codes: list[str], pool: Collection[str], within: str | None) -> list[str]:
        for better in (
            [c for c in codes if within is not None and within in self.above(c)],
            [c for c in codes if c in pool and (within is None or within in self.above(c))],
            [c for c in codes if c in pool],
        ):
            if len(better) == 1:
                return better
        return codes

    def _labels(self, codes: list[str]) -> tuple[str, ...]:
        return tuple(f"{self.units[c].name}（{c}）" for c in codes[:8])
