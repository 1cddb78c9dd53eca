"""After a transactional test the tables are put back as ``migrate`` left them.

Django empties them and runs ``post_migrate`` again; what migrations wrote (the root page, locale, site, groups) is lost, and
with several processes the next test on the same database may be any other.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.transaction import atomic
from django.test import TestCase, TransactionTestCase

FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
Tables = dict[str, list[tuple[Any, ...]]]
ROWS: dict[str, Tables] = {}


def empties_tables(item: pytest.Item) -> bool:
    """Whether Django will empty the tables after ``item`` instead of rolling back."""
    marker = item.get_closest_marker("django_db")
    case = getattr(item, "cls", None)
    return (
        bool(set(getattr(item, "fixturenames", ())) & FIXTURES)
        or (marker is not None and bool(marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
        or (case is not None and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase))
    )


def all_rows(alias: str) -> Tables:
    """Every row that is there now. Raw rows: fixtures would send signals, and receivers create content types.

    Without SQLite's tables of full text: triggers fill them as the entries of the index are written.
    """
    found: Tables = {}
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.django_table_names(only_existing=True, include_views=False):
            if table.endswith("_fts"):
                continue
            cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def set_rows(alias: str, tables: Tables) -> None:
    """Make these rows the only ones."""
    connection = connections[alias]
    call_command("flush", verbosity=0, interactive=False, database=alias, reset_sequences=False, inhibit_post_migrate=True)
    with connection.constraint_checks_disabled(), atomic(using=alias), connection.cursor() as cursor:
        for table, rows in tables.items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)
    ContentType.objects.clear_cache()


def remember() -> None:
    ROWS.update({alias: all_rows(alias) for alias in connections})


def forget() -> None:
    ROWS.clear()


def put_back() -> None:
    for alias, tables in ROWS.items():
        set_rows(alias, tables)
        connections[alias].close()
    ContentType.objects.clear_cache()
