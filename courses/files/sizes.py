"""How large a file is and how long it plays, in words."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024


def size_of(file: Any) -> int:
    """Bytes; 0 for a file that is not there. Storages that are asked over the network are asked once a day."""
    if not file:
        return 0
    if is_local(file):
        return _measured(file)
    key = f"courses.size.{hashlib.sha256(file.name.encode()).hexdigest()[:32]}"
    known: int | None = cache.get(key)
    if known is None:
        known = _measured(file)
        cache.set(key, known, 24 * 3600)
    return known


def is_local(file: Any) -> bool:
    """Whether the file lies in a folder of this machine."""
    return isinstance(getattr(file, "storage", None), FileSystemStorage)


def _measured(file: Any) -> int:
    try:
        return int(file.size)
    except (OSError, ValueError):
        return 0


def size_in_words(size: int) -> str:
    """``12.3 MB``: whole kilobytes below a megabyte, one place up to a hundred."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB" if size else ""
    megabytes = size / MEGABYTE
    return f"{megabytes:.1f} MB" if megabytes < 100 else f"{megabytes:.0f} MB"


def length_in_words(seconds: float) -> str:
    """``4 分 10 秒``."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("%(seconds)d 秒") % {"seconds": rest} if rest else ""
    if not rest:
        return _("%(minutes)d 分钟") % {"minutes": minutes}
    return _("%(minutes)d 分 %(seconds)d 秒") % {"minutes": minutes, "seconds": rest}


def in_words(size: int, seconds: float) -> str:
    """``12.3 MB，4 分 10 秒``; what is not known is left out."""
    return "，".join(each for each in (size_in_words(size), length_in_words(seconds)) if each)
