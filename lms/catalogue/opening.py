"""The step of the first run that belongs to the catalogue: 课程."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core import opening
from lms.core.opening import Found, Step

from .models import Activity


def lessons() -> Found:
    """One query."""
    number = Activity.objects.filter(published=True).count()
    if not number:
        return Found(_("还没有课程。"), reverse("lms_sheets:index"), _("导入课程表"))
    return Found(_("已发布 %(number)s 门。") % {"number": number}, reverse("lms_activities:index"), _("查看课程"), done=True)


STEP = Step(
    key="lessons", order=60, title=gettext_lazy("课程"),
    without=gettext_lazy("没有课程，学员能看到自己的能力和要求，缺的内容会列给教员。"), look=lessons,
)


def register() -> None:
    """Make the step known."""
    opening.register(STEP)
