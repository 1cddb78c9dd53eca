"""Counting queries: every list costs the same for 1 and for 50 rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], Any]], list[str]]:
    """``count_queries(ask)`` runs ``ask`` and returns the statements it sent."""

    def count(ask: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            ask()
        return [query["sql"] for query in caught.captured_queries]

    return count


@pytest.fixture
def assert_same_queries(count_queries) -> Callable[..., int]:
    """``assert_same_queries(ask, add, rows=50)``: ``add(n)`` makes n more rows, ``ask()`` reads them all.

    Asks once to warm caches, then compares the statements for 1 row with those for ``rows``. Returns their number.
    """

    def check(ask: Callable[[], Any], add: Callable[[int], Any], rows: int = 50) -> int:
        add(1)
        ask()
        few = count_queries(ask)
        add(rows - 1)
        many = count_queries(ask)
        extra = "\n".join(sql[:300] for sql in many if sql not in few)
        assert len(many) == len(few), f"{len(few)} queries for 1 row, {len(many)} for {rows}:\n{extra}"
        return len(few)

    return check
