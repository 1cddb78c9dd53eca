"""Whose account an administrator may open: never one that can do more than the administrator's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from lms.core import clock
from lms.people.defaults import ADMIN_GROUP
from lms.people.models import Grant
from lms.people.roles import Role
from lms.people.scopes import grant_paths, has_role, sees_all

#: From the widest to the narrowest; nobody opens an account with a task as wide as his own or wider, except for the committee.
WIDTH = {Role.COMMITTEE: 0, Role.UNIT: 1, Role.BRANCH: 2, Role.TRAINER: 2}


def stronger_accounts(account_ids: Iterable[int], by: Any) -> set[int]:
    """Of these accounts those that ``by`` must not open: whoever holds a slip becomes the account. At most four queries.

    Superusers are opened by superusers only; accounts with permissions other than grants by committee administrators; an
    account with grants by whoever holds a wider role over all the units of them. ``by`` None is the site itself.
    """
    ids = list(account_ids)
    if by is None or sees_all(by):
        return set()
    accounts = get_user_model()._default_manager.filter(pk__in=ids)
    found = set(accounts.filter(is_superuser=True).values_list("pk", flat=True))
    if has_role(by, (Role.COMMITTEE,)):
        return found
    found |= set(accounts.filter(is_staff=True).values_list("pk", flat=True)) if _has_staff() else set()
    found |= set(accounts.filter(Q(user_permissions__isnull=False)).values_list("pk", flat=True))
    found |= set(accounts.filter(groups__isnull=False).exclude(groups__name=ADMIN_GROUP).values_list("pk", flat=True))
    held = grant_paths(by, (Role.UNIT,))
    for account, grants in _grants(ids).items():
        if not all(WIDTH[Role(role)] > WIDTH[Role.UNIT] and path.startswith(tuple(held)) for role, path in grants):
            found.add(account)
    return found


def _has_staff() -> bool:
    return any(field.name == "is_staff" for field in get_user_model()._meta.concrete_fields)


def _grants(account_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Grants that hold today or later: account → (role, path of the unit)."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    alive = Grant.objects.filter(Q(end__isnull=True) | Q(end__gte=clock.today()), user__in=account_ids)
    for account, role, path in alive.values_list("user_id", "role", "unit__path"):
        found[account].append((role, path))
    return found
