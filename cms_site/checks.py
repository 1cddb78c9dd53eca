"""System checks of the ready-made site."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection


@register(Tags.security, deploy=True)
def check_demo_accounts(**kwargs: Any) -> list[CheckMessage]:
    """The password of the demonstration's accounts is public: nobody may be let in by it. Runs with ``check --deploy``."""
    from .demo.accounts import left

    try:
        if get_user_model()._meta.db_table not in connection.introspection.table_names():
            return []
        names = [user.get_username() for user in left()]
    except DatabaseError:
        # Whether the database can be reached is for other checks to say.
        return []
    if not names:
        return []
    return [
        Error(
            f"Accounts of the demonstration exist: {', '.join(sorted(names))}. Their password is public.",
            hint="Run `manage.py remove_sample_data`.",
            id="cms_site.E001",
        )
    ]
