"""Which sheets there are. Apps register theirs from ``ready()``; this module imports none of them.

A sheet has a ``SheetSpec``; another app may add columns to it with ``extend``. For each import every loader of a sheet is
made once and asked in three steps: ``check`` (find problems, write nothing), ``write`` and ``finish``
(after all sheets are written).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from . import normal
from .values import Convert

if TYPE_CHECKING:
    from .importer import Run
    from .tables import Table


@dataclass(frozen=True)
class Column:
    """A column: our name, the headings by which it is known (the first is shown), how its cells are read.

    ``needed``: the column and a value in each row. Of columns that share a ``group`` one is enough.
    """

    field: str
    headings: tuple[str, ...]
    convert: Convert
    needed: bool = False
    group: str = ""


class Loader:
    """Base of all loaders: one for each sheet and import."""

    def __init__(self, run: Run, table: Table) -> None:
        self.run, self.table = run, table

    def check(self) -> None:
        """Find problems; publish in ``run.shared`` what the sheets after this one need."""

    def check_late(self) -> None:
        """Find problems that need the checks of all sheets."""

    def write(self) -> None:
        """Write the rows. Only called when there is no error in any sheet."""

    def finish(self) -> None:
        """Write what needs all sheets to be written."""


@dataclass
class SheetSpec:
    """A sheet. ``quiet`` headings are known and not needed; ``dropped`` ones are never stored, and this is said."""

    name: str
    title: Any
    columns: list[Column]
    order: int
    load: type[Loader]
    quiet: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    extensions: list[type[Loader]] = field(default_factory=list)
    _lookup: dict[str, Column] = field(default_factory=dict, repr=False)

    def column_for(self, heading: str) -> Column | None:
        """The column that is known by ``heading``."""
        if not self._lookup:
            for column in self.columns:
                for known in (column.field, *column.headings):
                    self._lookup.setdefault(normal.heading_key(known), column)
        return self._lookup.get(normal.heading_key(heading)) or self._lookup.get(normal.short_heading_key(heading))

    def is_quiet(self, heading: str) -> bool:
        return normal.heading_key(heading) in {normal.heading_key(known) for known in self.quiet}

    def is_dropped(self, heading: str) -> bool:
        key = normal.short_heading_key(heading)
        return any(normal.heading_key(known) in key for known in self.dropped)

    def needed_groups(self) -> list[list[Column]]:
        """Columns that are needed; of each group one is enough."""
        groups: dict[Any, list[Column]] = {}
        for column in self.columns:
            if column.needed:
                groups.setdefault(column.group or column.field, []).append(column)
        return list(groups.values())


_specs: dict[str, SheetSpec] = {}
_waiting: list[tuple[str, list[Column], type[Loader]]] = []


def register(spec: SheetSpec) -> None:
    """Make a sheet known. A second registration of the same name replaces the first."""
    _specs[spec.name] = spec
    for waiting in [w for w in _waiting if w[0] == spec.name]:
        _waiting.remove(waiting)
        extend(*waiting)


def extend(sheet: str, columns: list[Column], load: type[Loader]) -> None:
    """Add ``columns`` and a loader to ``sheet``; may be called before the sheet itself is registered."""
    spec = _specs.get(sheet)
    if spec is None:
        _waiting.append((sheet, columns, load))
        return
    known = {column.field for column in spec.columns}
    spec.columns.extend(column for column in columns if column.field not in known)
    spec._lookup.clear()
    if load not in spec.extensions:
        spec.extensions.append(load)


def sheets() -> list[SheetSpec]:
    """All registered sheets in the order in which they are read."""
    return sorted(_specs.values(), key=lambda spec: spec.order)


def called(name: str) -> str:
    """What people call the sheet ``name``; other words are given back as they are."""
    spec = _specs.get(name)
    return _("“%(title)s”表") % {"title": spec.title} if spec else name
