"""The work on an upload, in the request or by a worker: check it, import it, keep what was found."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from ..sheets import registry
from ..sheets.importer import Run, import_folder
from ..sheets.problems import Problem
from . import findings
from .findings import Findings
from .models import Upload

logger = logging.getLogger(__name__)
State = Upload.State


class Stopped(Exception):
    """The user has cancelled the check."""


def run(pk: UUID, what: str) -> None:
    """``check`` or ``import`` the upload. Whatever happens it does not stay busy, and an error writes nothing."""
    upload = Upload.objects.select_related("by").filter(pk=pk).first()
    if upload is None or not upload.is_busy:
        return
    with translation.override(upload.language or None):
        try:
            _lost_right(upload) or (_import if what == "import" else _check)(upload)
        except Stopped:
            return
        except Exception:
            logger.exception("Upload %s could not be worked on", pk)
            upload.move(State.FAILED, was=Upload.BUSY)
            return


def _lost_right(upload: Upload) -> bool:
    """Grants end: what one may not upload any more is not read."""
    sheets = [registry.sheet(file.sheet) for file in upload.files.only("sheet")]
    if all(spec is not None and registry.may_upload(upload.by, spec) for spec in sheets):
        return False
    lost = Problem(file="", message=_("您已没有上传这些表的权限"), remedy=_("请联系上级管理员"))
    _keep(upload, {"blocked": True, "counts": {}}, Findings(problems=[("", lost)]))
    return True


def _check(upload: Upload) -> None:
    run, names = _run(upload, dry_run=True, good_rows_only=True, tells_changes=True)
    _keep(upload, _result(run, names), findings.of_run(run, names))


def _import(upload: Upload) -> None:
    checked = upload.result.get("counts", {})
    expected = {name: (count["added"], count["changed"]) for name, count in checked.items()}
    run, names = _run(upload, good_rows_only=upload.good_rows_only, expected=expected)
    found = findings.of_run(run, names)
    is_refused = run.is_outdated or run.is_blocked
    if not upload.good_rows_only:
        is_refused = is_refused or bool(run.problems.errors or run.asked.open)
    if is_refused:
        run, names = _run(upload, dry_run=True, good_rows_only=True, tells_changes=True)
        _keep(upload, {**_result(run, names), "outdated": True}, findings.of_run(run, names))
        return
    for name, table in run.tables.items():
        if table.spec.numbers is not None and (given := table.spec.numbers(run, table)):
            found.numbers[name] = dict(given)
    _keep(upload, _result(run, names), found, state=State.IMPORTED)


def _run(upload: Upload, **options: Any) -> tuple[Run, dict[str, str]]:
    """Lay the files into a folder and import it; also the name of each file by its name in the folder."""
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="quebu-sheets-") as place:
        for file in upload.files.all():
            name = f"{file.sheet}{file.suffix}"
            names[name] = file.name
            (Path(place) / name).write_bytes(bytes(file.content))
        run = import_folder(
            Path(place), by=upload.by, answers=upload.answers, as_correction=upload.as_correction,
            progress=_progress(upload, bool(options.get("dry_run"))), **options,
        )  # fmt: skip
    return run, names


def _progress(upload: Upload, may_stop: bool) -> Callable[[str, str, int], None]:
    """Writes down how far the work is, outside of the transaction that writes rows."""
    before: dict[str, int] = {}

    def tell(phase: str, sheet: str, rows: int) -> None:
        if phase == "read":
            before[sheet] = rows
            done = sum(before.values())
        else:
            done = upload.rows
        if not upload.move(upload.state, was=[upload.state], phase=phase, done=min(done, upload.rows)) and may_stop:
            raise Stopped

    return tell


def _result(run: Run, names: dict[str, str]) -> dict[str, Any]:
    errors = run.problems.errors
    return {
        "counts": findings.counts_of(run, names),
        "blocked": run.is_blocked,
        "errors": len(errors),
        "notices": len(run.problems.notices),
        "questions": len(run.asked.open),
        "answered": len(run.asked.answered),
        "recorded": sum(problem.kind == "recorded" for problem in errors),
        "changes": len(run.changes or ()),
    }


def _keep(upload: Upload, result: dict[str, Any], found: Findings, *, state: str = State.CHECKED) -> None:
    upload.move(state, was=Upload.BUSY, result=result, findings=findings.pack(found))
