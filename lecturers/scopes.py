"""Who sees which lecturers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lms.core import clock
from lms.people.models import OrgUnit
from lms.people.roles import ADMIN_ROLES, ALL_ROLES, Role
from lms.people.scopes import NOTHING, STEP, has_role, scope_q, sees_all

from .states import State

#: Who looks after lecturers of the own unit.
MANAGING_ROLES = (Role.COMMITTEE, Role.UNIT)


class LecturerQuerySet(models.QuerySet):
    """All conditions are on columns of the row itself, so that the search index can take them too."""

    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        """Shared lecturers for everybody with a role, those of one unit only for roles over it. Not the erased ones."""
        if not has_role(user, roles):
            return self.none()
        rows = self.filter(erased_at__isnull=True)
        return rows if sees_all(user) else rows.filter(_shared() | Q(owner_unit_id__in=_units(user, roles)))

    def editable_by(self, user: Any, roles: Iterable[str] = MANAGING_ROLES) -> Self:
        """Lecturers of units that the user looks after; those without a unit belong to the committee."""
        rows = self.filter(erased_at__isnull=True)
        if sees_all(user):
            return rows
        mine = Q(owner_unit_id__in=_units(user, roles))
        return rows.filter(mine | Q(owner_unit__isnull=True)) if has_role(user, (Role.COMMITTEE,)) else rows.filter(mine)

    def listed(self, day: dt.date | None = None) -> Self:
        """在库 on ``day`` (today), the term not over."""
        on = day or clock.today()
        return self.filter(Q(term_end__isnull=True) | Q(term_end__gte=on), state=State.LISTED)

    def for_member(self, member: Any) -> Self:
        """What a member finds in the directory: who is 在库 and shared with his unit. One's own row always."""
        if member is None:
            return self.none()
        path = member.branch.path
        above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
        units = list(OrgUnit.objects.filter(path__in=above).values_list("pk", flat=True))
        shared = self.filter(_shared() | Q(owner_unit_id__in=units), erased_at__isnull=True)
        return shared.listed() | self.filter(member_id=member.pk, erased_at__isnull=True)


class LecturerOwnedQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        from .models import Lecturer

        return self.filter(lecturer__in=Lecturer.objects.for_user(user, roles))


def _shared() -> Q:
    return Q(share_scope="all") | Q(owner_unit__isnull=True)


def _units(user: Any, roles: Iterable[str]) -> list[int]:
    """Ids of the units over which ``user`` holds one of ``roles``."""
    condition = scope_q(user, "path", roles)
    return [] if condition == NOTHING else list(OrgUnit.objects.filter(condition).values_list("pk", flat=True))
