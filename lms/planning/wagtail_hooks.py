"""Planning in the Wagtail admin: the levels that await a look, and entering one for one member."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.people.models import Member
from lms.people.permissions import read_only, register
from lms.people.roles import ADMIN_ROLES

from .models import Awaiting

register(Awaiting, read_only())


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    from .views.assess import AssessView, FindView, MemberView
    from .views.awaiting import AwaitingView, LevelView

    awaiting = [
        path("", AwaitingView.as_view(), name="index"),
        path("<int:competency>/<int:level>/", LevelView.as_view(), name="level"),
    ]
    assess = [
        path("", FindView.as_view(), name="index"),
        path("<int:member>/", MemberView.as_view(), name="member"),
        path("<int:member>/<int:competency>/", AssessView.as_view(), name="level"),
    ]
    return [
        path("lms/awaiting/", include((awaiting, "lms_awaiting"))),
        path("lms/assess/", include((assess, "lms_assess"))),
    ]


@hooks.register("register_lms_deeds")
def deeds(row: Any, user: Any) -> list[dict[str, Any]]:
    """A button on a member's page, for those who may enter a level of this member."""
    if not isinstance(row, Member) or row.user_id == user.pk:
        return []
    if not Member.objects.for_user(user, ADMIN_ROLES).present().filter(pk=row.pk).exists():
        return []
    return [{"url": reverse("lms_assess:member", args=[row.pk]), "label": _("登记能力等级")}]
