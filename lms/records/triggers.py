"""The database itself refuses to change or delete a learning record, whoever asks.

Triggers cannot stand in a migration alone: SQLite drops them whenever a later migration remakes the table. They are set
again after every migrate, and a system check says where they are missing.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Record

TABLE = Record._meta.db_table
MESSAGE = "A learning record is never changed or deleted."
FUNCTION = "lms_records_append_only"
#: Trigger names by what they refuse.
UPDATE, DELETE, TRUNCATE = "lms_records_no_update", "lms_records_no_delete", "lms_records_no_truncate"
SUPPORTED = ("sqlite", "postgresql")


def wanted(vendor: str) -> set[str]:
    """Names of the triggers that must be there. Test settings leave out those that keep a test runner from emptying tables."""
    names = {UPDATE}
    if getattr(settings, "LMS_RECORDS_DELETE_TRIGGER", True):
        names.add(DELETE)
        if vendor == "postgresql":
            names.add(TRUNCATE)
    return names if vendor in SUPPORTED else set()


def install(using: str) -> None:
    """Set the triggers of this database as they should be. Does nothing where the table is not there."""
    connection = connections[using]
    if connection.vendor not in SUPPORTED or TABLE not in connection.introspection.table_names():
        return
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def present(using: str) -> set[str]:
    """Names of our triggers that are there. One query."""
    connection: BaseDatabaseWrapper = connections[using]
    if connection.vendor == "sqlite":
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        question = "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(question, [TABLE])
        return {name for (name,) in cursor.fetchall()} & {UPDATE, DELETE, TRUNCATE}


def _sqlite() -> list[str]:
    statements = [f"DROP TRIGGER IF EXISTS {name}" for name in (UPDATE, DELETE)]
    for name, event in ((UPDATE, "UPDATE"), (DELETE, "DELETE")):
        if name in wanted("sqlite"):
            statements.append(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
    return statements


def _postgresql() -> list[str]:
    statements = [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
        *(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in (UPDATE, DELETE, TRUNCATE)),
    ]
    for name, event, each in ((UPDATE, "UPDATE", "ROW"), (DELETE, "DELETE", "ROW"), (TRUNCATE, "TRUNCATE", "STATEMENT")):
        if name in wanted("postgresql"):
            statements.append(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()"
            )
    return statements
