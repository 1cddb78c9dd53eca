"""PDFs read in the page: as pictures of their pages, drawn once and kept in the storage, with their text beside them.

So they can be read without scripts, on old phones and in browsers inside other apps. See docs/decisions/0020-files-of-lessons.md.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from . import pdf_worker
from .sizes import is_local

FOLDER = "pdf_pages"
#: Widths in pixels: a phone with a fine screen, a desk.
WIDTHS = (800, 1400)
#: So many pages are drawn at a time: whoever reads the first soon wants the next.
BATCH = 4
PATIENCE = 40
#: Seconds for which what is known of a PDF stays in the cache.
AGAIN = 600

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a PDF. ``fault`` is empty, or why it cannot be shown in the page."""

    fault: str
    pages: int = 0
    sizes: tuple[tuple[float, float], ...] = ()
    outline: tuple[tuple[str, int, int], ...] = ()
    texts: tuple[str, ...] = ()


class Stored:
    """A file of the storage without a row: as much of a FieldFile as ``sending`` asks for."""

    def __init__(self, name: str) -> None:
        self.name, self.storage = name, default_storage

    @property
    def size(self) -> int:
        return int(self.storage.size(self.name))

    @property
    def path(self) -> str:
        return str(self.storage.path(self.name))


def check_pdf(file: Any) -> None:
    """Raises ValidationError for an upload that cannot be read in the page, and says why."""
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    known = _read(file) if b"%PDF-" in head else Facts("broken")
    file.seek(0)
    if known.fault:
        raise ValidationError(_why(known))


def pages_in(file: Any) -> int:
    """How many pages an upload that was checked has."""
    pages = _read(file).pages
    file.seek(0)
    return pages


def _why(known: Facts) -> str:
    if known.fault == "password":
        return _("这份 PDF 有密码，别人打不开。请先去掉密码再上传。")
    if known.fault == "pages":
        return _("这份 PDF 有 %(pages)d 页，最多 %(most)d 页。请只上传要读的部分。") % {
            "pages": known.pages, "most": pdf_worker.MAX_PAGES,
        }  # fmt: skip
    if known.fault == "size":
        return _("这份 PDF 的页面大得不正常，没法在网页里显示。请重新导出。")
    return _("这份 PDF 打不开：可能只是改了文件名，也可能没有传完整。请重新导出后再上传。")


def key_of(file: Any) -> str:
    """Where what was drawn of a file is kept: by its name in the storage, which never means another file later."""
    return hashlib.sha256(f"{file.name}\n{file.size}".encode()).hexdigest()[:40]


def facts_of(file: Any) -> Facts:
    """``file`` is the value of a FileField. Worked out once and kept in the storage; what failed is tried again after a while."""
    try:
        key = key_of(file)
        name = f"{FOLDER}/{key}/facts.json"
        answer = cache.get(f"courses.pdf.{key}")
        if answer is None and default_storage.exists(name):
            with default_storage.open(name) as source:
                answer = json.loads(source.read())
        elif answer is None:
            answer = _ask(file, "facts")
            if answer["fault"] != "broken":
                default_storage.save(name, ContentFile(json.dumps(answer, ensure_ascii=False).encode()))
        cache.set(f"courses.pdf.{key}", answer, AGAIN)
    except OSError:
        return Facts("broken")
    return _from(answer)


def _read(file: Any) -> Facts:
    return _from(_ask(file, "facts"))


def _from(answer: dict[str, Any]) -> Facts:
    return Facts(
        fault=str(answer["fault"]),
        pages=int(answer.get("pages", 0)),
        sizes=tuple((wide, high) for wide, high in answer.get("sizes", ())),
        outline=tuple((title, page, depth) for title, page, depth in answer.get("outline", ())),
        texts=tuple(answer.get("texts", ())),
    )


def picture_of(file: Any, number: int, width: int) -> Stored | None:
    """The drawn page, or None where the PDF has no such page or cannot be drawn."""
    known = facts_of(file)
    if known.fault or not 1 <= number <= known.pages or width not in WIDTHS:
        return None
    key = key_of(file)
    name = f"{FOLDER}/{key}/{number}-{width}.jpg"
    if not default_storage.exists(name):
        with _one_at_a_time:
            if not default_storage.exists(name):
                _draw(file, key, number - (number - 1) % BATCH)
    return Stored(name) if default_storage.exists(name) else None


def _draw(file: Any, key: str, first: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _ask(file, "draw", folder, str(first), str(first + BATCH - 1), *(str(width) for width in WIDTHS))
        for drawn in Path(folder).glob("*.jpg"):
            name = f"{FOLDER}/{key}/{drawn.name}"
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(drawn.read_bytes()))


def forget(key: str) -> None:
    """Delete what was drawn of the file of that key."""
    folder = f"{FOLDER}/{key}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
    cache.delete(f"courses.pdf.{key}")


def _ask(file: Any, verb: str, *more: str) -> dict[str, Any]:
    """What the worker says; ``{"fault": "broken"}`` if it broke, hung or took too much."""
    with _on_disk(file) as path:
        command = [sys.executable, "-I", str(pdf_worker.__file__), verb, path, *more]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  (our own script)
        except subprocess.TimeoutExpired:
            return {"fault": "broken"}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"fault": "broken"}
    return answer


@contextmanager
def _on_disk(file: Any) -> Iterator[str]:
    """The path of a file of the storage or of an upload; a copy where it has none."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    if is_local(file):
        yield file.path
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        file.open()
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield copy.name
