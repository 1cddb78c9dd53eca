"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_catalogue.new_version", _("新建认定办法版本"), _("新建了认定办法版本")),
    ("lms_catalogue.rules", _("修改认定规则"), _("修改了认定规则")),
)

register = registrar(LOG_ACTIONS)
