"""People in the Wagtail admin: policies first, then the menu with its lists, choosers and styles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .models import (
    Grant,
    KnownTitle,
    KnownUnitName,
    Leave,
    Member,
    MemberCategory,
    MemberEvent,
    MemberGroup,
    Membership,
    MemberTitle,
    OrgUnit,
    Post,
    PostHolding,
    Tier,
    TierRule,
)
from .permissions import read_only, reference_roles, register
from .roles import ADMIN_ROLES, ALL_ROLES, Role
from .scopes import answered_within

MANAGERS = (Role.COMMITTEE, Role.UNIT)

register(OrgUnit, {"view": ADMIN_ROLES, "add": MANAGERS, "change": MANAGERS, "delete": (Role.COMMITTEE,)})
register(Member, {"view": ADMIN_ROLES, "add": ADMIN_ROLES, "change": ADMIN_ROLES, "erase": MANAGERS})
register(Grant, {"view": MANAGERS, "add": MANAGERS, "end": MANAGERS})
for reference in (Post, Tier, TierRule, MemberCategory):
    register(reference, reference_roles(view=ALL_ROLES))
for known in (KnownTitle, KnownUnitName):
    register(known, {"view": ADMIN_ROLES, "decide": ADMIN_ROLES, "forget": ADMIN_ROLES}, {"forget": answered_within})
for owned in (MemberEvent, PostHolding, Membership, Leave, MemberTitle):
    register(owned, read_only())

register(MemberGroup, dict.fromkeys(("view", "add", "change", "delete"), ADMIN_ROLES))

# ruff: noqa: E402 - the policies must be there before any viewset asks for them
from .viewsets.grants import GrantViewSet
from .viewsets.groups import MemberGroupViewSet
from .viewsets.known import KnownTitleViewSet, KnownUnitNameViewSet
from .viewsets.members import EventViewSet, MemberViewSet
from .viewsets.reference import (
    CategoryViewSet,
    MemberChooserViewSet,
    PostChooserViewSet,
    PostViewSet,
    TierRuleViewSet,
    TierViewSet,
)
from .viewsets.units import UnitChooserViewSet, UnitViewSet


class PeopleGroup(ViewSetGroup):
    menu_label = _("人员与组织")
    menu_name = "lms-people"
    menu_icon = "group"
    menu_order = 210
    items = (
        MemberViewSet, MemberGroupViewSet, UnitViewSet, PostViewSet, CategoryViewSet, TierViewSet, TierRuleViewSet,
        KnownTitleViewSet, KnownUnitNameViewSet, EventViewSet, GrantViewSet,
    )


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [UnitChooserViewSet(), MemberChooserViewSet(), PostChooserViewSet(), PeopleGroup()]
