"""能力变化: what assessments of a period say about growth. Only who was assessed twice is compared; 未评估 is never a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, CharField, Max, Min, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from lms.people.scopes import MemberQuerySet
from lms.records.models import Record

FORMAL, SELF = "formal", "self"
#: On one day the stronger kind counts; the figure is its place from the strongest.
STRENGTH = {"observation": 1, "test": 2, "supervisor": 3, "self": 4}
WEAKEST = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """One member's first and latest assessment of the period in one competency. One assessment only: both are the same."""

    member: int
    competency: int
    tier: int | None
    path: str
    first_day: dt.date
    before: int
    last_day: dt.date
    after: int

    @property
    def twice(self) -> bool:
        return self.last_day > self.first_day

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(slots=True)
class Growth:
    """Sums over the pairs of members assessed twice; ``once``: those assessed once only, who are in none of the sums."""

    pairs: int = 0
    before: int = 0
    after: int = 0
    higher: int = 0
    lower: int = 0
    once: int = 0

    def add(self, pair: Pair) -> None:
        if not pair.twice:
            self.once += 1
            return
        self.pairs += 1
        self.before += pair.before
        self.after += pair.after
        self.higher += pair.difference > 0
        self.lower += pair.difference < 0

    @property
    def same(self) -> int:
        return self.pairs - self.higher - self.lower

    @property
    def mean_before(self) -> float | None:
        return self.before / self.pairs if self.pairs else None

    @property
    def mean_after(self) -> float | None:
        return self.after / self.pairs if self.pairs else None

    @property
    def mean_difference(self) -> float | None:
        return (self.after - self.before) / self.pairs if self.pairs else None


def pairs(
    members: MemberQuerySet, first: dt.date, last: dt.date, *, kind: str = "", competency: int | None = None
) -> Iterator[Pair]:
    """First and latest assessment from ``first`` to ``last``, both included, for each member and competency. One query.

    Like is compared with like: assessments (observation, test, supervisor) with one another, else self-assessments with one
    another. ``kind``: "formal" or "self" for one of them only. The database finds both ends by the least and the greatest of day,
    strength and level written one after the other.
    """
    records = Record.objects.in_force().filter(
        verb=Record.Verb.ASSESSED, day__range=(first, last), competency__isnull=False, level__isnull=False
    )
    if kind == SELF:
        records = records.filter(kind=SELF)
    elif kind == FORMAL:
        records = records.exclude(kind=SELF)
    if competency is not None:
        records = records.filter(competency=competency)
    records = records.annotate(
        who=Coalesce("member__merged_into", "member"), own=Case(When(kind=SELF, then=Value(1)), default=Value(0))
    ).filter(who__in=members.order_by().values("pk"))
    day, level = Cast("day", CharField()), Cast("level", CharField())
    about = ("who", "competency", "own", "member__tier", "member__branch__path")
    rows = (
        records.order_by()
        .values(*about)
        .annotate(low=Min(Concat(day, _rank(), level)), high=Max(Concat(day, _rank(turned=True), level)))
        .values_list(*about, "low", "high")
    )
    found: dict[tuple[int, int], tuple[int, Pair]] = {}
    for who, what, own, tier, path, low, high in rows.iterator(5000):
        began, ended = dt.date.fromisoformat(low[:10]), dt.date.fromisoformat(high[:10])
        pair = Pair(who, what, tier, path, began, int(low[11:]), ended, int(high[11:]))
        known = found.get((who, what))
        if known is None or (pair.twice, -own) > (known[1].twice, -known[0]):
            found[who, what] = own, pair
    for _own, pair in found.values():
        yield pair


def _rank(*, turned: bool = False) -> Case:
    def figure(place: int) -> Value:
        return Value(str(10 - place - 1 if turned else place))

    cases = [When(kind=kind, then=figure(place)) for kind, place in STRENGTH.items()]
    return Case(*cases, default=figure(WEAKEST), output_field=CharField())


def total_of(found: Iterable[Pair]) -> Growth:
    total = Growth()
    for pair in found:
        total.add(pair)
    return total


