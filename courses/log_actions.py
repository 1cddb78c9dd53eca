"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_courses.compulsory", _("定为全员必学的理由"), _("写明了超过每年上限的理由")),
)

register = registrar(LOG_ACTIONS)
