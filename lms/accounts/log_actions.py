"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LOG_ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("lms_accounts.slips_made", _("登录单"), _("制作了登录单")),
    ("lms_accounts.unlocked", _("解除锁定"), _("解除了账号锁定")),
    ("lms_accounts.second_factor_reset", _("重置两步验证"), _("重置了两步验证")),
)


def register(actions: Any) -> None:
    """Hook ``register_log_actions``. Harmless when called twice."""
    for action, label, message in LOG_ACTIONS:
        if action not in actions.formatters:
            actions.register_action(action, label, message)
