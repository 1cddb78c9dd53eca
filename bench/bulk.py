"""Write many rows as fast as the database takes them: executemany on SQLite, COPY on PostgreSQL. For made-up data only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

CHUNK = 20_000


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows``; ``columns`` names their attributes (``member_id``), all others take the model's defaults.

    Values are given as the database stores them, except dates. Primary keys that are given move the sequence on PostgreSQL.
    """
    rest = [field for field in model._meta.concrete_fields if field.attname not in columns and not field.primary_key]
    names = [model._meta.get_field(name).column for name in columns] + [field.column for field in rest]
    tail = [_plain(field.get_db_prep_save(_default(field), connection)) for field in rest]
    table, quoted = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    source = iter(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        while chunk := [[*map(_plain, row), *tail] for row in islice(source, CHUNK)]:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                    for row in chunk:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(names))
                cursor.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', chunk)
        if connection.vendor == "postgresql" and "id" in columns:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))")


def _default(field: models.Field[Any, Any]) -> Any:
    if getattr(field, "auto_now_add", False):
        return dt.datetime(2026, 1, 5, 4, tzinfo=dt.UTC)
    return field.get_default()


def _plain(value: Any) -> Any:
    if value is None or type(value) in (int, str, bool):
        return value
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") + ("+00" if connection.vendor == "postgresql" else "")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.dumps(value.obj) if hasattr(value, "dumps") and hasattr(value, "obj") else str(value)


def analyse() -> None:
    """Let the planner of the database know what it holds, as a database in use does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
