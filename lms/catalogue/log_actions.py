"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: (action, label, message)
LOG_ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("lms_catalogue.new_version", _("新建认定办法版本"), _("新建了认定办法版本")),
    ("lms_catalogue.rules", _("修改认定规则"), _("修改了认定规则")),
)


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    for action, label, message in LOG_ACTIONS:
        if action not in actions.formatters:
            actions.register_action(action, label, message)
