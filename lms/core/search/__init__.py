"""Chinese full-text search for Wagtail on SQLite (FTS5) and PostgreSQL: ``WAGTAILSEARCH_BACKENDS`` names ``lms.core.search``.

Stock search makes one word of a whole run of Chinese and finds nothing in it. Here a text is kept as single characters and as
pairs of them, Traditional forms as Simplified ones; only the query is cut into words. See docs/decisions/0023-search.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection


def SearchBackend(params: Mapping[str, Any]) -> Any:
    """The backend for the database of this site; Wagtail's own where it is neither SQLite with FTS5 nor PostgreSQL.

    Imported late: the table of FTS5 is a model only where the database is SQLite.
    """
    from modelsearch.backends.database import SearchBackend as stock

    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLBackend

        return PostgreSQLBackend(params)
    found = stock(params)
    if connection.vendor == "sqlite" and hasattr(found, "autocomplete_config"):
        from .sqlite import SQLiteBackend

        return SQLiteBackend(params)
    return found
