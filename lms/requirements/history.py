"""谁改的: the versions of what is asked of a post, each against the one before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from .matrix import names_of
from .models import Line, RequirementSet, SetVersion


@dataclass(frozen=True, slots=True)
class CellChange:
    """One competency's level before and after; None: not asked."""

    competency: Any
    was: int | None
    level: int | None


@dataclass(slots=True)
class VersionChange:
    """A version: who made it and when (``by`` empty for an import), from when until when, and what it changed."""

    version: SetVersion
    by: str
    at: dt.datetime
    cells: list[CellChange] = field(default_factory=list)
    others: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A level asked now, and the version that brought it."""

    competency: Any
    level: int | None
    change: VersionChange


def history_of(requirement_set: RequirementSet) -> tuple[list[VersionChange], list[Standing]]:
    """All versions, the newest first, and the levels of the newest with who set each. Four queries."""
    versions = list(
        SetVersion.objects.filter(requirement_set=requirement_set).order_by("number").prefetch_related("lines__competency")
    )
    users = names_of({version.by_id for version in versions if version.by_id})
    changes: list[VersionChange] = []
    before: dict[int, Line] = {}
    others = 0
    brought: dict[int, VersionChange] = {}
    for version in versions:
        lines = list(version.lines.all())
        now = {line.competency_id: line for line in lines if line.competency_id is not None}
        change = VersionChange(version, users.get(version.by_id or 0, ""), version.created_at)
        for pk in sorted({*before, *now}, key=lambda pk: (now.get(pk) or before[pk]).competency.code):  # type: ignore[union-attr]
            was, level = before[pk].level if pk in before else None, now[pk].level if pk in now else None
            if was != level:
                change.cells.append(CellChange((now.get(pk) or before[pk]).competency, was, level))
                brought[pk] = change
        rest = len(lines) - len(now)
        change.others = rest - others
        others, before = rest, now
        changes.append(change)
    standing = [Standing(line.competency, line.level, brought[pk]) for pk, line in before.items()]
    standing.sort(key=lambda one: one.competency.code)
    return changes[::-1], standing
