"""The last step: 开放."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Opening
from ..opening import Found, Step


def look() -> Found:
    """Whether and when the site was opened. One query."""
    opened = Opening.objects.first()
    if opened is None:
        return Found(_("尚未开放，学员登录后看到的是准备中的说明。"), reverse("lms_opening:open"), _("开放"))
    day = date_format(timezone.localtime(opened.opened_at), "DATE_FORMAT")
    return Found(_("%(day)s 已开放。") % {"day": day}, reverse("lms_opening:index"), _("查看"), done=True)


STEP = Step(
    key="open",
    order=80,
    title=gettext_lazy("开放"),
    without=gettext_lazy("开放之前，管理员可以照常准备和预览，学员的学习记录也可以先导入。"),
    look=look,
)
