"""The sheet ``questions``."""

from __future__ import annotations


def register() -> None:
    """Make the sheet known to the import."""
    from . import questions

    questions.register()
