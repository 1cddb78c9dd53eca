"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms.import", _("导入表格"), _("导入了表格")),
    ("lms.open", _("开放"), _("向学员开放了培训平台")),
)

register = registrar(LOG_ACTIONS)
