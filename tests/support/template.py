"""One migrated database for all processes of a run: it is copied instead of migrated anew.

``QUEBU_TEST_TEMPLATE`` names a file of SQLite or a database of PostgreSQL, as the suite's command gives it. Without it a run on
SQLite keeps its migrated database in ``var/`` for the next one, until a migration changes.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import management
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

TEMPLATE = os.environ.get("QUEBU_TEST_TEMPLATE", "")


@contextmanager
def copied() -> Iterator[None]:
    """Inside, a new test database starts as a copy of the template."""
    is_file = connection.vendor == "sqlite"
    if is_file:
        instead = from_file
    elif TEMPLATE:
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
        instead = nothing_to_do
    else:
        yield
        return
    real = management.call_command

    def call(name: str, *arguments: Any, **options: Any) -> Any:
        return instead(real, options) if name == "migrate" else real(name, *arguments, **options)

    management.call_command = call  # type: ignore[assignment]
    try:
        yield
    finally:
        management.call_command = real


def nothing_to_do(migrate: Any, options: dict[str, Any]) -> None:
    """The copy was made with the database."""


def from_file(migrate: Any, options: dict[str, Any]) -> None:
    file = Path(TEMPLATE) if TEMPLATE else kept()
    connection.ensure_connection()
    if file.exists():
        copy(sqlite3.connect(file), connection.connection)
        if not TEMPLATE:  # what is written after migrations may have changed since
            emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        return
    migrate("migrate", **options)
    made = file.with_suffix(f".{os.getpid()}")
    copy(connection.connection, sqlite3.connect(made), close=1)
    for old in file.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    made.replace(file)


def copy(source: sqlite3.Connection, target: sqlite3.Connection, close: int = 0) -> None:
    """Copy all of ``source``; ``close`` says which of the two is ours to close."""
    source.backup(target)
    (source, target)[close].close()


def kept() -> Path:
    """The file for the migrations as they are now."""
    seen = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            seen.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return Path(settings.VAR_DIR) / f"migrated-{seen.hexdigest()[:12]}.sqlite3"
