"""Nobody changes or deletes a learning record: not Python, not SQL."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from lms.records import actions, checks, triggers
from lms.records.models import AppendOnlyError, Record

from .test_door import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(world):
    return actions.record(assessed(world))


def refused(statement):
    """Run in a savepoint, because PostgreSQL gives up the transaction."""
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        statement()


def test_python_refuses(row):
    for attempt in (
        row.save, row.delete, Record.objects.all().delete, lambda: Record.objects.update(level=4),
        lambda: Record.objects.bulk_update([row], ["level"]),
        lambda: Record.objects.bulk_create([row], update_conflicts=True, update_fields=["level"], unique_fields=["id"]),
        lambda: Record.objects.update_or_create(pk=row.pk, defaults={"level": 4}),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    row.refresh_from_db()
    assert row.level == 2


def test_the_database_refuses_what_goes_past_python(row):
    row.level = 4
    plain = models.QuerySet(Record)
    with connection.cursor() as cursor:
        for attempt in (
            row.save_base,
            lambda: plain.update(level=4),
            lambda: plain.bulk_update([row], ["level"]),
            lambda: plain.bulk_create([row], update_conflicts=True, update_fields=["level"], unique_fields=["id"]),
            lambda: cursor.execute("UPDATE lms_records_record SET level = 4"),
        ):
            refused(attempt)
    row.refresh_from_db()
    assert row.level == 2


def test_the_delete_trigger_refuses_where_it_is_set(row, settings):
    settings.LMS_RECORDS_DELETE_TRIGGER = True
    triggers.install("default")
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("DELETE FROM lms_records_record"))
        refused(lambda: models.QuerySet(Record).filter(pk=row.pk)._raw_delete("default"))
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE fails for another reason
            refused(lambda: cursor.execute("TRUNCATE lms_records_record CASCADE"))
    assert triggers.present("default") == triggers.wanted(connection.vendor)


def test_the_migrated_schema_has_the_triggers_and_the_check_says_so():
    assert triggers.present("default") == triggers.wanted(connection.vendor) == {triggers.UPDATE}
    assert checks.check_triggers(["default"]) == []


def test_the_check_finds_a_missing_trigger_and_migrate_sets_it_again(settings, monkeypatch):
    settings.LMS_RECORDS_DELETE_TRIGGER = True
    assert [message.id for message in checks.check_triggers(["default"])] == ["lms_records.E001"]
    monkeypatch.setattr("sys.argv", ["manage.py", "migrate"])
    assert [message.id for message in checks.check_triggers(["default"])] == ["lms_records.W001"]  # must not keep it from running
    call_command("migrate", verbosity=0)
    assert checks.check_triggers(["default"]) == []
    triggers.install("default")
