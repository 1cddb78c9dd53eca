"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_catalogue.new_version", _("新建认定办法版本"), _("新建了认定办法版本")),
    ("lms_catalogue.make", _("新建学习活动"), _("由页面新建了学习活动")),
    ("lms_catalogue.keep", _("更新学习活动"), _("由页面更新了学习活动")),
    ("lms_catalogue.retire", _("停用学习活动"), _("停用了学习活动")),
    ("lms_catalogue.adopt", _("改由页面维护"), _("改由页面维护学习活动")),
    ("lms_catalogue.rules", _("修改认定规则"), _("修改了认定规则")),
)

register = registrar(LOG_ACTIONS)
