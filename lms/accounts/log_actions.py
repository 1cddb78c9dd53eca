"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_accounts.slips_made", _("登录单"), _("制作了登录单")),
    ("lms_accounts.unlocked", _("解除锁定"), _("解除了账号锁定")),
    ("lms_accounts.second_factor_reset", _("重置两步验证"), _("重置了两步验证")),
)

register = registrar(LOG_ACTIONS)
