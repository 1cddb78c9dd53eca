"""Who may see which questions and attempts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lms.people.roles import COMMITTEE_ROLES, TEACHING_ROLES
from lms.people.scopes import has_role, scope_q


def owned_by_scope(user: Any, prefix: str, roles: Iterable[str]) -> Q:
    """Questions of units over which ``user`` teaches; those without a unit belong to the committee."""
    mine = scope_q(user, f"{prefix}owner_unit__path", roles)
    return mine | Q(**{f"{prefix}owner_unit__isnull": True}) if has_role(user, COMMITTEE_ROLES) else mine


class QuestionQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = TEACHING_ROLES) -> Self:
        """Stem and key are seen by those who teach in the question's unit, and by nobody else."""
        return self.filter(owned_by_scope(user, "", roles))

    def published(self) -> Self:
        return self.filter(state="published", live__isnull=False)


class VersionQuerySet(models.QuerySet):
    def for_user(self, user: Any, roles: Iterable[str] = TEACHING_ROLES) -> Self:
        return self.filter(owned_by_scope(user, "question__", roles))
