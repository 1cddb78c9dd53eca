"""Who may enter the Wagtail admin, asked on every page of everybody who is signed in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import load_backend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from .prepared import Prepared


def _permission(user_id: int) -> QuerySet[Any, Any]:
    held = Permission.objects.filter(Q(user=user_id) | Q(group__user=user_id))
    return held.filter(content_type__app_label="wagtailadmin", codename="access_admin").order_by().values_list("pk")[:1]


PERMISSION = Prepared(_permission, int)


@lru_cache(maxsize=8)
def _only_tables(paths: tuple[str, ...]) -> bool:
    """Whether permissions stand in Django's tables and nowhere else: no sign-in backend has rules of its own."""
    own = ("has_perm", "get_all_permissions", "get_user_permissions", "get_group_permissions", "_get_permissions")
    backends = [type(load_backend(path)) for path in paths]
    return all(
        issubclass(backend, ModelBackend) and all(getattr(backend, name) is getattr(ModelBackend, name) for name in own)
        for backend in backends
    )


def may_enter_admin(user: Any) -> bool:
    """The same answer as ``user.has_perm("wagtailadmin.access_admin")``, with one small query instead of two large ones."""
    if not (getattr(user, "is_authenticated", False) and user.is_active):
        return False
    if user.is_superuser:
        return True
    if not isinstance(user.pk, int) or not _only_tables(tuple(settings.AUTHENTICATION_BACKENDS)):
        return bool(user.has_perm("wagtailadmin.access_admin"))
    return bool(PERMISSION.ask(user.pk))
