"""The step of the first run that belongs to accounts: 登录单."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core import opening
from lms.core.opening import Found, Step
from lms.people.models import Member

from .queries import WITHOUT_PASSWORD


def slips() -> Found:
    """Members who can sign in, by a password of their own or a slip that still holds. One query."""
    open_slip = Q(sign_in_slip__expires_at__gt=timezone.now())
    found = Member.objects.present().aggregate(
        all=Count("pk"),
        ready=Count("pk", filter=~WITHOUT_PASSWORD),
        slips=Count("pk", filter=WITHOUT_PASSWORD & open_slip),
    )
    url = reverse("lms_slips:index")
    if not found["all"]:
        return Found(_("名册导入后，按支部制作登录单。"), url, _("制作登录单"))
    if not found["ready"] and not found["slips"]:
        return Found(_("%(all)s 名学员都还没有登录单。") % found, url, _("制作登录单"))
    count = _("%(all)s 名学员中，%(ready)s 名已设好密码，%(slips)s 名有可用的登录单。") % found
    if found["ready"] + found["slips"] == found["all"]:
        return Found(count, url, _("查看登录单"), done=True)
    return Found(count, url, _("制作登录单"), optional=True)


STEP = Step(
    key="slips", order=70, title=gettext_lazy("登录单"),
    without=gettext_lazy("没有登录单的学员暂时不能登录，学习仍可由管理员登记；接入统一登录的单位可以不用登录单。"), look=slips,
)


def register() -> None:
    """Make the step known."""
    opening.register(STEP)
