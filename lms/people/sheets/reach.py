"""How far an import may reach: everything on the command line and for a superuser, else the user's own units and below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets.run import Run
from lms.core.sheets.tables import Table

from ..models import OrgUnit
from ..roles import ADMIN_ROLES, COMMITTEE_ROLES, Role
from ..scopes import grant_paths, has_role, sees_all
from .unit_names import UnitRow, unit_rows

#: Roles that may put new units into the tree.
PLANTING = (Role.COMMITTEE, Role.UNIT)


@dataclass
class Reach:
    """``tops``: codes of the units that the user's grants name, with their ids; None: everything is within reach.

    ``planting``: codes of those below which the user may make new units. ``shares``: may change what everybody shares.
    """

    units: Mapping[str, UnitRow]
    tops: dict[str, int] | None = None
    planting: frozenset[str] = frozenset()
    shares: bool = True
    _known: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> Reach:
        """The one of this import. Two queries at most."""
        if "reach" not in run.shared:
            run.shared["reach"] = cls._made(run)
        found: Reach = run.shared["reach"]
        return found

    @classmethod
    def _made(cls, run: Run) -> Reach:
        units, user = unit_rows(run), run.by
        if user is None or sees_all(user):
            return cls(units)
        paths, planting = grant_paths(user, ADMIN_ROLES), set(grant_paths(user, PLANTING))
        outer = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
        rows = list(OrgUnit.objects.filter(path__in={*outer, *planting}).values_list("code", "pk", "path"))
        tops = {code: pk for code, pk, path in rows if path in outer}
        return cls(units, tops, frozenset(c for c, _pk, path in rows if path in planting), has_role(user, COMMITTEE_ROLES))

    @property
    def is_limited(self) -> bool:
        return self.tops is not None

    def covers(self, code: str) -> bool:
        """Whether the unit lies within reach."""
        if self.tops is None:
            return True
        if code not in self._known:
            self._known[code] = any(one in self.tops for one in (code, *above(self.units, code)))
        return self._known[code]

    def may_plant_below(self, code: str) -> bool:
        return self.tops is None or any(one in self.planting for one in (code, *above(self.units, code)))

    def scopes(self) -> list[int | None]:
        """Ids of the units for which an answer of this user is remembered; [None]: everywhere."""
        return [None] if self.tops is None else list(self.tops.values())

    def chain(self) -> list[str | None]:
        """Codes of the units whose remembered answers hold for the whole of this import, nearest first; None is everywhere."""
        found: dict[str, Any] = {}
        for top in self.tops or ():
            found.update(dict.fromkeys((top, *above(self.units, top))))
        return [*found, None]


def outside(run: Run, table: Table, i: int, column: str, remedy: str = "") -> None:
    """Refuse row ``i``: it is about what the user does not administer. Says nothing more about it."""
    run.problems.error(
        table.file,
        _("不在您管理的范围内"),
        remedy or _("请删去这一行，或交上级管理员导入"),
        row=table.numbers[i],
        column=table.heading(column),
        value=table.get(column)[i],
    )
    table.broken.add(i)


def above(units: Mapping[str, UnitRow], code: str) -> Iterator[str]:
    """Codes of the units above ``code``, nearest first."""
    seen = {code}
    while code in units and (code := units[code].parent) and code not in seen:
        seen.add(code)
        yield code
