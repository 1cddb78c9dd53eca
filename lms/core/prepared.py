"""Queries that are asked again and again with other values: built and compiled by Django once, then only run.

Building and compiling a queryset takes longer than a small indexed query does. For the few questions behind every fact that
enters the record this is worth a tool; everything else asks its querysets as usual.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: Values that stand for a parameter while the query is compiled; nothing else may be equal to them. Numbers fit
#: into 32 bits: of what a column cannot hold Django makes no query at all.
INTEGERS = tuple(2_147_483_600 + at for at in range(4))
DAYS = tuple(dt.date(9990 + at, 12, 30) for at in range(4))
TEXTS = tuple(f"stand-in {at} of a prepared query" for at in range(40))
STAND_INS: dict[type, tuple[Any, ...]] = {int: INTEGERS, dt.date: DAYS, str: TEXTS}


class Prepared:
    """``Prepared(build)``: ``build`` takes one stand-in for each of ``kinds`` (int, date, str) and returns a queryset.

    ``ask(*values)`` returns its rows as tuples, in the order of the columns, as ``values_list`` would. A value must have the
    kind of its stand-in, and None is none.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *kinds: type) -> None:
        self.build = build
        self.stand_ins = [STAND_INS[kind][at] for at, kind in enumerate(kinds)]
        self._compiled: dict[str, tuple[str, list[int | None], tuple[Any, ...], Any, Any]] = {}

    def ask(self, *values: Any, using: str = "default") -> list[Any]:
        connection = connections[using]
        key = f"{using}:{connection.vendor}"
        if key not in self._compiled:
            self._compiled[key] = self._compile(using)
        sql, places, fixed, compiler, converters = self._compiled[key]
        told = [connection.ops.adapt_datefield_value(each) if isinstance(each, dt.date) else each for each in values]
        params = [fixed[at] if place is None else told[place] for at, place in enumerate(places)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

    def _compile(self, using: str) -> tuple[str, list[int | None], tuple[Any, ...], Any, Any]:
        connection = connections[using]
        compiler = self.build(*self.stand_ins).using(using).query.get_compiler(using)
        sql, params = compiler.as_sql()
        adapted = [
            connection.ops.adapt_datefield_value(each) if isinstance(each, dt.date) else each for each in self.stand_ins
        ]
        places = [adapted.index(each) if each in adapted else None for each in params]
        return sql, places, tuple(params), compiler, compiler.get_converters([column for column, _, _ in compiler.select])
