"""Who may see which rows. Every screen, chooser and export starts from one of these ``for_user`` querysets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lms.core import clock

from .roles import ADMIN_ROLES, ALL_ROLES

NOTHING = Q(pk__in=())
#: Not the empty Q(): that vanishes when another condition is joined to it by OR.
EVERYTHING = ~NOTHING


#: Signs of one step in the path of a unit.
STEP = 7


def grant_paths(user: Any, roles: Iterable[str] = ADMIN_ROLES) -> list[str]:
    """Paths of the units for which ``user`` holds one of ``roles`` today. One query, kept on the user object."""
    if not getattr(user, "is_active", False):
        return []
    held = getattr(user, "_lms_grants", None)
    if held is None:
        from .models import Grant

        held = user._lms_grants = list(
            Grant.objects.on(clock.today()).filter(user_id=user.pk).values_list("role", "unit__path")
        )
    wanted = {str(role) for role in roles}
    return sorted({path for role, path in held if role in wanted})


def forget_grants(user: Any) -> None:
    """Drop what ``grant_paths`` keeps, after a grant was given or taken away."""
    if hasattr(user, "_lms_grants"):
        del user._lms_grants


def sees_all(user: Any) -> bool:
    return bool(getattr(user, "is_active", False) and getattr(user, "is_superuser", False))


def has_role(user: Any, roles: Iterable[str] = ALL_ROLES) -> bool:
    return sees_all(user) or bool(grant_paths(user, roles))


def scope_q(user: Any, path: str = "path", roles: Iterable[str] = ADMIN_ROLES) -> Q:
    """Condition "lies in a unit over which ``user`` holds one of ``roles``"; ``path`` is the lookup of the unit's path."""
    if sees_all(user):
        return EVERYTHING
    condition = NOTHING
    for prefix in grant_paths(user, roles):
        condition |= Q(**{f"{path}__startswith": prefix})
    return condition


class ReferenceQuerySet(models.QuerySet):
    """Shared tables (tiers, posts, competencies…): everybody with a role sees them, the committee changes them."""

    def for_user(self, user: Any, roles: Iterable[str] = ALL_ROLES) -> Self:
        return self if has_role(user, roles) else self.none()


class OrgUnitQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        return self.filter(scope_q(user, "path", roles))

    def below(self, unit: Any) -> Self:
        """``unit`` and everything under it."""
        return self.filter(path__startswith=unit.path)


class MemberQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        """Members whose branch lies in the user's scope. A member does not see himself here: see ``desk``."""
        return self.filter(scope_q(user, "branch__path", roles))

    def present(self) -> Self:
        """Without rows that were merged into another or erased."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

    def in_unit(self, unit: Any) -> Self:
        return self.filter(branch__path__startswith=unit.path)


class MemberOwnedQuerySet(models.QuerySet):
    """Rows that belong to a member through the key ``member``."""

    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        return self.filter(scope_q(user, "member__branch__path", roles))


class KnownQuerySet(models.QuerySet):
    """Answers that hold for a unit (``scope``) and below; None holds everywhere."""

    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        """What was answered within the user's scope and what holds there because it was answered above it."""
        if sees_all(user):
            return self
        paths = grant_paths(user, roles)
        above = {path[:length] for path in paths for length in range(STEP, len(path), STEP)}
        everywhere = Q(scope__isnull=True) if paths else NOTHING
        return self.filter(everywhere | Q(scope__path__in=above) | scope_q(user, "scope__path", roles))


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a unit through the key ``owner_unit``."""

    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        return self.filter(scope_q(user, "owner_unit__path", roles))


def answered_within(rows: KnownQuerySet, user: Any) -> KnownQuerySet:
    """Of remembered answers those that hold for the user's own units only, not for others beside them."""
    return rows.filter(scope_q(user, "scope__path", ADMIN_ROLES))


class GrantQuerySet(models.QuerySet):
    def on(self, day: Any) -> Self:
        return self.filter(Q(start__isnull=True) | Q(start__lte=day), Q(end__isnull=True) | Q(end__gte=day))

    def for_user(self, user: Any, roles: Iterable[str] = ADMIN_ROLES) -> Self:
        return self.filter(scope_q(user, "unit__path", roles))
