"""What all loaders do with rows: settle duplicates, find near names, write new and changed rows."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from .problems import Problems
from .registry import called
from .tables import BAD, Table

BATCH = 1000
#: For so many different unknown codes near ones are looked up.
MOST_GUESSES = 200


def settle(
    table: Table, problems: Problems, keys: Sequence[Hashable], columns: Mapping[str, Sequence[Any]], key_field: str
) -> list[int]:
    """Places of the rows to take: the first of each key. A row that says the same again is a notice, otherwise an error.

    ``columns``: what must agree, by field. Broken rows and rows without a key are left out.
    """
    broken = table.broken
    if len(set(keys)) == len(keys):
        return [i for i in range(len(keys)) if i not in broken] if broken else list(range(len(keys)))
    first: dict[Hashable, int] = {}
    for i, key in enumerate(keys):
        if i in broken or key is None or key is BAD:
            continue
        if (other := first.setdefault(key, i)) == i:
            continue
        different = [name for name, values in columns.items() if values[i] != values[other]]
        text = "" if (cell := table.get(key_field)[i]) is None else str(cell)
        if different:
            message = _("与第 %(row)s 行重复且内容不同（%(columns)s）") % {
                "row": table.numbers[other],
                "columns": "、".join(table.heading(name) for name in different),
            }
            problems.error(
                table.file,
                message,
                _("请核对后只留一行"),
                row=table.numbers[i],
                column=table.heading(key_field),
                value=text,
                also=(table.numbers[other],),
            )
        else:
            message = _("与第 %(row)s 行重复，只取一行") % {"row": table.numbers[other]}
            problems.notice(table.file, message, row=table.numbers[i], column=table.heading(key_field), value=text)
    return sorted(first.values())


def unknown(
    table: Table, problems: Problems, row: int, column: str, value: str, known: Collection[str], *, what: str, where: str
) -> None:
    """Tell of a code that is neither in the sheets nor in the database, with the codes most like it.

    ``where``: the name of the sheet that would hold it, or words for another place. When that sheet was never imported,
    this is said once for the column: the code is not wrong, it is the sheet that is missing.
    """
    if not known:
        nothing_yet(table, problems, column, what=what, where=where)
        return
    near = _near(problems, value, known)
    remedy = _("请改正，或在%(where)s中补上") % {"where": called(where)}
    if near:
        remedy += _("；相近的有：%(near)s") % {"near": "、".join(near)}
    problems.error(
        table.file,
        _("没有这个%(what)s") % {"what": what},
        remedy,
        row=table.numbers[row],
        column=table.heading(column),
        value=value,
    )


def nothing_yet(table: Table, problems: Problems, column: str, *, what: str, where: str) -> None:
    """Tell once for a column that what its cells point to has not been imported at all."""
    place = (table.file, column)
    if place in problems.nothing_yet:
        return
    problems.nothing_yet.add(place)
    problems.error(
        table.file,
        _("系统里还没有任何%(what)s") % {"what": what},
        _("请先导入%(where)s，或与本表一起选") % {"where": called(where)},
        column=table.heading(column),
    )


def _near(problems: Problems, value: str, known: Collection[str]) -> list[str]:
    """Codes like ``value``; looked up once for each value, and not for very many values: that would take hours."""
    key = (value, len(known))
    if key not in problems.near:
        if len(problems.near) >= MOST_GUESSES or len(known) > 20_000:
            return []
        problems.near[key] = difflib.get_close_matches(value, [str(code) for code in known], n=3, cutoff=0.6)
    return problems.near[key]


def cycle_in(parents: Mapping[str, Iterable[str]]) -> list[str] | None:
    """One circle in the graph node → what it points to, as a list that ends where it begins; None if there is none."""
    done: set[str] = set()
    for root in parents:
        if root in done:
            continue
        way: list[str] = [root]
        on_way = {root}
        branches = [iter(parents.get(root, ()))]
        while branches:
            step = next(branches[-1], None)
            if step is None:
                branches.pop()
                left = way.pop()
                on_way.discard(left)
                done.add(left)
            elif step in on_way:
                return [*way[way.index(step) :], step]
            elif step not in done:
                way.append(step)
                on_way.add(step)
                branches.append(iter(parents.get(step, ())))
    return None


def differing(row: models.Model, wanted: Mapping[str, Any], old: dict[str, Any] | None = None) -> list[str]:
    """Sets the attributes of ``row`` that differ from ``wanted`` and names them. None (an empty cell) changes nothing.

    ``old`` takes what the attributes were, to be told with ``Run.change``.
    """
    changed = [name for name, value in wanted.items() if value is not None and getattr(row, name) != value]
    for name in changed:
        if old is not None:
            old[name] = getattr(row, name)
        setattr(row, name, wanted[name])
    return changed


def save_changed(model: type[models.Model], rows: Sequence[models.Model], fields: Collection[str]) -> None:
    """Write ``fields`` of changed rows."""
    if rows and fields:
        model._default_manager.bulk_update(rows, sorted(fields), batch_size=BATCH)


def reindex(rows: Sequence[models.Model]) -> None:
    """Put rows that were written in bulk into the search index, which listens only to single saves."""
    from wagtail.search.backends import get_search_backends

    if not rows:
        return
    for backend in get_search_backends(with_auto_update=True):
        index = backend.get_index_for_model(type(rows[0]))
        for at in range(0, len(rows), BATCH):
            index.add_items(type(rows[0]), rows[at : at + BATCH])
