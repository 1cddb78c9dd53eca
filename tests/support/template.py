"""One migrated database for all processes of a run: the suite's command makes it, every process copies it.

``QUEBU_TEST_TEMPLATE`` names a file of SQLite or a database of PostgreSQL. Without it every process migrates its own.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core import management
from django.db import connection

TEMPLATE = os.environ.get("QUEBU_TEST_TEMPLATE", "")


@contextmanager
def copied() -> Iterator[None]:
    """Inside, a new test database starts as a copy of the template."""
    if not TEMPLATE:
        yield
        return
    is_file = connection.vendor == "sqlite"
    if not is_file:
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
    real = management.call_command

    def call(name: str, *arguments: Any, **options: Any) -> Any:
        if name != "migrate":
            return real(name, *arguments, **options)
        if is_file:
            connection.ensure_connection()
            with sqlite3.connect(TEMPLATE) as source:
                source.backup(connection.connection)
            source.close()
        return None

    management.call_command = call  # type: ignore[assignment]
    try:
        yield
    finally:
        management.call_command = real
