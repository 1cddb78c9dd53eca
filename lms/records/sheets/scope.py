"""Who may enter facts by sheet: whoever administers persons. For whom is asked row by row."""

from __future__ import annotations

from typing import Any

from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role


def may_enter(user: Any) -> bool:
    return has_role(user, ADMIN_ROLES)
