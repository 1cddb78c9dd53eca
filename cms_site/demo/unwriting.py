"""Delete rows, among them records of learning, which the database refuses to give up.

The package has no door through which a record could leave. Only this command of the ready-made site opens one, for the sample's
own members: inside its transaction the trigger is lifted, their rows are deleted, and the trigger is set again before anybody
else can write. Records of other members are in no statement at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from lms.records import triggers
from lms.records.models import Record

BATCH = 500


def delete_rows(going: Mapping[type[Model], list[Any]]) -> None:
    """Delete these rows of each table. The order does not matter: keys between them are checked at the end."""
    # PostgreSQL takes no trigger off a table, and sets none, while keys of its rows are still to be checked.
    connection.check_constraints()
    if going.get(Record):
        _lift_trigger()
    for model, pks in going.items():
        for at in range(0, len(pks), BATCH):
            QuerySet(model).filter(pk__in=pks[at : at + BATCH])._raw_delete(connection.alias)
    connection.check_constraints()
    if going.get(Record):
        triggers.install(connection.alias)


def _lift_trigger() -> None:
    on_table = f" ON {triggers.TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {triggers.DELETE}{on_table}")
