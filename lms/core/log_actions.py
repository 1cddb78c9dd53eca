"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    if "lms.import" not in actions.formatters:
        actions.register_action("lms.import", _("导入表格"), _("导入了表格"))
