"""Planning in the Wagtail admin: the levels that await a look, and entering one for one member."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.catalogue.models import Activity
from lms.core.states import State
from lms.core.todo import HOOK, Todo
from lms.people.models import Member
from lms.people.permissions import read_only, register
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets.role_view import ManagersMenuItem

from . import log_actions
from .models import Awaiting

register(Awaiting, read_only())


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    from .views.assess import AssessView, FindView, MemberView
    from .views.awaiting import AwaitingView, LevelView
    from .views.compulsory import CompulsoryView, EndView
    from .views.reach import ActivityReachView

    awaiting = [
        path("", AwaitingView.as_view(), name="index"),
        path("<int:competency>/<int:level>/", LevelView.as_view(), name="level"),
    ]
    assess = [
        path("", FindView.as_view(), name="index"),
        path("<int:member>/", MemberView.as_view(), name="member"),
        path("<int:member>/<int:competency>/", AssessView.as_view(), name="level"),
    ]
    reach = [
        path("<int:pk>/", ActivityReachView.as_view(), name="activity"),
        path("<int:pk>/compulsory/", CompulsoryView.as_view(), name="compulsory"),
        path("<int:pk>/compulsory/<int:asked>/end/", EndView.as_view(), name="end"),
    ]
    return [
        path("lms/reach/", include((reach, "lms_reach"))),
        path("lms/awaiting/", include((awaiting, "lms_awaiting"))),
        path("lms/assess/", include((assess, "lms_assess"))),
    ]


@hooks.register("register_admin_menu_item")
def awaiting_menu_item() -> MenuItem:
    return ManagersMenuItem(
        State.AWAITING.word, reverse("lms_awaiting:index"), name="lms-awaiting", icon_name="tick-inverse", order=241
    )


@hooks.register("register_admin_menu_item")
def assess_menu_item() -> MenuItem:
    return ManagersMenuItem(_("登记能力等级"), reverse("lms_assess:index"), name="lms-assess", icon_name="order", order=242)


@hooks.register(HOOK)
def todos(user: Any) -> list[Todo]:
    """One query."""
    from .awaiting_queries import members_awaiting

    if not has_role(user, ADMIN_ROLES):
        return []
    count, text = members_awaiting(user), _("学完了课程，等您看过才算达到")
    number = _t("%(number)s 人") % {"number": count}
    return [Todo(State.AWAITING.word, count, number, text, reverse("lms_awaiting:index"), 10)]


@hooks.register("register_lms_deeds")
def deeds(row: Any, user: Any) -> list[dict[str, Any]]:
    """A button on a member's page, for those who may enter a level of this member."""
    if not isinstance(row, Member) or row.user_id == user.pk:
        return []
    if not Member.objects.for_user(user, ADMIN_ROLES).present().filter(pk=row.pk).exists():
        return []
    return [{"url": reverse("lms_assess:member", args=[row.pk]), "label": _("登记能力等级")}]


@hooks.register("register_lms_deeds")
def reach_deeds(row: Any, user: Any) -> list[dict[str, Any]]:
    """A button on the page of a lesson or session."""
    from .reach import KINDS

    if not isinstance(row, Activity) or row.kind not in KINDS:
        return []
    return [{"url": reverse("lms_reach:activity", args=[row.pk]), "label": _("谁会学到")}]


hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_lms_mending")
def mending(row: Any, user: Any) -> list[dict[str, str]]:
    """From a request about a level to the screen on which it is entered anew."""
    if row.competency_id is None or row.kind != row.Kind.LEVEL or row.member.user_id == user.pk:
        return []
    return [{"url": reverse("lms_assess:level", args=[row.member_id, row.competency_id]), "label": _t("登记能力等级")}]
