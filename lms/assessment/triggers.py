"""The database itself refuses to change what a published version says, whoever asks.

Set again after every migrate: SQLite drops triggers when a migration remakes the table. Who wrote and who decided may be
blanked: accounts go, questions stay.
"""

from __future__ import annotations

from django.db import connections, transaction

from .models import QuestionVersion

TABLE = QuestionVersion._meta.db_table
NAME = "lms_assessment_published_is_fixed"
MESSAGE = "A published version of a question is never changed."


def install(using: str) -> None:
    """Set the trigger of this database. Does nothing where the table is not there."""
    connection = connections[using]
    if connection.vendor not in ("sqlite", "postgresql") or TABLE not in connection.introspection.table_names():
        return
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in QuestionVersion.FIXED)
    return [
        f"DROP TRIGGER IF EXISTS {NAME}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN OLD.state = 'published' AND ({changed}) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in QuestionVersion.FIXED)
    return [
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN (OLD.state = 'published' AND ({changed})) EXECUTE FUNCTION {NAME}()",
    ]
