"""One import: read all sheets, check all of them, then write all or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import clock
from ..models import ImportRun
from . import normal, registry
from .checking import check_all, check_good_rows
from .files import EXTENSIONS
from .questions import Answers, Asked
from .registry import Loader
from .run import Change, Count, Run
from .tables import read_table

__all__ = ["Change", "Count", "Run", "import_folder"]


class _DryRun(Exception):
    """Rolls the transaction of a dry run back."""


class _Outdated(Exception):
    """Rolls back what is not what was looked at."""


def import_folder(
    folder: Path,
    *,
    by: Any = None,
    dry_run: bool = False,
    answers: Answers | None = None,
    good_rows_only: bool = False,
    as_correction: bool = False,
    tells_changes: bool = False,
    expected: Mapping[str, tuple[int, int]] | None = None,
    progress: Callable[[str, str, int], None] | None = None,
) -> Run:
    """Import the known sheets of ``folder``. With any error nothing is written: look at ``run.problems.errors``.

    ``answers`` (an empty dictionary will do) says that somebody can be asked: with open questions (``run.asked.open``) nothing is
    written. ``good_rows_only``: rows with problems or open questions are left out (``run.left_out``) and the others are written,
    unless a problem concerns a sheet as a whole. ``expected``: rows added and changed by sheet as they were shown; where the data
    have changed since, nothing is written and ``run.is_outdated`` is set.
    """
    run = Run(
        today=clock.today(), by=by, asked=Asked(answers), as_correction=as_correction, progress=progress,
        changes=[] if tells_changes else None,
    )  # fmt: skip
    with _collector_paused():
        return _import(folder, run, dry_run, good_rows_only, expected)


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


def _import(folder: Path, run: Run, dry_run: bool, good_rows_only: bool, expected: Mapping[str, tuple[int, int]] | None) -> Run:
    _read(_choose(folder, run), run)
    loaders = check_good_rows(run) if good_rows_only else check_all(run)
    run.is_blocked = loaders is None
    may_write = loaders is not None and (good_rows_only or not (run.problems.errors or run.asked.open))
    if may_write and loaders is not None:
        run.tell("write")
        try:
            with transaction.atomic():
                _write(loaders, run)
                if expected is not None and expected != {name: (c.added, c.changed) for name, c in run.counts.items()}:
                    raise _Outdated
                if dry_run:
                    raise _DryRun
        except _DryRun:
            pass
        except _Outdated:
            run.is_outdated = True
        except ValidationError as problem:
            run.is_blocked = True
            run.problems.error(str(folder), "；".join(problem.messages), _("请改正后重新导入"))
        except IntegrityError:
            run.is_blocked = True
            run.problems.error(str(folder), _("数据在导入期间被别处修改"), _("请重新导入"))
    _count_left(run)
    return run


def _count_left(run: Run) -> None:
    for name, table in run.tables.items():
        count = run.counts[name]
        count.waiting = len(table.waiting)
        count.left = len(run.left_out.get(name, ())) + len(table.broken - table.waiting)


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


def _read(chosen: dict[str, Path], run: Run) -> None:
    for spec in registry.sheets():
        if spec.name not in chosen:
            continue
        table = read_table(chosen[spec.name], spec, run.problems, _teller(run, spec.name))
        if table is None:
            run.unreadable.add(spec.name)
            continue
        run.tables[spec.name] = table
        run.counts[spec.name] = Count(read=len(table))


def _teller(run: Run, sheet: str) -> Callable[[int], None] | None:
    return None if run.progress is None else lambda rows: run.tell("read", sheet, rows)


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
