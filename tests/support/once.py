"""What takes long to prepare is prepared once for all processes of a run."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any


def once(factory: Any, name: str, make: Callable[[Path], None]) -> Path:
    """The folder ``name`` as ``make`` filled it. ``factory``: pytest's ``tmp_path_factory``; xdist keeps one folder above all."""
    base = factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            (folder / "made").touch()
    return folder
