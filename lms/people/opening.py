"""The steps of the first run that belong to people, and who takes them: see ``lms.core.opening``."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core import clock, opening
from lms.core.opening import Found, Step

from .models import Member, OrgUnit, Post, PostHolding
from .queries import BRANCH_KIND, in_force
from .roles import COMMITTEE_ROLES
from .scopes import has_role


def prepares(user: Any) -> bool:
    """Committee administrators prepare and open the site."""
    return has_role(user, COMMITTEE_ROLES)


def units() -> Found:
    """One query."""
    found = OrgUnit.objects.aggregate(all=Count("pk"), branches=Count("pk", filter=Q(kind=BRANCH_KIND)))
    if not found["all"]:
        return Found(_("还没有组织。"), reverse("lms_sheets:index"), _("导入组织表"))
    count = _("%(all)s 个组织，其中党支部 %(branches)s 个。") % found
    return Found(count, reverse("lms_units:index"), _("查看组织"), done=True)


def roster() -> Found:
    """One query."""
    number = Member.objects.present().count()
    if not number:
        return Found(_("还没有学员。"), reverse("lms_sheets:index"), _("导入花名册"))
    return Found(_("%(number)s 名学员。") % {"number": number}, reverse("lms_members:index"), _("查看学员"), done=True)


def posts() -> Found:
    """Three queries at most. A few members without a post may stay so: those who are served at home, for instance."""
    held = PostHolding.objects.filter(in_force(clock.today()), member=OuterRef("pk"))
    found = Member.objects.present().aggregate(all=Count("pk"), without=Count("pk", filter=~Exists(held)))
    known = Post.objects.count()
    if not found["all"]:
        count = _("已有 %(known)s 个岗位，等名册导入后对应到人。") % {"known": known} if known else _("还没有岗位，也没有学员。")
        return Found(count, reverse("lms_posts:index"), _("查看岗位"))
    if not found["without"]:
        count = _("%(all)s 名学员都有岗位，共 %(known)s 个岗位。") % {**found, "known": known}
        return Found(count, reverse("lms_posts:index"), _("查看岗位"), done=True)
    return Found(
        _("%(all)s 名学员中，%(without)s 名还没有岗位。") % found, reverse("lms_members:index") + "?no_post=true", _("补上岗位"),
        optional=found["without"] < found["all"],
    )


STEPS = (
    Step("units", 10, gettext_lazy("组织"), gettext_lazy("没有组织也可以先定岗位、能力和要求；名册要等组织。"), units),
    Step("roster", 20, gettext_lazy("名册"), gettext_lazy("没有名册也可以先定要求、备课程；还没有人可排学习。"), roster),
    Step(
        "posts", 30, gettext_lazy("职务对应岗位"),
        gettext_lazy("没有岗位的学员仍可学必修和选修课、记学时，只是排不出补缺内容。"), posts,
    ),
)


def register() -> None:
    """Make the steps known, and who takes them."""
    opening.let_in(prepares)
    for step in STEPS:
        opening.register(step)
