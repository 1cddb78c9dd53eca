"""Who a member is on a day: what requirement sets and share scopes ask about. Read in bulk, computed from dated facts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.core import clock
from lms.core.dates import add_months, holds_on
from lms.core.prepared import Prepared

from .models import Leave, Member, MemberPast, Membership, OrgUnit, OrgUnitPast, Post, PostHolding, PostPast, Tier, TierRule
from .tiers import RuleRow, tier_for

CHUNK = 4000
Held = tuple[int, dt.date | None]
#: Post, start, end.
Holding = tuple[int, dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Person:
    """A member as of a day. ``posts``: (post id, start) of the posts held; ``units``: paths of branch and further memberships.

    ``good_until``: the last day on which nothing of this changes by the calendar alone (a post that ends, a birthday).
    ``holdings``: all posts ever held and to come; only there where one member was asked for.
    """

    id: int
    code: str
    tier: str | None
    category: int | None
    rank: str
    branch: int
    units: tuple[str, ...]
    posts: tuple[Held, ...]
    good_until: dt.date | None
    holdings: tuple[Holding, ...] = ()

    def posts_on(self, day: dt.date) -> tuple[Held, ...]:
        """The posts held on another day than the one asked about, from ``holdings``."""
        return tuple((post, start) for post, start, end in self.holdings if holds_on(start, end, day))


def _present(members: QuerySet[Member], day: dt.date) -> QuerySet[Any]:
    away = Leave.objects.filter(Q(end__isnull=True) | Q(end__gte=day), member=OuterRef("pk"), start__lte=day)
    base = members.filter(~Exists(away), merged_into__isnull=True, erased_at__isnull=True).order_by("pk")
    return base.values_list("pk", "code", "branch_id", "category_id", "rank", "birth_month", "tier_override_id")


def _posts_of(members: Q) -> QuerySet[Any]:
    rows = PostHolding.objects.filter(members).order_by("member_id", "post_id")
    return rows.values_list("member_id", "post_id", "start", "end")


ONE_MEMBER = Prepared(lambda pk, day: _present(Member.objects.filter(pk=pk), day), int, dt.date)
POSTS_OF_ONE = Prepared(lambda pk: _posts_of(Q(member_id=pk)), int)


class Audience:
    """Reads persons as of ``day``. Small tables (units, posts, tiers, rules) are read once, when made.

    ``with_units``: also read further memberships; only needed where a requirement or a share scope names units.
    """

    def __init__(self, day: dt.date, *, with_units: bool = True) -> None:
        self.day = day
        self.with_units = with_units
        self.paths = dict(OrgUnit.objects.values_list("pk", "path"))
        for unit, start, facts in OrgUnitPast.objects.filter(end__gte=day).values_list("unit_id", "start", "facts"):
            if start is None or start <= day:
                self.paths[unit] = facts["path"]
        self.post_tiers: dict[int, str | None] = dict(Post.objects.values_list("pk", "default_tier__code"))
        for post, start, facts in PostPast.objects.filter(end__gte=day).values_list("post_id", "start", "facts"):
            if start is None or start <= day:
                self.post_tiers[post] = facts["default_tier"]
        self.tier_codes: dict[int, str] = dict(Tier.objects.values_list("pk", "code"))
        self.rules = [
            RuleRow(kind, age, tier) for kind, age, tier in TierRule.objects.values_list("kind", "max_age", "tier__code")
        ]
        self._tiers: dict[tuple[tuple[int, ...], dt.date | None], str | None] = {}

    def people(self, members: QuerySet[Member]) -> Iterator[list[Person]]:
        """Present members of ``members`` who are not on leave, by primary key, in chunks; at most four queries a chunk."""
        base, last, full = _present(members, self.day), 0, True
        while full and (rows := list(base.filter(pk__gt=last)[:CHUNK])):
            last, full = rows[-1][0], len(rows) == CHUNK
            yield self._chunk(rows)

    def one(self, pk: int) -> list[Person]:
        """The same for one member."""
        rows = ONE_MEMBER.ask(pk, self.day)
        return self._chunk(rows) if rows else []

    def with_posts(self, person: Person, posts: tuple[Held, ...]) -> Person:
        """``person`` as of the day of this audience, had he or she these posts: the tier follows from posts. One query."""
        for _, _, _, _, _, born, override in ONE_MEMBER.ask(person.id, self.day):
            tier = self.tier_codes[override] if override else self._tier(posts, born)
            return replace(person, posts=posts, tier=tier)
        return replace(person, posts=posts)

    def _chunk(self, rows: list[tuple[Any, ...]]) -> list[Person]:
        ids = [row[0] for row in rows]
        near = ids_between("member_id", ids)
        past = self._past(near)
        alone = len(ids) == 1
        holdings = POSTS_OF_ONE.ask(ids[0]) if alone else _posts_of(near)
        posts, changes = self._posts(holdings)
        all_of_one = tuple(row[1:] for row in holdings) if alone else ()
        further = self._memberships(near) if self.with_units else {}
        people = []
        for pk, code, branch, category, rank, born, override in rows:
            if pk in past:
                facts = past[pk]
                branch, category, rank, override = facts["branch"], facts["category"], facts["rank"], facts["tier_override"]
            held = tuple(posts.get(pk, ()))
            units = (self.paths[branch], *further.get(pk, ()))
            tier = self.tier_codes[override] if override else self._tier(held, born)
            until = self._good_until(born, changes.get(pk))
            people.append(Person(pk, code, tier, category, rank, branch, units, held, until, all_of_one))
        return people

    def _past(self, near: Q) -> dict[int, dict[str, Any]]:
        if self.day >= clock.today():
            return {}  # what was is kept until yesterday at the latest
        rows = MemberPast.objects.filter(near, end__gte=self.day).values_list("member_id", "start", "facts")
        return {member: facts for member, start, facts in rows if start is None or start <= self.day}

    def _posts(self, rows: Iterable[Any]) -> tuple[dict[int, list[Held]], dict[int, dt.date]]:
        day = self.day
        held: dict[int, list[Held]] = defaultdict(list)
        changes: dict[int, dt.date] = {}
        for member, post, start, end in rows:
            if holds_on(start, end, day):
                held[member].append((post, start))
                if end is not None:
                    changes[member] = min(end, changes.get(member, end))
            elif start is not None and start > day:
                before = start - dt.timedelta(days=1)
                changes[member] = min(before, changes.get(member, before))
        return held, changes

    def _memberships(self, near: Q) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for member, unit, start, end in Membership.objects.filter(near).values_list("member_id", "unit_id", "start", "end"):
            if holds_on(start, end, self.day):
                found[member].append(self.paths[unit])
        return found

    def _tier(self, held: tuple[Held, ...], born: dt.date | None) -> str | None:
        key = (tuple([post for post, _ in held]), born)
        if key not in self._tiers:
            defaults = {tier for post in key[0] if (tier := self.post_tiers.get(post))}
            self._tiers[key] = tier_for(self.rules, defaults, born, self.day)
        return self._tiers[key]

    def _good_until(self, born: dt.date | None, change: dt.date | None) -> dt.date | None:
        if born is None:
            return change
        for rule in self.rules:
            if rule.max_age is not None:
                birthday = add_months(born, 12 * (rule.max_age + 1)) - dt.timedelta(days=1)
                if birthday >= self.day and (change is None or birthday < change):
                    change = birthday
        return change


def ids_between(field: str, ids: list[int]) -> Q:
    """Condition for rows of these ids: a list while they are few, a range (which reads a little more) when many."""
    if len(ids) <= 500:
        return Q(**{f"{field}__in": ids})
    return Q(**{f"{field}__gte": min(ids), f"{field}__lte": max(ids)})


def first_of(days: Iterable[dt.date | None]) -> dt.date | None:
    """The earliest of these days; None counts as never."""
    known = [day for day in days if day is not None]
    return min(known) if known else None
