"""One import: read all sheets, check all of them, then write all or nothing."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import clock
from ..models import ImportRun
from . import normal, registry
from .files import EXTENSIONS
from .problems import Problems
from .registry import Loader
from .tables import Table, mark_broken, read_table


@dataclass
class Count:
    """Rows of one sheet: read, and what became of them."""

    read: int = 0
    added: int = 0
    changed: int = 0


@dataclass
class Run:
    """What all loaders of one import share.

    ``shared`` holds what one sheet tells the later ones (such as ``competency``: codes → ids, None before they are written).
    """

    today: dt.date
    by: Any = None
    problems: Problems = field(default_factory=Problems)
    shared: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Count] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    #: Sheets that are there but could not be read: what they lack is not told a second time.
    unreadable: set[str] = field(default_factory=set)

    def count(self, sheet: str, *, added: int = 0, changed: int = 0) -> None:
        self.counts[sheet].added += added
        self.counts[sheet].changed += changed

    @property
    def has_changes(self) -> bool:
        return any(count.added or count.changed for count in self.counts.values())


class _DryRun(Exception):
    """Rolls the transaction of a dry run back."""


def import_folder(folder: Path, *, by: Any = None, dry_run: bool = False) -> Run:
    """Import the known sheets of ``folder``. With any error nothing is written: look at ``run.problems.errors``."""
    with _collector_paused():
        return _import(folder, Run(today=clock.today(), by=by), dry_run)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A large roster makes millions of objects and no circles; looking for circles among them took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import(folder: Path, run: Run, dry_run: bool) -> Run:
    loaders = _read(_choose(folder, run), run)
    for loader in loaders:
        loader.check()
    for loader in loaders:
        loader.check_late()
    if not run.problems.errors:
        try:
            with transaction.atomic():
                _write(loaders, run)
                if dry_run:
                    raise _DryRun
        except _DryRun:
            pass
        except ValidationError as problem:
            run.problems.error(str(folder), "；".join(problem.messages), _("请改正后重新导入"))
        except IntegrityError:
            run.problems.error(str(folder), _("数据在导入期间被别处修改"), _("请重新导入"))
    return run


def _choose(folder: Path, run: Run) -> dict[str, Path]:
    """The file of each sheet. Names the files that are passed over."""
    problems = run.problems
    if not folder.is_dir():
        problems.error(str(folder), _("不是文件夹"), _("请给出存放表格的文件夹"))
        return {}
    specs = {spec.name: spec for spec in registry.sheets()}
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            continue
        stem = normal.plain(path.stem).lower()
        if stem in specs and path.suffix.lower() in EXTENSIONS:
            found.setdefault(stem, []).append(path)
        else:
            problems.notice(path.name, _("不是要导入的表，已跳过"))
    for name, paths in found.items():
        if len(paths) > 1:
            run.unreadable.add(name)
            names = "、".join(path.name for path in paths)
            problems.error(paths[0].name, _("同一张表有两个文件：%(names)s") % {"names": names}, _("请只留一个"))
    if not found:
        problems.error(
            str(folder), _("没有可导入的表"), _("请放入：%(names)s（.csv、.xlsx 或 .xls）") % {"names": "、".join(specs)}
        )
    return {name: paths[0] for name, paths in found.items() if len(paths) == 1}


def _read(chosen: dict[str, Path], run: Run) -> list[Loader]:
    loaders: list[Loader] = []
    for spec in registry.sheets():
        if spec.name not in chosen:
            continue
        table = read_table(chosen[spec.name], spec, run.problems)
        if table is None:
            run.unreadable.add(spec.name)
            continue
        mark_broken(table)
        run.tables[spec.name] = table
        run.counts[spec.name] = Count(read=len(table))
        loaders += [load(run, table) for load in (spec.load, *spec.extensions)]
    return loaders


def _write(loaders: list[Loader], run: Run) -> None:
    entry = ImportRun(day=run.today, by=run.by, files=[table.file for table in run.tables.values()])
    first = not ImportRun.objects.exists()
    if first:
        entry.save()
    for loader in loaders:
        loader.write()
    for loader in loaders:
        loader.finish()
    if not run.has_changes:
        if first:
            entry.delete()
        return
    entry.counts = {
        name: {"read": count.read, "added": count.added, "changed": count.changed} for name, count in run.counts.items()
    }
    entry.save()
    log(instance=entry, action="lms.import", user=run.by, data={"files": entry.files, "rows": entry.counts})
