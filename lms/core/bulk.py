"""Insert very many rows of plain values: what ``bulk_create`` does, without a model instance for each row.

Columns in which all rows say the same are sent once. PostgreSQL gets the others as one JSON text, SQLite as a list of values.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

#: Rows sent at a time on PostgreSQL.
CHUNK = 5000
#: Values named in one statement on SQLite, whatever it may allow beyond.
MOST_VALUES = 30_000
#: Types that both databases take as they are.
PLAIN = frozenset({int, str, bool, type(None)})


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, unique: Sequence[str] = ()
) -> list[int]:
    """Insert ``rows`` and return their primary keys in the same order. Sends no signals, as ``bulk_create``.

    ``columns`` names the attributes of the values (``member_id``); all other fields take the model's defaults. With ``unique``,
    the attributes of a unique constraint, a row that is there already takes the new values. Only for tables with a key of
    their own that the database counts up. Wrap it in a transaction.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    given = [fields.pop(name) for name in columns]
    rest = {field: _default(field) for field in fields.values()}
    found: list[int] = []
    source = iter(rows)
    while part := list(islice(source, _size(len(columns), len(rest)))):
        same, different = dict(rest), {}
        for field, values in zip(given, zip(*part, strict=True), strict=True):
            if values.count(values[0]) == len(values):
                same[field] = values[0]
            else:
                different[field] = _prepared(field, values)
        found += _send(model, same, different, len(part), unique)
    return found


def one_of(field: str, ids: Collection[int]) -> models.Q:
    """Condition: ``field`` is one of these ids. Ids without a gap, as those of rows just inserted, are not named one by one."""
    wanted = set(ids)
    if len(wanted) > 1 and max(wanted) - min(wanted) == len(wanted) - 1:
        return models.Q(**{f"{field}__gte": min(wanted), f"{field}__lte": max(wanted)})
    return models.Q(**{f"{field}__in": sorted(wanted)})


def _size(columns: int, constants: int) -> int:
    if connection.vendor == "postgresql":
        return CHUNK
    connection.ensure_connection()
    most: int = min(MOST_VALUES, connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))
    return max(1, min(CHUNK, (most - constants - columns) // max(1, columns)))


def _default(field: models.Field[Any, Any]) -> Any:
    return timezone.now() if getattr(field, "auto_now_add", False) else field.get_default()


def _prepared(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """Values as the database takes them; a value that comes again is prepared once."""
    if set(map(type, values)) <= PLAIN:
        return values
    if isinstance(field, models.JSONField):
        texts = [json.dumps(value, cls=field.encoder) for value in values]
        return list(map(json.loads, texts)) if connection.vendor == "postgresql" else texts
    known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [known[value] for value in values]


def _send(
    model: type[models.Model], same: dict[Any, Any], different: dict[Any, Sequence[Any]], count: int, unique: Sequence[str]
) -> list[int]:
    quote = connection.ops.quote_name
    constants = [field.get_db_prep_save(value, connection) for field, value in same.items()]
    names = ", ".join(quote(field.column) for field in (*same, *different))
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column or "")
    if connection.vendor == "postgresql":
        # The type without its length: a cast to varchar(40) would cut what is longer instead of refusing it.
        types = [str(field.db_type(connection)).partition("(")[0] for field in same]
        asked = [*(f"%s::{name}" for name in types), *(quote(field.column) for field in different)]
        labels = [field.column for field in different]
        rows = [dict(zip(labels, row, strict=True)) for row in zip(*different.values(), strict=True)] or [{}] * count
        told: list[Any] = [json.dumps(rows, default=str)]
        origin = f"json_populate_recordset(NULL::{table}, %s)"
    else:
        asked = [*("%s" for _ in same), *(f"column{at}" for at in range(1, len(different) + 1))]
        told = [value for row in zip(*different.values(), strict=True) for value in row] or [1] * count
        row = "(" + ", ".join(["%s"] * (len(told) // count)) + ")"
        origin = f"(VALUES {', '.join([row] * count)})"
    with connection.cursor() as cursor:
        again = _taking_new_values([*same, *different], unique)
        sql = f"INSERT INTO {table} ({names}) SELECT {', '.join(asked)} FROM {origin}{again} RETURNING {key}"  # noqa: S608  (only names)
        cursor.execute(sql, [*constants, *told])
        return [pk for (pk,) in cursor.fetchall()]


def _taking_new_values(fields: Sequence[models.Field[Any, Any]], unique: Sequence[str]) -> str:
    """The end of an INSERT … SELECT that overwrites rows of the same ``unique`` attributes. SQLite needs the WHERE."""
    if not unique:
        return ""
    quote = connection.ops.quote_name
    names = {quote(str(field.column)): field.attname in unique for field in fields}
    key = ", ".join(name for name, is_key in names.items() if is_key)
    values = ", ".join(f"{name} = EXCLUDED.{name}" for name, is_key in names.items() if not is_key)
    return f" WHERE true ON CONFLICT ({key}) DO UPDATE SET {values}"
