"""Temporary databases for one run: an SQLite file, and a PostgreSQL server of our own where one is installed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import postgres  # noqa: E402

#: As safe against a power cut as in use: what is measured is what a site would get.
DURABLE = ("max_connections=60", "shared_buffers=256MB")


@dataclass(frozen=True)
class Place:
    """Where the main database is, and how to make a copy of it before anything is in it."""

    engine: str
    url: str
    folder: Path

    def twin(self) -> str:
        """The address of a copy of the main database as it is now."""
        if self.engine == "sqlite":
            shutil.copy(self.folder / "main.sqlite3", self.folder / "twin.sqlite3")
            return f"sqlite:///{self.folder / 'twin.sqlite3'}"
        _execute(self.url.rsplit("/", 1)[0] + "/postgres", "CREATE DATABASE twin TEMPLATE main")
        return self.url.rsplit("/", 1)[0] + "/twin"


@contextmanager
def sqlite() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="quebu-bench-") as name:
        yield Place("sqlite", f"sqlite:///{name}/main.sqlite3", Path(name))


@contextmanager
def postgresql() -> Iterator[Place]:
    """Raises ``postgres.Missing`` where no server is installed."""
    binaries = postgres.find_binaries()
    if binaries is None:
        raise postgres.Missing("The Debian package postgresql is missing.")
    postgres.FAST = DURABLE
    with postgres.temporary_server(binaries) as url, tempfile.TemporaryDirectory(prefix="quebu-bench-") as name:
        _execute(url, "CREATE DATABASE main")
        yield Place("postgresql", url.rsplit("/", 1)[0] + "/main", Path(name))


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
