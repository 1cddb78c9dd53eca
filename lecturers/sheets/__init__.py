"""The sheet ``lecturers``: 师资库汇总表."""

from __future__ import annotations


def register() -> None:
    """Make the sheet known to the import."""
    from . import lecturers

    lecturers.register()
