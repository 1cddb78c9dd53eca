"""What a requirement set costs: how many members it asks, and how many compulsory minutes each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.audience import Audience
from lms.people.models import Member
from lms.people.queries import in_force

from .actions import LineData
from .models import Assignment, Line, RequirementSet
from .snapshot import Facets


@dataclass(frozen=True, slots=True)
class Cost:
    """``members``: how many are asked; ``minutes``: of compulsory activities, for each of them."""

    members: int
    minutes: int


def facets_of(requirement_set: RequirementSet) -> Facets:
    """The audience of a set. Four queries."""
    return Facets(
        posts=set(requirement_set.posts.values_list("pk", flat=True)),
        tiers=set(requirement_set.tiers.values_list("code", flat=True)),
        categories=set(requirement_set.categories.values_list("pk", flat=True)),
        units=set(requirement_set.units.values_list("path", flat=True)),
        ranks=set(requirement_set.ranks),
    )


def audience_size(requirement_set: RequirementSet, day: dt.date) -> int:
    """How many present members the set asks on ``day``, by its facets or by name."""
    facets = facets_of(requirement_set)
    named = set(Assignment.objects.filter(in_force(day), requirement_set=requirement_set).values_list("member_id", flat=True))
    if facets.empty:
        return len(named)
    people = Audience(day, with_units=bool(facets.units)).people(Member.objects.all())
    return len(named | {person.id for chunk in people for person in chunk if facets.fits(person)})


def cost_of(requirement_set: RequirementSet, lines: Iterable[LineData], day: dt.date | None = None) -> Cost:
    """What ``lines`` would cost as the lines of ``requirement_set`` on ``day`` (today)."""
    ids = [line.activity_id for line in lines if line.kind == Line.Kind.ACTIVITY and line.activity_id is not None]
    minutes = Activity.objects.filter(pk__in=ids).aggregate(total=Sum("minutes"))["total"] or 0
    return Cost(audience_size(requirement_set, day or clock.today()), int(minutes))
