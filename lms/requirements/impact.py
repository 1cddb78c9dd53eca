"""What a change of requirements would do to the plans of those concerned, before it is saved.

Plans are reckoned above this layer. Whoever can reckon them says so with ``register``; screens ask ``impact_of``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lms.core import clock

from .actions import LineData
from .snapshot import Facets

#: Upper ends (minutes, included) of the classes in which members are counted by what comes or goes.
CLASSES = (30, 60, 120)


@dataclass(frozen=True, slots=True)
class Proposal:
    """From a day on the set ``set_id`` (0: a set that is not there yet) would ask ``lines`` of whom ``facets`` name.

    None leaves lines or facets as they are. A set that is not there yet needs both.
    """

    set_id: int
    lines: tuple[LineData, ...] | None = None
    facets: Facets | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many members get between ``low`` and ``high`` minutes more (negative: less). None: no bound."""

    low: int | None
    high: int | None
    members: int

    @property
    def least(self) -> int:
        """Of a class that loses: the fewest minutes lost."""
        return -(self.high or 0)

    @property
    def most(self) -> int:
        return -(self.low or 0)


@dataclass(slots=True)
class Impact:
    """``members``: how many the sets concern. ``reckoned``: for how many of them the plan was reckoned before and after; all the
    other numbers are of these. Minutes are of the whole plan, compulsory and gaps. ``over_cap``: those whose compulsory
    minutes of the year lie above the cap afterwards; ``newly_over``: and did not before. ``unsupplied``: those who would lack
    something that no lesson teaches yet."""

    members: int = 0
    reckoned: int = 0
    added: int = 0
    removed: int = 0
    longer: int = 0
    shorter: int = 0
    compulsory: int = 0
    over_cap: int = 0
    newly_over: int = 0
    unsupplied: int = 0
    differences: list[int] = field(default_factory=list)

    @property
    def sampled(self) -> bool:
        return self.reckoned < self.members

    @property
    def unchanged(self) -> int:
        return self.reckoned - self.longer - self.shorter

    @property
    def total(self) -> int:
        """Minutes for all concerned: counted, or carried over from those reckoned."""
        net = self.added - self.removed
        return round(net * self.members / self.reckoned) if self.sampled and self.reckoned else net

    @property
    def less(self) -> int:
        return -self.total

    @property
    def average_less(self) -> int:
        return -self.average

    @property
    def average(self) -> int:
        return round((self.added - self.removed) / self.reckoned) if self.reckoned else 0

    @property
    def compulsory_average(self) -> int:
        return round(self.compulsory / self.reckoned) if self.reckoned else 0

    def shares(self) -> list[Share]:
        """Members by what their plans gain or lose, the longest first; classes without anybody are left out."""
        bounds: list[tuple[int | None, int | None]] = []
        low = 1
        for high in CLASSES:
            bounds.append((low, high))
            low = high + 1
        bounds.append((low, None))
        up = [*reversed(bounds), (0, 0)]
        down = [(-high if high is not None else None, -low if low is not None else None) for low, high in bounds]
        rows = [
            Share(low, high, sum((low is None or one >= low) and (high is None or one <= high) for one in self.differences))
            for low, high in [*up, *down]
        ]
        return [row for row in rows if row.members]


Reckoner = Callable[[Sequence[Proposal], dt.date], Impact]
_reckoners: list[Reckoner] = []


def register(reckoner: Reckoner) -> None:
    """Make known who reckons plans. The last one registered is asked."""
    if reckoner not in _reckoners:
        _reckoners.append(reckoner)


def impact_of(proposals: Sequence[Proposal], on: dt.date | None = None) -> Impact | None:
    """What the proposals would do together on ``on``, or today where that is over. None where nobody reckons plans."""
    if not _reckoners:
        return None
    today = clock.today()
    return _reckoners[-1](proposals, max(on or today, today))
