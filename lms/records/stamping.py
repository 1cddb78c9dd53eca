"""Who a member was on the day of a fact: unit, tier and posts, stamped into the record.

``lms.people.queries.stamps`` says the same in seven queries, which is right for many members. Here the rows must be
locked anyway, and a fact entered alone must stay cheap: one query reads and locks the members with all it takes, one the
tier rules. A test holds the two to the same answer.
"""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from lms.core.bulk import one_of
from lms.core.dates import holds_on
from lms.core.prepared import Prepared
from lms.people.models import Member, MemberPast, PostHolding, PostPast, Tier
from lms.people.queries import tier_rules
from lms.people.tiers import RuleRow, tier_for

CHUNK = 500
#: Members read at a time where there are more than ``CHUNK``.
MANY = 2000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stamp:
    unit_id: int | None
    tier_code: str
    post_codes: str


@dataclass(slots=True)
class Person:
    """What is needed of one member row. ``past``: facts by the day they ended; ``holdings``: (code, default tier, start, end,
    main); ``post_past``: default tiers that held posts had, by code and the day they ended."""

    pk: int
    branch_id: int
    birth_month: dt.date | None
    override_id: int | None
    merged_into_id: int | None
    past: dict[dt.date, dict[str, Any]] = field(default_factory=dict)
    holdings: set[tuple[str, str | None, dt.date | None, dt.date | None, bool]] = field(default_factory=set)
    post_past: dict[str, dict[dt.date, str | None]] = field(default_factory=dict)
    merged_ids: set[int] = field(default_factory=set)


#: The joins of the one query: a member has few of each, so their product is small.
JOINED = {
    "held_code": F("holdings__post__code"), "held_tier": F("holdings__post__default_tier__code"),
    "held_from": F("holdings__start"), "held_until": F("holdings__end"), "held_main": F("holdings__is_main"),
    "post_end": F("holdings__post__past__end"), "post_facts": F("holdings__post__past__facts"),
    "past_end": F("past__end"), "past_facts": F("past__facts"), "merged_pk": F("merged_rows__pk"),
}


def _people(ids: list[int]) -> QuerySet[Any]:
    rows = Member.objects.filter(pk__in=ids).order_by("pk").annotate(**JOINED)
    rows = rows.only("branch_id", "birth_month", "tier_override_id", "merged_into_id")
    return rows.select_for_update(of=("self",), no_key=True)


#: The columns of ``_people`` as they come from the database: the fields in the order of the model, then the joined ones.
Joined = namedtuple("Joined", ["pk", "birth_month", "branch_id", "tier_override_id", "merged_into_id", *JOINED])  # type: ignore[misc]  # JOINED names the rest
ONE_PERSON = Prepared(lambda pk: _people([pk]), int)


def read_people(ids: Iterable[int]) -> dict[int, Person]:
    """Members by id with their posts and their past, locked until the transaction ends: two writers of one member's
    record must not compute its projections side by side. One query for up to 500 members, four for each 2,000 of more."""
    people: dict[int, Person] = {}
    wanted = sorted(set(ids))
    if len(wanted) > CHUNK:
        return _read_many(wanted)
    if wanted:
        rows: Iterable[Any] = map(Joined._make, ONE_PERSON.ask(wanted[0])) if len(wanted) == 1 else _people(wanted)
        for row in rows:
            person = people.get(row.pk)
            if person is None:
                person = people[row.pk] = Person(row.pk, row.branch_id, row.birth_month, row.tier_override_id, row.merged_into_id)
            if row.held_code is not None:
                person.holdings.add((row.held_code, row.held_tier, row.held_from, row.held_until, row.held_main))
            if row.post_end is not None:
                person.post_past.setdefault(row.held_code, {})[row.post_end] = row.post_facts["default_tier"]
            if row.past_end is not None:
                person.past[row.past_end] = row.past_facts
            if row.merged_pk is not None:
                person.merged_ids.add(row.merged_pk)
    return people


def _read_many(wanted: list[int]) -> dict[int, Person]:
    """As ``read_people``; plain rows of each table cost less than their product once there are many."""
    people: dict[int, Person] = {}
    posts: dict[str, dict[dt.date, str | None]] = {}
    for code, end, facts in PostPast.objects.values_list("post__code", "end", "facts"):
        posts.setdefault(code, {})[end] = facts["default_tier"]
    for at in range(0, len(wanted), MANY):
        ids = wanted[at : at + MANY]
        rows = Member.objects.filter(one_of("pk", ids)).order_by("pk").select_for_update(no_key=True)
        for row in rows.values_list("pk", "branch_id", "birth_month", "tier_override_id", "merged_into_id"):
            people[row[0]] = Person(*row)
        columns = ("member_id", "post__code", "post__default_tier__code", "start", "end", "is_main")
        for pk, *held in PostHolding.objects.filter(one_of("member_id", ids)).order_by().values_list(*columns):
            people[pk].holdings.add((held[0], held[1], held[2], held[3], held[4]))
            if held[0] in posts:
                people[pk].post_past[held[0]] = posts[held[0]]
        for pk, end, facts in MemberPast.objects.filter(one_of("member_id", ids)).values_list("member_id", "end", "facts"):
            people[pk].past[end] = facts
        for pk, merged in Member.objects.filter(one_of("merged_into_id", ids)).order_by().values_list("merged_into_id", "pk"):
            people[pk].merged_ids.add(merged)
    return people


class Stamper:
    """Stamps facts of the given people. Reads the tiers and their rules when first needed."""

    def __init__(self, people: dict[int, Person]) -> None:
        self.people = people
        self._rules: Sequence[RuleRow] | None = None
        self._tiers: dict[int, str] | None = None

    def stamp(self, member_id: int, day: dt.date) -> Stamp:
        person = self.people[member_id]
        facts = _on(person.past, day, {})
        held = sorted({
            (not main, code, _on(person.post_past.get(code, {}), day, tier) or "")
            for code, tier, start, end, main in person.holdings
            if holds_on(start, end, day)
        })
        override = facts.get("tier_override", person.override_id)
        return Stamp(
            unit_id=facts.get("branch", person.branch_id),
            tier_code=self._tier(person, override, [tier for _, _, tier in held if tier], day),
            post_codes=_joined([code for _, code, _ in held]),
        )

    def _tier(self, person: Person, override: int | None, defaults: list[str], day: dt.date) -> str:
        if override is not None:
            if self._tiers is None:
                self._tiers = dict(Tier.objects.values_list("pk", "code"))
            return self._tiers.get(override, "")
        if self._rules is None:
            self._rules = tier_rules()
        return tier_for(self._rules, defaults, person.birth_month, day) or ""


def _on(past: dict[dt.date, T], day: dt.date, now: T) -> T:
    """What held on ``day``: the past value that ended first on or after it, else what holds now."""
    if not past:
        return now
    end = min((end for end in past if day <= end), default=None)
    return now if end is None else past[end]


def _joined(codes: list[str]) -> str:
    """Post codes joined by ``|``, cut at a whole code where the column ends."""
    text = "|".join(codes)
    return text if len(text) <= 200 else text[:201].rpartition("|")[0]
