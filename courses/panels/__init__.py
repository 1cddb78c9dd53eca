"""What the page editor of courses shows.

Panels and forms need all models to be there, so a page type gets its editor when the apps are ready: see ``equip``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.admin.panels import TabbedInterface

from .lesson import described_tab, lesson_tabs
from .missing import MissingPanel
from .reach import ReachPanel
from .whole import course_tabs, story_tabs, track_tabs

__all__ = ["MissingPanel", "ReachPanel", "course_tabs", "described_tab", "equip", "lesson_tabs", "story_tabs", "track_tabs"]


def equip(page_type: Any, tabs: Iterable[Any], form: Any) -> None:
    """Give ``page_type`` these tabs and this form, from ``AppConfig.ready``. Nothing where it has an editor of its own."""
    if "edit_handler" not in vars(page_type):
        page_type.edit_handler = TabbedInterface(list(tabs), base_form_class=form)
