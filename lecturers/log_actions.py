"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_lecturers.move", _("变更讲师状态"), _("变更了讲师状态")),
    ("lms_lecturers.erase", _("清除讲师个人信息"), _("清除了讲师个人信息")),
)

register = registrar(LOG_ACTIONS)
