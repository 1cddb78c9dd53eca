"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_requirements.replace_lines", _("修改要求"), _("修改了要求，形成新版本")),
    ("lms_requirements.assign", _("指定到人"), _("将要求指定到人")),
    ("lms_requirements.unassign", _("取消指定"), _("取消了对个人的指定")),
    ("lms_requirements.starter_adopt", _("采用示例标准"), _("采用了示例的能力、岗位和岗位要求")),
    ("lms_requirements.starter_check", _("核对示例标准"), _("确认示例标准已经核对")),
)

register = registrar(LOG_ACTIONS)
