"""Migrations are whole, and their names say what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(
    path for top in ("lms", "courses", "lecturers", "cms_site") for path in ROOT.glob(f"{top}/**/migrations/0*.py")
)


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", "--check", "--dry-run")
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_names_say_what_they_do():
    assert MIGRATIONS
    assert [path.name for path in MIGRATIONS if "_auto_" in path.name] == []
