"""What was entered and cancelled may be entered again."""

from __future__ import annotations

from collections.abc import Collection

from .models import Record

#: Keys named in one query.
CHUNK = 500


def free_keys(source: str, keys: Collection[str]) -> dict[str, str]:
    """For each key the one under which a fact may be written: the key itself, unless its row was cancelled.

    Entering the same thing twice gives the same key twice, so it is still written once. One query for each 500 keys, and as
    many again for those that were cancelled.
    """
    found = {key: key for key in keys}
    waiting = {key: key for key in keys}
    while waiting:
        cancelled = _cancelled(source, list(waiting))
        waiting = {f"{key}:{cancelled[key]}": first for key, first in waiting.items() if key in cancelled}
        found.update({first: key for key, first in waiting.items()})
    return found


def _cancelled(source: str, keys: list[str]) -> dict[str, int]:
    """Which of these rows a void row corrects, with the id of that row."""
    found: dict[str, int] = {}
    for at in range(0, len(keys), CHUNK):
        rows = Record.objects.filter(corrects_source=source, corrects_key__in=keys[at : at + CHUNK], is_void=True).order_by()
        found.update(rows.values_list("corrects_key", "pk"))
    return found
