"""What a requirement set costs: how many members it asks, and how many compulsory minutes each of them; and how that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from lms.catalogue.models import Activity
from lms.core import clock, conf
from lms.people.audience import Audience
from lms.people.models import Member
from lms.people.queries import in_force

from .actions import LineData
from .impact import Impact, Proposal, impact_of
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What is said before something becomes compulsory. ``over``: it takes somebody, or the set itself, above the yearly cap."""

    words: str
    over: bool

    @classmethod
    def of(cls, impact: Impact | None, cost: Cost) -> Seen:
        """From reckoned plans where somebody reckons them, else from the set alone."""
        cap = int(conf.get("COMPULSORY_CAP_MINUTES"))
        over = cost.minutes > cap
        if impact is None:
            members, more, above = cost.members, cost.minutes, cost.members if over else 0
        else:
            members, more, above = impact.members, impact.compulsory_average, impact.over_cap
            over = over or impact.newly_over > 0
        text = _("%(members)s 人，每人必学 %(more)s 分钟，其中 %(above)s 人本年必学超过上限（%(cap)s 分钟）。")
        return cls(text % {"members": members, "more": f"{more:+d}", "above": above, "cap": cap}, over)


def digest(lines: Iterable[LineData], day: dt.date) -> str:
    """A name for a change, so that only what was shown can be confirmed."""
    said = sorted(repr(astuple(line)) for line in lines)
    return sha256("\n".join([day.isoformat(), *said]).encode()).hexdigest()[:20]


def audience_cost(requirement_set: RequirementSet, form: Any) -> tuple[str, str]:
    """What the audience of ``form`` would do instead of that of ``requirement_set``: words, and a name for exactly this audience.

    Empty words: nobody is asked more or less than before.
    """
    data = form.cleaned_data
    facets = Facets(
        posts={post.pk for post in data["posts"]}, tiers={tier.code for tier in data["tiers"]},
        categories={one.pk for one in data["categories"]}, units={unit.path for unit in data["units"]},
        ranks=set(form.instance.ranks),
    )  # fmt: skip
    saved = RequirementSet.objects.get(pk=requirement_set.pk)
    if facets == facets_of(saved):
        return "", ""
    impact = impact_of([Proposal(saved.pk, facets=facets)])
    if impact is None or not (impact.longer or impact.shorter):
        return "", ""
    text = _(
        "这样改后：%(longer)s 人的计划变长，%(shorter)s 人的变短，合计 %(total)s 分钟；必学平均每人 %(more)s 分钟，"
        "其中 %(above)s 人本年必学超过上限。确认无误请再次保存。"
    )
    words = text % {
        "longer": impact.longer, "shorter": impact.shorter, "total": f"{impact.total:+d}",
        "more": f"{impact.compulsory_average:+d}", "above": impact.over_cap,
    }
    said = [sorted(map(str, part)) for part in (facets.posts, facets.tiers, facets.categories, facets.units, facets.ranks)]
    return words, sha256(repr(said).encode()).hexdigest()[:20]
