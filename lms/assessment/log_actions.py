"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_assessment.create", _("新建题目"), _("新建了题目")),
    ("lms_assessment.edit", _("修改题目"), _("修改了题目")),
    ("lms_assessment.submit", _("送审题目"), _("把题目送审")),
    ("lms_assessment.publish", _("发布题目"), _("审核并发布了题目")),
    ("lms_assessment.return", _("退回题目"), _("退回了题目")),
    ("lms_assessment.retire", _("停用题目"), _("停用了题目")),
    ("lms_assessment.restore", _("恢复题目"), _("恢复了题目")),
)

register = registrar(LOG_ACTIONS)
