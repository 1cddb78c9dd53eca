"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: (action, label, message)
LOG_ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("lms_records.completion", _("登记完成情况"), _("登记了学员的完成情况")),
    ("lms_records.request_mended", _("更正申请：已更正"), _("答复了学员的更正申请：已更正")),
    ("lms_records.request_checked", _("更正申请：核对无误"), _("答复了学员的更正申请：核对无误")),
    ("lms_records.observation", _("登记能力等级"), _("登记了学员的能力等级")),
)


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    for action, label, message in LOG_ACTIONS:
        if action not in actions.formatters:
            actions.register_action(action, label, message)
