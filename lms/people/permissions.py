"""Who may do what with which rows in the admin: one policy for all models, which asks ``for_user`` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from lms.core import clock

from .roles import ADMIN_ROLES, ALL_ROLES, COMMITTEE_ROLES
from .scopes import has_role, sees_all

Roles = Collection[str]


class ScopedPermissionPolicy(BasePermissionPolicy):
    """Grants decide. ``roles`` names for each action the roles that may do it; an action without roles nobody may do.

    An instance is within reach of an action when it lies in ``objects.for_user(user, roles of the action)``; ``narrowed`` gives
    for an action a function ``(queryset, user)`` that limits this further (rows that all may see and only their owner change).
    The superuser may do whatever some role may do, and nothing that no role may: a record stays unchangeable for everybody.
    """

    def __init__(
        self, model: type[Model], roles: Mapping[str, Roles], narrowed: Mapping[str, Callable[[Any, Any], Any]] | None = None
    ) -> None:
        super().__init__(model)
        self.roles = {action: frozenset(str(role) for role in held) for action, held in roles.items()}
        self.narrowed = dict(narrowed or {})

    def user_has_permission(self, user: Any, action: str) -> bool:
        held = self.roles.get(action)
        return bool(held) and has_role(user, held)

    def rows(self, user: Any, action: str) -> QuerySet[Any]:
        """The rows with which ``user`` may do ``action``."""
        manager: Any = self.model._default_manager
        if not self.user_has_permission(user, action):
            return manager.none()
        rows = manager.for_user(user, self.roles[action])
        narrow = self.narrowed.get(action)
        return narrow(rows, user) if narrow and not sees_all(user) else rows

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        manager: Any = self.model._default_manager
        reachable = [self.rows(user, action) for action in actions if self.user_has_permission(user, action)]
        if len(reachable) == 1:
            return reachable[0]
        condition = Q(pk__in=())
        for rows in reachable:
            condition |= Q(pk__in=rows.order_by().values("pk"))
        return manager.filter(condition)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.rows(user, action).filter(pk=instance.pk).exists()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        from .models import Grant

        wanted = {role for action in actions for role in self.roles.get(action, ())}
        granted = Grant.objects.on(clock.today()).filter(role__in=wanted).values("user_id")
        allowed = Q(pk__in=granted) | (Q(is_superuser=True) if wanted else Q(pk__in=()))
        return get_user_model()._default_manager.filter(allowed, is_active=True)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Model) -> QuerySet[Any]:
        users = self.users_with_any_permission(actions)
        wanted = list(actions)
        return users.filter(
            pk__in=[user.pk for user in users if self.user_has_any_permission_for_instance(user, wanted, instance)]
        )


def reference_roles(view: Roles = ALL_ROLES) -> dict[str, Roles]:
    """Roles for what everybody shares: any role sees it, the committee changes it."""
    return {"view": view, "add": COMMITTEE_ROLES, "change": COMMITTEE_ROLES, "delete": COMMITTEE_ROLES}


def read_only(view: Roles = ADMIN_ROLES, **more: Roles) -> dict[str, Roles]:
    """Roles for what nobody changes by hand; ``more`` names further actions."""
    return {"view": view, **more}


def register(
    model: type[Model], roles: Mapping[str, Roles], narrowed: Mapping[str, Callable[[Any, Any], Any]] | None = None
) -> None:
    """Register the policy of ``model`` with Wagtail. Call it at the top of ``wagtail_hooks``."""
    register_permission_policy(model, ScopedPermissionPolicy(model, roles, narrowed))
