"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_planning.make_compulsory", _("设为必学"), _("将学习活动设为必学")),
    ("lms_planning.end_compulsory", _("取消必学"), _("取消了学习活动的必学")),
)

register = registrar(LOG_ACTIONS)
