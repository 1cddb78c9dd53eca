"""The checks of one import: of all rows, or again and again until only rows without problems are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .problems import Problem, Problems
from .registry import Loader
from .run import Run
from .tables import Table, mark_broken


def check_all(run: Run) -> list[Loader]:
    """Make the loaders of all tables and let each check."""
    loaders: list[Loader] = []
    for table in run.tables.values():
        mark_broken(table)
        loaders += [load(run, table) for load in (table.spec.load, *table.spec.extensions)]
    for loader in loaders:
        run.tell("check", loader.table.spec.name, len(loader.table))
        loader.check()
    for loader in loaders:
        loader.check_late()
    return loaders


def check_good_rows(run: Run) -> list[Loader] | None:
    """Leave rows with problems out until no problem is left; None where one concerns more than single rows.

    What leaned on a row that goes may become a problem in turn, so the rest is checked anew. All problems stay in ``run``.
    """
    told = run.problems
    known: set[Problem] = set()
    while True:
        read = {name: replace(table, values=dict(table.values)) for name, table in run.tables.items()}
        loaders = check_all(run)
        new = [problem for problem in run.problems.found if problem not in known]
        if run.problems is not told:
            told.found += [problem for problem in new if problem.blocks]
        known.update(new)
        errors = [problem for problem in run.problems.found if problem.blocks]
        run.problems = told
        if not errors:
            return loaders
        bad = _rows_of(errors, read)
        if bad is None:
            return None
        for name, rows in bad.items():
            run.left_out.setdefault(name, set()).update(rows)
        run.tables = {name: table.without(bad.get(name, ())) for name, table in read.items()}
        run.shared.clear()
        run.problems = Problems()


def _rows_of(errors: list[Problem], tables: Mapping[str, Table]) -> dict[str, set[int]] | None:
    """The rows of these problems by sheet; None where one does not concern rows that could be left out."""
    by_file = {table.file: (name, set(table.numbers)) for name, table in tables.items()}
    found: dict[str, set[int]] = {}
    for problem in errors:
        name, numbers = by_file.get(problem.file, ("", set()))
        if problem.row is None or problem.row not in numbers:
            return None
        found.setdefault(name, set()).update({problem.row, *problem.also} & numbers)
    return found
