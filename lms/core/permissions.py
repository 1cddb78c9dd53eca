"""Who may change what the site looks like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from . import opening


class AppearancePolicy(SitePermissionPolicy):
    """Whoever prepares the site may also say what it looks like; others need Wagtail's permission, for all sites or for one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return opening.may_prepare(user) or super().user_has_any_permission(user, actions)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        return opening.may_prepare(user) or super().user_has_any_permission_for_instance(user, actions, instance)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def sites_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Site]:
        return Site.objects.all() if opening.may_prepare(user) else super().sites_user_has_any_permission_for(user, actions)
