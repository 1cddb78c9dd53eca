"""What is done with uploads: keep files, say which sheets they are, start the check and the import, forget them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import conf
from ..sheets import registry
from ..sheets.files import EXTENSIONS, rows_in
from ..sheets.questions import Question
from ..tasks import has_worker
from . import work
from .models import StagedFile, Upload
from .recognise import sheet_by_headings, sheet_name

#: Bytes of one upload, all files together. More is a matter for the command.
MOST_BYTES = 40 * 1024 * 1024
MOST_FILES = 12
COMMAND = "manage.py import_training_data"
#: A work that has not moved for so long has died.
DEAD_AFTER = dt.timedelta(minutes=30)
State = Upload.State


def stage(files: Iterable[Any], *, by: Any) -> Upload:
    """Keep uploaded files (``name``, ``size``, ``read()``) for ``by``; ValidationError says what is wrong with them.

    Where all files are known to be a sheet the check is started, else the upload waits for ``choose_sheets``.
    """
    chosen = list(files)
    refuse_unfit(chosen)
    purge()
    allowed = [spec for spec in registry.sheets() if registry.may_upload(by, spec)]
    read = [(PurePath(file.name).name[-120:], file.read()) for file in chosen]
    sheets = [_recognised(name, data, allowed) for name, data in read]
    _refuse_doubled([name for name, _data in read], sheets)
    with transaction.atomic():
        upload = Upload.objects.create(by=by, language=get_language() or "", rows=sum(rows_in(data) for _name, data in read))
        for (name, data), sheet in zip(read, sheets, strict=True):
            StagedFile.objects.create(upload=upload, name=name, sheet=sheet, content=data)
    if all(sheets):
        start_check(upload)
    return upload


def refuse_unfit(files: list[Any]) -> None:
    """ValidationError where files are too large, too many, empty, or no sheets."""
    if sum(file.size for file in files) > MOST_BYTES or len(files) > MOST_FILES:
        text = _("文件太大或太多（最多 %(limit)s MB、%(files)s 个）。请把表格放进文件夹，由系统管理员运行 %(command)s 文件夹。")
        raise ValidationError(text % {"limit": MOST_BYTES // 1024 // 1024, "files": MOST_FILES, "command": COMMAND})
    for file in files:
        if not file.name.lower().endswith(EXTENSIONS):
            raise ValidationError(_("“%(name)s”不是表格。请选 XLSX、XLS 或 CSV 文件。") % {"name": file.name})


def _recognised(name: str, data: bytes, allowed: list[registry.SheetSpec]) -> str:
    """The sheet of a file, "" where it is not clear. ValidationError for one that the user may not upload."""
    by_name = sheet_name(name)
    if by_name is None:
        return sheet_by_headings(data, allowed) or ""
    if by_name not in {spec.name for spec in allowed}:
        text = _("“%(name)s”是“%(sheet)s”表，您没有上传这张表的权限。")
        raise ValidationError(text % {"name": name, "sheet": getattr(registry.sheet(by_name), "title", by_name)})
    return by_name


def _refuse_doubled(names: list[str], sheets: list[str]) -> None:
    taken: dict[str, str] = {}
    for name, sheet in zip(names, sheets, strict=True):
        if sheet and sheet in taken:
            text = _("“%(first)s”和“%(second)s”是同一张表，请只选一个，或合成一份。")
            raise ValidationError(text % {"first": taken[sheet], "second": name})
        taken[sheet] = name


def choose_sheets(upload: Upload, chosen: Mapping[int, str]) -> None:
    """Say which sheet each unclear file (by id) is; the check starts. ValidationError where two are the same sheet."""
    files = list(upload.files.all())
    sheets = [chosen.get(file.pk, file.sheet) for file in files]
    _refuse_doubled([file.name for file in files], sheets)
    if not all(name and (spec := registry.sheet(name)) and registry.may_upload(upload.by, spec) for name in sheets):
        raise ValidationError(_("请给每个文件选一张表。"))
    for file, sheet in zip(files, sheets, strict=True):
        StagedFile.objects.filter(pk=file.pk).update(sheet=sheet)
    start_check(upload)


def start_check(upload: Upload, *, was: Iterable[str] | None = None, **values: Any) -> bool:
    """Check (again): at once, or by a worker where there are many rows. False where it is being worked on."""
    if _is_large(upload) and not has_worker():
        return upload.move(State.TOO_LARGE, was=was, **values)
    free = was if was is not None else [state for state in State.values if state not in (*Upload.BUSY, State.IMPORTED)]
    if not upload.move(State.CHECKING, was=free, phase="", done=0, findings=b"", **values):
        return False
    _work(upload, "check")
    return True


def start_import(upload: Upload, *, good_rows_only: bool = False) -> bool:
    """Import what was checked. False where it was not checked, or somebody (a second click) was faster."""
    if not upload.move(State.IMPORTING, was=[State.CHECKED], phase="", done=0, good_rows_only=good_rows_only):
        return False
    _work(upload, "import")
    return True


def _is_large(upload: Upload) -> bool:
    limit: int = conf.get("INLINE_LIMIT")
    return upload.rows > limit + 1  # the heading


def _work(upload: Upload, what: str) -> None:
    if not _is_large(upload):
        work.run(upload.pk, what)
        upload.refresh_from_db()
        return
    from .tasks import work_on_upload

    transaction.on_commit(lambda: work_on_upload.enqueue(str(upload.pk), what))


def answer(upload: Upload, answers: Mapping[str, tuple[str, ...] | None], questions: Iterable[Question]) -> bool:
    """Keep the answers that the questions accept (None: not answered) and check again."""
    kept = dict(upload.answers)
    for question in questions:
        given = answers.get(question.name)
        if given is not None and question.accepts(given):
            kept[question.name] = list(given)
        else:
            kept.pop(question.name, None)
    return start_check(upload, was=[State.CHECKED], answers=kept)


def cancel(upload: Upload) -> bool:
    """Stop the check of an upload, or drop one that is not imported. False while rows are being written."""
    busy_check = upload.move(State.CANCELLED, was=[State.CHECKING])
    if not busy_check and upload.state == State.IMPORTING and not is_dead(upload):
        return False
    if not busy_check:
        Upload.objects.filter(pk=upload.pk).delete()
    return True


def is_dead(upload: Upload) -> bool:
    """Whether a work has not moved for so long that it will not go on by itself."""
    return upload.is_busy and timezone.now() - upload.moved_at > DEAD_AFTER


def purge() -> None:
    """Forget uploads that are older than ``UPLOAD_DAYS``."""
    Upload.objects.filter(created_at__lt=timezone.now() - dt.timedelta(days=conf.get("UPLOAD_DAYS"))).delete()


def forget_persons() -> None:
    """Forget all uploads with sheets about persons: somebody is erased who may stand in one of them."""
    personal = [spec.name for spec in registry.sheets() if spec.is_personal]
    Upload.objects.filter(pk__in=StagedFile.objects.filter(sheet__in=["", *personal]).values("upload")).delete()
