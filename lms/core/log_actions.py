"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: (action, label, message)
LOG_ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("lms.import", _("导入表格"), _("导入了表格")),
    ("lms.open", _("开放"), _("向学员开放了培训平台")),
)


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    for action, label, message in LOG_ACTIONS:
        if action not in actions.formatters:
            actions.register_action(action, label, message)
