from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lms.people.roles import ALL_ROLES
from lms.people.scopes import has_role, scope_q


class RequirementSetQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        """Sets of the committee for everybody with a role; sets owned by a unit for roles over it."""
        if not has_role(user, roles):
            return self.none()
        return self.filter(Q(owner_unit__isnull=True) | scope_q(user, "owner_unit__path", roles))


class SetOwnedQuerySet(models.QuerySet):
    set_lookup = "requirement_set"

    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        from .models import RequirementSet

        return self.filter(**{f"{self.set_lookup}__in": RequirementSet.objects.for_user(user, roles)})


class LineQuerySet(SetOwnedQuerySet):
    set_lookup = "version__requirement_set"
