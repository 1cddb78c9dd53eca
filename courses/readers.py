"""Who may read what is taught: signed-in persons; what is shared within one unit only, the persons of that unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from lms.core import clock
from lms.people.models import Membership, OrgUnit
from lms.people.queries import member_of
from lms.people.roles import ALL_ROLES
from lms.people.scopes import grant_paths, sees_all


def unit_paths(user: Any) -> list[str]:
    """Paths of the units that ``user`` belongs to today as a member. Two queries, kept on the user object."""
    found = getattr(user, "_courses_units", None)
    if found is None:
        member = member_of(user) if user.is_authenticated else None
        found = []
        if member is not None:
            today = clock.today()
            rows = Membership.objects.filter(
                Q(start__isnull=True) | Q(start__lte=today), Q(end__isnull=True) | Q(end__gte=today), member=member
            )
            found = [member.branch.path, *rows.values_list("unit__path", flat=True)]
        user._courses_units = found
    return list(found)


def belongs_to(user: Any, unit: OrgUnit) -> bool:
    """Whether ``user`` learns in ``unit`` or below it, or answers for it: a grant for it, above it or below it."""
    if sees_all(user):
        return True
    if any(path.startswith(unit.path) for path in unit_paths(user)):
        return True
    return any(unit.path.startswith(path) or path.startswith(unit.path) for path in grant_paths(user, ALL_ROLES))
