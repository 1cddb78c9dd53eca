"""Questions to people. Each reads with a fixed number of queries for each ``CHUNK`` of members."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from lms.core.dates import holds_on
from lms.core.prepared import Prepared

from .audience import ids_between
from .models import Leave, Member, MemberPast, OrgUnit, OrgUnitPast, Post, PostHolding, PostPast, Tier, TierRule
from .tiers import RuleRow, tier_for

CHUNK = 2000
#: The kind of unit that must have a training contact.
BRANCH_KIND = "党支部"


@dataclass(frozen=True, slots=True)
class Held:
    """A post held: from ``start`` until ``end`` (included; None is open)."""

    post_id: int
    code: str
    is_main: bool
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a member stood on a day: branch, tier and posts (main post first). Written into every record."""

    unit_id: int
    tier_code: str | None
    post_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A member holds a post that the member's category may not hold."""

    member: Member
    post: Post


def in_force(day: dt.date, prefix: str = "") -> Q:
    """Condition: from ``start`` until ``end``, both included, None open."""
    started = Q(**{f"{prefix}start__isnull": True}) | Q(**{f"{prefix}start__lte": day})
    return started & (Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gte": day}))


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Different ids in order, ``CHUNK`` at a time."""
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), CHUNK):
        yield wanted[at : at + CHUNK]


TIER_RULES = Prepared(lambda: TierRule.objects.order_by("order", "pk").values_list("kind", "max_age", "tier__code"))


def tier_rules() -> list[RuleRow]:
    """The tier rules in order. One query."""
    return [RuleRow(*row) for row in TIER_RULES.ask()]


# ---- whose account


def _columns(model: type[Model], prefix: str = "") -> list[str]:
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]


MEMBER_OF = Prepared(
    lambda user_id: Member.objects.present().filter(user_id=user_id).values_list(
        *_columns(Member), *_columns(OrgUnit, "branch__")
    )[:1],
    int,
)


def _member_of(user: Any) -> Member | None:
    if not isinstance(user.pk, int):
        return Member.objects.present().filter(user_id=user.pk).select_related("branch").first()
    for row in MEMBER_OF.ask(user.pk):
        names = _columns(Member)
        member = Member.from_db("default", names, row[: len(names)])
        member.branch = OrgUnit.from_db("default", _columns(OrgUnit), row[len(names) :])
        return member
    return None


def member_of(user: Any) -> Member | None:
    """The member whose account this is. Merged and erased rows are nobody's. One query, kept on the user object."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, "_lms_member"):
        user._lms_member = _member_of(user)
    found: Member | None = user._lms_member
    return found


# ---- as of a day


def posts_on(member_ids: Iterable[int], day: dt.date) -> dict[int, list[Held]]:
    """Posts held on ``day`` by member, main post first; every id asked for has an entry. One query a chunk."""
    found: dict[int, list[Held]] = {}
    for ids in chunks(member_ids):
        found.update({pk: [held for held in rows if holds_on(held.start, held.end, day)] for pk, rows in _holdings(ids).items()})
    return found


def tiers_on(member_ids: Iterable[int], day: dt.date, *, by_rules_only: bool = False) -> dict[int, str | None]:
    """Tier codes on ``day``: the override as of then, else the rules over posts, default tiers and age as of then.

    ``by_rules_only`` leaves overrides out: what the tier would be without one. Four queries a chunk and four more.
    """
    ids = list(member_ids)
    reader = _Reader()
    found: dict[int, str | None] = {}
    for chunk in chunks(ids):
        people = reader.read(chunk)
        found.update({pk: reader.tier(people[pk], day, by_rules_only) for pk in chunk if pk in people})
    return found


def stamps(pairs: Collection[tuple[int, dt.date]]) -> dict[tuple[int, dt.date], Stamp]:
    """Branch, tier and posts for many (member id, day) at once. Three queries for 2,000 members and four more."""
    days: dict[int, set[dt.date]] = defaultdict(set)
    for pk, day in pairs:
        days[pk].add(day)
    reader = _Reader()
    found: dict[tuple[int, dt.date], Stamp] = {}
    for chunk in chunks(days):
        for pk, person in reader.read(chunk).items():
            for day in days[pk]:
                codes = tuple(held.code for held in person.holdings if holds_on(held.start, held.end, day))
                found[pk, day] = Stamp(person.facts_on(day)[0], reader.tier(person, day), codes)
    return found


def on_leave(member_ids: Iterable[int], day: dt.date) -> set[int]:
    """Who of these is away on ``day``. One query a chunk."""
    return {
        pk
        for ids in chunks(member_ids)
        for pk in Leave.objects.filter(in_force(day), ids_between("member_id", ids)).values_list("member_id", flat=True)
    } & set(member_ids)


def unit_paths_on(day: dt.date) -> dict[int, str]:
    """Where every unit stood in the tree on ``day``. Two queries."""
    paths = dict(OrgUnit.objects.values_list("pk", "path"))
    for unit, path in OrgUnitPast.objects.filter(in_force(day)).values_list("unit_id", "facts__path"):
        paths[unit] = path
    return paths


# ---- units


def subtree(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """``unit`` and everything under it, from the top down."""
    return OrgUnit.objects.below(unit).order_by("path")


def ancestors(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The units above ``unit``, from the root down. One query."""
    paths = [unit.path[:length] for length in range(OrgUnit.STEP, len(unit.path), OrgUnit.STEP)]
    return OrgUnit.objects.filter(path__in=paths).order_by("path")


def units_without_contact() -> QuerySet[OrgUnit]:
    """Branches (党支部) without a training contact."""
    return OrgUnit.objects.filter(kind=BRANCH_KIND, training_contact__isnull=True)


# ---- what does not fit


def members_without_post(day: dt.date) -> QuerySet[Member]:
    """Present members who hold no post on ``day``."""
    return Member.objects.present().filter(~Exists(PostHolding.objects.filter(in_force(day), member=OuterRef("pk"))))


def category_contradictions(day: dt.date, members: QuerySet[Member] | None = None) -> list[Contradiction]:
    """Who holds on ``day`` a post that is not open to his or her category of that day. Three queries.

    A member without a category contradicts nothing. ``members`` limits the answer, such as to a user's scope.
    """
    allowed: dict[int, set[int]] = defaultdict(set)
    for post, open_to in Post.categories.through.objects.values_list("post_id", "membercategory_id"):
        allowed[post].add(open_to)
    who = Member.objects.all() if members is None else members
    present = who.filter(merged_into__isnull=True, erased_at__isnull=True)
    rows = PostHolding.objects.filter(in_force(day), post__in=list(allowed), member__in=present.values("pk"))
    before = MemberPast.objects.filter(in_force(day), member__in=rows.values("member"))
    past: dict[int, int | None] = {pk: facts["category"] for pk, facts in before.values_list("member_id", "facts")}
    found = []
    named = rows.select_related("member__branch", "member__category", "member__tier", "post")
    for row in named.order_by("member__code", "post__code"):
        category: int | None = past.get(row.member_id, row.member.category_id)
        if category is not None and category not in allowed[row.post_id]:
            found.append(Contradiction(row.member, row.post))
    return found


# ---- reading many members for any day


@dataclass(slots=True)
class _Facts:
    """Dated facts of one member. ``now`` and each row of ``past``: (branch id, override id)."""

    now: tuple[int, int | None]
    past: list[tuple[dt.date | None, dt.date, tuple[int, int | None]]]
    birth_month: dt.date | None
    holdings: list[Held]

    def facts_on(self, day: dt.date) -> tuple[int, int | None]:
        return next((facts for start, end, facts in self.past if holds_on(start, end, day)), self.now)


class _Reader:
    """Reads members in chunks; rules, tiers and default tiers of posts once."""

    def __init__(self) -> None:
        self.rules = tier_rules()
        self.codes: dict[int, str] = dict(Tier.objects.values_list("pk", "code"))
        self.defaults: dict[int, str | None] = dict(Post.objects.values_list("pk", "default_tier__code"))
        self.defaults_past: dict[int, list[tuple[dt.date | None, dt.date, str | None]]] = defaultdict(list)
        for post, start, end, facts in PostPast.objects.values_list("post_id", "start", "end", "facts"):
            self.defaults_past[post].append((start, end, facts["default_tier"]))
        self._known: dict[tuple[frozenset[int], dt.date | None, dt.date], str | None] = {}

    def read(self, ids: list[int]) -> dict[int, _Facts]:
        past = defaultdict(list)
        rows = MemberPast.objects.filter(ids_between("member_id", ids)).values_list("member_id", "start", "end", "facts")
        for pk, start, end, facts in rows:
            past[pk].append((start, end, (facts["branch"], facts["tier_override"])))
        holdings = _holdings(ids)
        wanted = set(ids)
        members = Member.objects.filter(ids_between("pk", ids)).values_list("pk", "branch_id", "tier_override_id", "birth_month")
        return {
            pk: _Facts((branch, override), past.get(pk, []), born, holdings[pk])
            for pk, branch, override, born in members
            if pk in wanted
        }

    def tier(self, person: _Facts, day: dt.date, by_rules_only: bool = False) -> str | None:
        override = person.facts_on(day)[1]
        if override is not None and not by_rules_only:
            return self.codes[override]
        held = frozenset(each.post_id for each in person.holdings if holds_on(each.start, each.end, day))
        key = (held, person.birth_month, day)
        if key not in self._known:
            defaults = {tier for post in held if (tier := self._default(post, day))}
            self._known[key] = tier_for(self.rules, defaults, person.birth_month, day)
        return self._known[key]

    def _default(self, post: int, day: dt.date) -> str | None:
        past = self.defaults_past.get(post, ())
        return next((tier for start, end, tier in past if holds_on(start, end, day)), self.defaults.get(post))


def _holdings(ids: list[int]) -> Mapping[int, list[Held]]:
    """All holdings of these members, past and coming too: main posts first, then by code."""
    found: dict[int, list[Held]] = {pk: [] for pk in ids}
    rows = PostHolding.objects.filter(ids_between("member_id", ids)).order_by("-is_main", "post__code", "start")
    for pk, post, code, main, start, end in rows.values_list("member_id", "post_id", "post__code", "is_main", "start", "end"):
        if pk in found:
            found[pk].append(Held(post, code, main, start, end))
    return found
