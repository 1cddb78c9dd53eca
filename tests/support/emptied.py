"""After a transactional test the tables are put back as ``migrate`` left them.

Django empties them and runs ``post_migrate`` again; what migrations wrote (the root page, locale, site, groups) is lost, and
with several processes the next test on the same database may be any other.
"""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.test import TestCase, TransactionTestCase

FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


def empties_tables(item: pytest.Item) -> bool:
    """Whether Django will empty the tables after ``item`` instead of rolling back."""
    marker = item.get_closest_marker("django_db")
    case = getattr(item, "cls", None)
    return (
        bool(set(getattr(item, "fixturenames", ())) & FIXTURES)
        or (marker is not None and bool(marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
        or (case is not None and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase))
    )


def put_back() -> None:
    for alias in connections:
        connection = connections[alias]
        contents = getattr(connection, "_test_serialized_contents", None)
        if contents is None:
            continue
        call_command("flush", verbosity=0, interactive=False, database=alias, reset_sequences=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(contents)
        connection.close()
    ContentType.objects.clear_cache()
