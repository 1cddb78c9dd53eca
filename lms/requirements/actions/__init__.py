"""Every way of writing requirements."""

from .assignments import assign, assign_hours, hours_set, unassign
from .lines import LineData, replace_lines, set_for_post

__all__ = ["LineData", "assign", "assign_hours", "hours_set", "replace_lines", "set_for_post", "unassign"]
