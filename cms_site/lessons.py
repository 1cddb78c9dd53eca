"""Lessons of the catalogue as pages of the site name them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from lms.catalogue.models import Activity
from lms.core import clock
from lms.desk.queries import member_of


def open_lessons(ids: Collection[int], request: HttpRequest) -> dict[int, Activity]:
    """Of these lessons those that are offered, by id. A lesson of one unit is named only to members of that unit.

    At most two queries; none without ids.
    """
    if not ids:
        return {}
    rows = Activity.objects.filter(Q(valid_until=None) | Q(valid_until__gte=clock.today()), pk__in=ids, published=True)
    found = {row.pk: row for row in rows.select_related("owner_unit")}
    limited = [pk for pk, row in found.items() if row.owner_unit_id and row.share_scope == Activity.Share.UNIT]
    if limited:
        path = _path_of(request.user)
        for pk in limited:
            if not path.startswith(found[pk].owner_unit.path):  # type: ignore[union-attr]
                del found[pk]
    return found


def _path_of(user: Any) -> str:
    member = member_of(user) if user.is_authenticated else None
    return member.branch.path if member else ""
