"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_records.completion", _("登记完成情况"), _("登记了学员的完成情况")),
    ("lms_records.request_mended", _("更正申请：已更正"), _("答复了学员的更正申请：已更正")),
    ("lms_records.request_checked", _("更正申请：核对无误"), _("答复了学员的更正申请：核对无误")),
    ("lms_records.observation", _("登记能力等级"), _("登记了学员的能力等级")),
)

register = registrar(LOG_ACTIONS)
