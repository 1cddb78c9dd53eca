"""待确认: whose levels somebody has yet to look at. Every question takes a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lms.catalogue.models import Teaches
from lms.competencies.models import Competency
from lms.core import clock
from lms.people.models import Leave, Member
from lms.people.queries import in_force
from lms.people.scopes import MemberOwnedQuerySet
from lms.records.models import Progress

from .actions import outdated, replan
from .models import Awaiting

#: So many plans that are out of date are solved while the reader waits.
FEW = 60


@dataclass(frozen=True, slots=True)
class Group:
    """A level of a competency with the members who await it. ``looked``: of further members somebody has looked at."""

    competency: Competency
    level: int
    members: int
    looked: int


def awaiting_for(user: Any) -> MemberOwnedQuerySet:
    """What ``user`` may confirm: of present members in the scope, and never of oneself."""
    rows = Awaiting.objects.for_user(user).filter(member__merged_into__isnull=True, member__erased_at__isnull=True)
    return rows.exclude(member__user_id=user.pk)


def members_awaiting(user: Any) -> int:
    """How many members await a look that nobody has taken yet. One query."""
    rows = awaiting_for(user).filter(looked_on__isnull=True)
    return int(rows.aggregate(number=Count("member", distinct=True))["number"])


def groups(rows: MemberOwnedQuerySet) -> list[Group]:
    """The levels that are awaited, those with most members first. Two queries."""
    counted = rows.order_by().values_list("competency_id", "level")
    found = list(counted.annotate(new=Count("pk", filter=Q(looked_on__isnull=True)), all=Count("pk")))
    known = Competency.objects.select_related("domain").in_bulk([row[0] for row in found])
    listed = [Group(known[pk], level, new, total - new) for pk, level, new, total in found]
    return sorted(listed, key=lambda one: (-one.members, one.competency.code, one.level))


def bring_up_to_date(user: Any) -> int:
    """Solve the plans of the scope that are out of date, if they are few. Returns how many are left: a task is at work."""
    today = clock.today()
    away = Leave.objects.filter(in_force(today)).values("member_id")
    behind = outdated(today).filter(pk__in=Member.objects.for_user(user).values("pk")).exclude(pk__in=away)
    ids = list(behind.order_by("pk").values_list("pk", flat=True)[: FEW + 1])
    if len(ids) > FEW:
        return behind.count()
    if ids:
        replan(Member.objects.filter(pk__in=ids))
    return 0


def learned(member_ids: Collection[int], competency: Competency) -> dict[int, list[tuple[str, dt.date]]]:
    """Lessons on ``competency`` that these members have done, the latest first, with the day. One query."""
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    teaching = Teaches.objects.filter(competency=competency).values("activity_id")
    rows = Progress.objects.filter(member_id__in=member_ids, activity_id__in=teaching, done_on__isnull=False)
    for member, title, day in rows.order_by("-done_on", "activity__code").values_list("member_id", "activity__title", "done_on"):
        if day is not None:
            found[member].append((title, day))
    return found
