"""The settings of the ready-made site, each tried in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms_site.settings.base import database

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-text-that-is-long-enough-for-the-check-and-has-many-characters-0123456789"


#: Given by whoever runs the suite, or left by the browser tests: not part of what is tried.
UNSET = {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def manage(tmp_path, *arguments: str, settings: str = "production", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    kept |= {"DJANGO_SETTINGS_MODULE": f"cms_site.settings.{settings}", "QUEBU_VAR": str(tmp_path), **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )


def test_production_refuses_to_start_without_a_secret(tmp_path):
    done = manage(tmp_path, "check")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_production_is_fit_for_deployment(tmp_path):
    given = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "learn.example.org", "SECURE_HSTS_SECONDS": "3600"}
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "ERROR", **given)
    assert done.returncode == 0, done.stderr
    # Whether subdomains are included and browsers preload it is for the owner of the domain to say.
    told = {word.strip("?:() ") for word in done.stderr.split() if word.startswith("(security.")}
    assert told <= {"security.W005", "security.W021"}


def test_development_needs_no_variable(tmp_path):
    done = manage(tmp_path, "check", "--fail-level", "WARNING", settings="development")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("url", ["sqlite:////tmp/x.sqlite3", "sqlite://:memory:"])
def test_sqlite_waits_instead_of_failing(url):
    options = database(url)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_gets_no_options_of_sqlite():
    given = database("postgres://quebu@127.0.0.1:5432/quebu")
    assert given["ENGINE"].endswith("postgresql")
    assert "transaction_mode" not in given.get("OPTIONS", {})
