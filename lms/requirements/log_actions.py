"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: (action, label, message)
LOG_ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("lms_requirements.replace_lines", _("修改要求"), _("修改了要求，形成新版本")),
    ("lms_requirements.assign", _("指定到人"), _("将要求指定到人")),
    ("lms_requirements.unassign", _("取消指定"), _("取消了对个人的指定")),
    ("lms_requirements.starter_adopt", _("采用示例标准"), _("采用了示例的能力、岗位和岗位要求")),
    ("lms_requirements.starter_check", _("核对示例标准"), _("确认示例标准已经核对")),
)


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    for action, label, message in LOG_ACTIONS:
        if action not in actions.formatters:
            actions.register_action(action, label, message)
