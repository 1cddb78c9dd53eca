"""The four roles that a grant can give, and what each may do at most."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COMMITTEE = "committee", _("工委管理员")
    UNIT = "unit", _("单位管理员")
    BRANCH = "branch", _("支部管理员")
    TRAINER = "trainer", _("教员")


#: Roles that see and manage persons.
ADMIN_ROLES = (Role.COMMITTEE, Role.UNIT, Role.BRANCH)
#: Roles that may change what everybody shares (tiers, posts, competencies, rule sets, requirements of posts).
COMMITTEE_ROLES = (Role.COMMITTEE,)
#: Roles that publish activities for their unit and below.
TEACHING_ROLES = (Role.COMMITTEE, Role.UNIT, Role.TRAINER)
ALL_ROLES = tuple(Role)
