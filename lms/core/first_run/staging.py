"""Sheets that were uploaded: kept until they are imported or a day has passed, checked and imported as a folder is."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import conf
from ..models import StagedFile
from ..sheets import normal, registry
from ..sheets.files import EXTENSIONS
from ..sheets.importer import Run, import_folder
from ..sheets.problems import Problem
from ..tasks import has_worker

#: Bytes of one upload, all files together. More is a matter for the command.
MOST_BYTES = 4 * 1024 * 1024
MOST_FILES = 12
KEPT = dt.timedelta(days=1)
COMMAND = "manage.py import_training_data"


@dataclass(frozen=True)
class Outcome:
    """What a check or an import found. ``names``: the name under which each sheet was uploaded, by its name in the import."""

    run: Run
    names: Mapping[str, str]
    too_large: bool = False

    @property
    def errors(self) -> list[Problem]:
        return [self._named(problem) for problem in self.run.problems.errors]

    @property
    def notices(self) -> list[Problem]:
        return [self._named(problem) for problem in self.run.problems.notices]

    @property
    def counts(self) -> list[dict[str, Any]]:
        """One row a sheet: title, file, rows read, added, changed."""
        titles = {spec.name: spec.title for spec in registry.sheets()}
        return [
            {
                "title": titles[name], "file": self.names.get(self.run.tables[name].file, self.run.tables[name].file),
                "read": count.read, "added": count.added, "changed": count.changed,
            }
            for name, count in self.run.counts.items()
        ]

    def _named(self, problem: Problem) -> Problem:
        if problem.file in self.names:
            return replace(problem, file=self.names[problem.file])
        # What concerns the folder as a whole was told with a path on this machine, which means nothing to the reader.
        return replace(problem, file=PurePath(problem.file).name if problem.row else _("所选文件"))


def sheet_name(name: str) -> str | None:
    """The sheet for which a file of this name is meant: by the sheet's own name or, within other words, its Chinese title."""
    stem = normal.plain(PurePath(name).stem).lower()
    specs = registry.sheets()
    for spec in specs:
        if stem == spec.name:
            return spec.name
    named = [(len(title), spec.name) for spec in specs for title in _titles(spec.title) if title in stem]
    return max(named)[1] if named else None


def _titles(title: Any) -> set[str]:
    """A sheet's title in the reader's language and in Chinese: the files keep their names whoever reads."""
    with translation.override("zh-hans"):
        chinese = str(title)
    return {chinese, str(title).lower()}


def stage(files: Iterable[Any], *, by: Any) -> UUID:
    """Keep uploaded files (``name``, ``size``, ``read()``) for ``by``; ValidationError says what is wrong with them."""
    chosen = list(files)
    refuse_unfit(chosen)
    batch = uuid4()
    with transaction.atomic():
        StagedFile.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        StagedFile.objects.filter(by=by).delete()
        for file in chosen:
            StagedFile.objects.create(batch=batch, name=PurePath(file.name).name[-120:], content=file.read(), by=by)
    return batch


def refuse_unfit(files: list[Any]) -> None:
    """ValidationError where files are too large, no sheets, or two of them the same sheet."""
    if sum(file.size for file in files) > MOST_BYTES or len(files) > MOST_FILES:
        text = _("文件太大或太多（最多 %(limit)s MB、%(files)s 个）。请把表格放进文件夹，由系统管理员运行 %(command)s 文件夹。")
        raise ValidationError(text % {"limit": MOST_BYTES // 1024 // 1024, "files": MOST_FILES, "command": COMMAND})
    taken: dict[str, str] = {}
    for file in files:
        if not file.name.lower().endswith(EXTENSIONS):
            raise ValidationError(_("“%(name)s”不是表格。请选 XLSX、XLS 或 CSV 文件。") % {"name": file.name})
        sheet = sheet_name(file.name)
        if sheet is None:
            titles = "、".join(str(spec.title) for spec in registry.sheets())
            raise ValidationError(
                _("看不出“%(name)s”是哪一张表。请在文件名中写明：%(titles)s。") % {"name": file.name, "titles": titles}
            )
        if sheet in taken:
            raise ValidationError(
                _("“%(first)s”和“%(second)s”是同一张表，请只选一个。") % {"first": taken[sheet], "second": file.name}
            )
        taken[sheet] = file.name


def run(batch: UUID, *, by: Any, dry_run: bool) -> Outcome | None:
    """Check (``dry_run``) or import what ``by`` has staged as ``batch``; None where it is not there any more.

    Nothing is written with any error, nor where so many members are concerned that a worker or the command is needed.
    """
    staged = list(StagedFile.objects.filter(batch=batch, by=by).order_by("pk"))
    if not staged:
        return None
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="quebu-sheets-") as place:
        for file in staged:
            name = f"{sheet_name(file.name)}{PurePath(file.name).suffix.lower()}"
            names[name] = file.name
            (Path(place) / name).write_bytes(bytes(file.content))
        outcome = Outcome(checked := import_folder(Path(place), by=by, dry_run=True), names)
        if checked.problems.errors:
            return outcome
        if _is_too_large(checked):
            return replace(outcome, too_large=True)
        if not dry_run:
            outcome = Outcome(import_folder(Path(place), by=by), names)
            if not outcome.errors:
                StagedFile.objects.filter(batch=batch, by=by).delete()
    return outcome


def _is_too_large(checked: Run) -> bool:
    limit: int = conf.get("INLINE_LIMIT")
    return not has_worker() and any(count.read > limit for count in checked.counts.values())
