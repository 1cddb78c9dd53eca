"""Every way of writing requirements."""

from .assignments import assign, assign_hours, hours_set, unassign
from .audiences import Audience, ask_audience, may_require, stop_asking
from .lines import LineData, post_set_code, replace_lines, set_for_post
from .starter import adopt_starter_set, check_starter_set

__all__ = [
    "Audience", "LineData", "adopt_starter_set", "ask_audience", "assign", "assign_hours", "check_starter_set", "hours_set",
    "may_require", "post_set_code", "replace_lines", "set_for_post", "stop_asking", "unassign",
]
