from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lms.people.roles import ALL_ROLES, TEACHING_ROLES
from lms.people.scopes import has_role, scope_q


class ActivityQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        """Shared activities for everybody with a role; those of one unit only for roles over it or below it."""
        if not has_role(user, roles):
            return self.none()
        return self.filter(Q(owner_unit__isnull=True) | Q(share_scope="all") | scope_q(user, "owner_unit__path", roles))

    def editable_by(self, user: Any) -> Self:
        """Activities of units over which the user teaches; those without an owner belong to the committee."""
        from lms.people.roles import Role

        mine = scope_q(user, "owner_unit__path", TEACHING_ROLES)
        return self.filter(mine | Q(owner_unit__isnull=True)) if has_role(user, (Role.COMMITTEE,)) else self.filter(mine)


class ActivityOwnedQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        from .models import Activity

        return self.filter(activity__in=Activity.objects.for_user(user, roles))
