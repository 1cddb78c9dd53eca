"""System checks of the record."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections


def in_migrate() -> bool:
    """``migrate`` runs the checks first and sets the triggers last: an error would keep it from mending what is wrong."""
    return "migrate" in sys.argv[1:2]


@register(Tags.database)
def check_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every database that holds the record refuses to change it. Runs where a command names databases (``migrate``, ``check
    --database default``)."""
    from . import triggers

    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if triggers.TABLE not in connection.introspection.table_names():
            continue
        if connection.vendor not in triggers.SUPPORTED:
            text = f"Database {alias!r} is neither SQLite nor PostgreSQL: the record is not protected."
            messages.append(Error(text, id="lms_records.E002"))
        elif missing := triggers.wanted(connection.vendor) - triggers.present(alias):
            text = f"The learning record in database {alias!r} can be changed: missing triggers {', '.join(sorted(missing))}."
            hint = "Run `manage.py migrate`: it sets them again."
            messages.append(
                Warning(text, hint=hint, id="lms_records.W001") if in_migrate() else Error(text, hint=hint, id="lms_records.E001")
            )
    return messages
