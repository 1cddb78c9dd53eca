"""The matrix post × competency: reads levels, compares what was posted, and says which lines each post then has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .actions import LineData

COMPETENCY = "competency"
#: For a new cell: (priority, due within months) by level, as the sample matrix has them.
DEFAULTS = {1: (3, 36), 2: (2, 24), 3: (1, 12), 4: (1, 12)}


@dataclass(frozen=True, slots=True)
class Change:
    """What a save does to one post: its new lines, and how many cells were added, changed and removed."""

    lines: list[LineData]
    added: int
    changed: int
    removed: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def apply_cells(lines: list[LineData], cells: Mapping[int, int | None]) -> Change:
    """``lines`` with the levels of ``cells`` (competency id → 1…4, None: not asked); what is not in ``cells`` stays.

    A changed level keeps priority and time; a new cell gets the defaults of its level.
    """
    result: list[LineData] = []
    changed = removed = 0
    open_cells = dict(cells)
    for line in lines:
        if line.kind != COMPETENCY or line.competency_id not in open_cells:
            result.append(line)
            continue
        level = open_cells.pop(line.competency_id)
        if level is None:
            removed += 1
            continue
        changed += level != line.level
        result.append(replace(line, level=level))
    new = {competency: level for competency, level in open_cells.items() if level is not None}
    for competency, level in new.items():
        priority, due = DEFAULTS[level]
        result.append(LineData(COMPETENCY, competency_id=competency, level=level, priority=priority, due_within_months=due))
    return Change(result, len(new), changed, removed)
