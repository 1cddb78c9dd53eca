"""Loading the sample and counting what is there."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from lms.core import clock
from lms.people.models import Member
from lms.planning.queries import pictures

#: In the month the sample was written for: nothing is shifted.
DAY = dt.date(2026, 11, 21)
#: Kept by the engines for themselves, or caches of what the code is.
NOT_COMPARED = ("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")


def load(*options: str) -> None:
    call_command("load_sample_data", *options, verbosity=0, stdout=io.StringIO())


def remove(*options: str) -> tuple[str, str]:
    """What the command said and what it complained of; the latter is in ``remove.complained`` even if it failed."""
    said, complained = io.StringIO(), io.StringIO()
    try:
        call_command("remove_sample_data", *options, stdout=said, stderr=complained)
    finally:
        remove.complained = complained.getvalue()
    return said.getvalue(), complained.getvalue()


@contextmanager
def on_day(day: dt.date) -> Iterator[None]:
    """Inside, it is ``day``."""
    with mock.patch.object(clock, "today", return_value=day), mock.patch.object(timezone, "localdate", return_value=day):
        yield


@contextmanager
def without_pages() -> Iterator[None]:
    """Inside, loading leaves the pages out, which take most of its time."""
    where = "cms_site.management.commands.load_sample_data"
    with mock.patch(f"{where}.plant_site"), mock.patch(f"{where}.content.load_content"):
        yield


def gaps(day: dt.date) -> dict[str, list]:
    return {picture.case.person.code: picture.gaps for picture in pictures(Member.objects.all(), day)}


def fingerprint() -> dict[str, int]:
    """Rows by table."""
    names = [name for name in connection.introspection.table_names() if not name.startswith(NOT_COMPARED) and "_fts_" not in name]
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def differing(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """Tables whose number of rows changed, with what it is now."""
    return {name: rows for name, rows in now.items() if rows != before[name]}
