"""Which sheets there are. Apps register theirs from ``ready()``; this module imports none of them.

A sheet has a ``SheetSpec``; another app may add columns to it with ``extend``. For each import every loader of a sheet is
made once and asked in three steps: ``check`` (find problems, write nothing), ``write`` and ``finish``
(after all sheets are written).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .. import opening
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


Gate = Callable[[Any], bool]
Row = dict[str, Any]
ExportMore = Callable[[list[Row], Any], None]

#: A column that our own sheets of problems add: never read.
PROBLEM_HEADING = "问题"


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
    #: Other names under which such a file comes (in small letters), beside ``name`` and ``title``.
    also_called: tuple[str, ...] = ()
    #: Who may upload it; None: whoever may prepare the site (committee, superuser).
    may_upload: Gate | None = None
    #: The rows that are there now, as far as the user may see them, in the layout that comes in: values by field.
    #: Only the columns of the own app; others fill theirs in through ``export_more``. None: nothing to export.
    export: Callable[[Any], Iterable[Row]] | None = None
    #: Columns of the export as (field, heading), where they are not simply all columns with their first Chinese heading.
    export_columns: tuple[tuple[str, str], ...] | None = None
    #: Fill in the columns of other apps, some rows at a time. Each gets the rows (dictionaries) and the user.
    export_more: list[tuple[list[Column], ExportMore]] = field(default_factory=list)
    #: After an import: row number → number that was given, where the sheet had none. For "the same sheet with numbers".
    numbers: Callable[[Run, Table], Mapping[int, str]] | None = None
    #: The field that ``numbers`` fills in.
    number_field: str = "code"
    #: Whether rows are about persons: staged uploads of it go when somebody is erased.
    is_personal: bool = False
    _lookup: dict[str, Column] = field(default_factory=dict, repr=False)

    def column_for(self, heading: str) -> Column | None:
        """The column that is known by ``heading``."""
        if not self._lookup:
            for column in self.columns:
                for known in (column.field, *column.headings):
                    self._lookup.setdefault(normal.heading_key(known), column)
        return self._lookup.get(normal.heading_key(heading)) or self._lookup.get(normal.short_heading_key(heading))

    def is_quiet(self, heading: str) -> bool:
        return normal.heading_key(heading) in {normal.heading_key(known) for known in (*self.quiet, PROBLEM_HEADING)}

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
_waiting: list[tuple[str, list[Column], type[Loader], ExportMore | None]] = []


def register(spec: SheetSpec) -> None:
    """Make a sheet known. A second registration of the same name replaces the first."""
    _specs[spec.name] = spec
    for waiting in [w for w in _waiting if w[0] == spec.name]:
        _waiting.remove(waiting)
        extend(*waiting)


def extend(sheet: str, columns: list[Column], load: type[Loader], export: ExportMore | None = None) -> None:
    """Add ``columns`` and a loader to ``sheet``; may be called before the sheet itself is registered.

    ``export`` fills these columns in when the sheet is exported.
    """
    spec = _specs.get(sheet)
    if spec is None:
        _waiting.append((sheet, columns, load, export))
        return
    known = {column.field for column in spec.columns}
    spec.columns.extend(column for column in columns if column.field not in known)
    spec._lookup.clear()
    if load not in spec.extensions:
        spec.extensions.append(load)
        if export is not None:
            spec.export_more.append((columns, export))


def sheets() -> list[SheetSpec]:
    """All registered sheets in the order in which they are read."""
    return sorted(_specs.values(), key=lambda spec: spec.order)


def sheet(name: str) -> SheetSpec | None:
    """The sheet that is registered as ``name``."""
    return _specs.get(name)


def may_upload(user: Any, spec: SheetSpec) -> bool:
    """Whether ``user`` may upload ``spec``. Whose rows are let in is the loader's matter (``run.by``)."""
    if not getattr(user, "is_active", False):
        return False
    return spec.may_upload(user) if spec.may_upload is not None else opening.may_prepare(user)


def may_export(user: Any, spec: SheetSpec) -> bool:
    """Whether ``user`` may download ``spec`` as it stands: whoever may upload it."""
    return spec.export is not None and may_upload(user, spec)


def called(name: str) -> str:
    """What people call the sheet ``name``; other words are given back as they are."""
    spec = _specs.get(name)
    return _("“%(title)s”表") % {"title": spec.title} if spec else name
