"""Sheets that become records: 上年度已完成学时 of the roster, evidence, and hours from elsewhere."""

from __future__ import annotations


def register() -> None:
    """Make our sheets known, add our column to the roster and listen to changes of competencies."""
    from . import evidence, hours, opening

    opening.register()
    evidence.register()
    hours.register()
