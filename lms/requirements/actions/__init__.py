"""Every way of writing requirements."""

from .assignments import assign, assign_hours, hours_set, unassign
from .lines import LineData, post_set_code, replace_lines, set_for_post
from .starter import adopt_starter_set, check_starter_set

__all__ = [
    "LineData", "adopt_starter_set", "assign", "assign_hours", "check_starter_set", "hours_set", "post_set_code",
    "replace_lines", "set_for_post", "unassign",
]
