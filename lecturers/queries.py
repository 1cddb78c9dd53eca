"""Questions to the directory. Each reads with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lms.catalogue.models import Activity
from lms.people.queries import member_of
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from .models import Lecturer
from .states import State


def visible_to(user: Any) -> QuerySet[Lecturer]:
    """The lecturers whose page ``user`` may open, also for the search.

    Members find who is 在库 and shared with their unit; organisers whom their scope reaches, in any state; everybody oneself.
    Nobody who is not signed in finds anyone.
    """
    if not getattr(user, "is_authenticated", False):
        return Lecturer.objects.none()
    seen = Lecturer.objects.for_member(member_of(user))
    if has_role(user, ADMIN_ROLES):
        seen = seen | Lecturer.objects.for_user(user, ADMIN_ROLES)
    elif has_role(user):
        seen = seen | Lecturer.objects.for_user(user).listed()
    return seen.distinct()


def may_see_private(user: Any, lecturer: Lecturer) -> bool:
    """Whether contact and rating are shown: to organisers whose scope reaches the lecturer, and to the lecturer."""
    if has_role(user, ADMIN_ROLES) and Lecturer.objects.for_user(user, ADMIN_ROLES).filter(pk=lecturer.pk).exists():
        return True
    member = member_of(user)
    return member is not None and lecturer.member_id == member.pk


def names(codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Id and name by code, for the catalogue of lessons: who is in the directory. One query."""
    found = Lecturer.objects.listed().filter(code__in=list(codes))
    return {code: (pk, name) for code, pk, name in found.values_list("code", "pk", "name")}


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson of a lecturer."""

    pk: int
    code: str
    title: str
    form: str
    minutes: int


def lessons_of(codes: Iterable[str]) -> dict[str, list[Taught]]:
    """Published activities by the lecturer's code. One query. Pages write their lecturer's code to their activity."""
    wanted = {code for code in codes if code}
    found: dict[str, list[Taught]] = defaultdict(list)
    rows = Activity.objects.filter(lecturer_code__in=wanted, published=True).order_by("code")
    for lecturer, pk, code, title, form, minutes in rows.values_list(
        "lecturer_code", "pk", "code", "title", "form", "minutes"
    ):
        found[lecturer].append(Taught(pk, code, title, form, minutes))
    return dict(found)


def has_open_page(lecturer: Lecturer) -> bool:
    """Whether every member may open the lecturer's page: 在库 and shared with all. No query."""
    shared = lecturer.share_scope == Lecturer.Share.ALL or lecturer.owner_unit_id is None
    return shared and lecturer.standing == State.LISTED and lecturer.erased_at is None
