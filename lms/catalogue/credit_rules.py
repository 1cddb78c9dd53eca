"""How learning becomes credit hours. Pure: no Django, no database, no clock.

A *version* of a rule set is a list of rules. The rule for a piece of learning is found by form and duration; its hours are
computed by unit and rounded half up; then the ledger gives the same activity credit once a calendar year and keeps the caps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HALF_DAY_MINUTES = 240

#: Codes of the targets shipped with the package.
PARTY, CADRE, ONLINE = "PARTY", "CADRE", "ONLINE"

#: The form by which a rule names what a passed test-out earns (测一测，会了就免修). Without a line of this form it earns nothing.
TEST_OUT = "测试免修"

#: What learning outside counts to, by mode: on line never counts as 集中培训.
EXTERNAL_TARGETS: dict[str, tuple[str, ...]] = {"online": (PARTY, ONLINE), "onsite": (PARTY, CADRE)}
MODE_WORDS = {
    "online": "online", "网络": "online", "网络自学": "online", "网上": "online", "线上": "online", "在线": "online",
    "onsite": "onsite", "集中": "onsite", "集中培训": "onsite", "面授": "onsite", "现场": "onsite", "线下": "onsite",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: for ``form`` (empty: any form that no line names) and minutes in [from_minutes, below_minutes).

    ``unit``: "minutes" gives ``value`` for each ``unit_minutes`` (in proportion), "event" gives it once, "half_day" for each
    begun 240 minutes. Caps are in hours and hold for one member, one target and this line's form. ``targets``: ids or codes.
    """

    form: str
    value: Decimal
    unit: str = "event"
    unit_minutes: int | None = None
    from_minutes: int = 0
    below_minutes: int | None = None
    mode: str = "online"
    targets: tuple[int | str, ...] = ()
    cap_day: Decimal | None = None
    cap_year: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Version:
    rules: tuple[Rule, ...]
    places: int = 2


def pick(rules: Iterable[Rule], form: str, minutes: int | None) -> Rule | None:
    """The first line that names ``form`` and whose bracket holds ``minutes``; lines without a form serve only forms that
    no line names, and never a test-out. None: this learning gives no hours."""
    lines = list(rules)
    named = [line for line in lines if line.form == form] if form else []
    length = minutes or 0
    for line in named or [line for line in lines if not line.form and form != TEST_OUT]:
        if line.from_minutes <= length and (line.below_minutes is None or length < line.below_minutes):
            return line
    return None


def round_half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def hours(rule: Rule, minutes: int | None, places: int = 2) -> Decimal:
    """Hours of one piece of learning of so many minutes, before caps."""
    length = minutes or 0
    if rule.unit == "minutes":
        amount = rule.value * length / (rule.unit_minutes or 1)
    elif rule.unit == "half_day":
        amount = rule.value * max(1, -(-length // HALF_DAY_MINUTES))
    else:
        amount = rule.value
    return round_half_up(amount, places)


def external_targets(mode: str) -> tuple[str, ...]:
    """Codes of the targets that outside hours of this mode count to; an unknown mode counts to the members' hours only."""
    return EXTERNAL_TARGETS.get(MODE_WORDS.get(mode.strip(), ""), (PARTY,))


@dataclass(frozen=True, slots=True)
class Learning:
    """A piece of learning that may give credit: which record, when, what form, how long, by which version."""

    record: int
    day: dt.date
    activity: int
    form: str
    minutes: int | None
    version: Version


@dataclass(frozen=True, slots=True)
class Given:
    record: int
    target: int | str
    mode: str
    day: dt.date
    hours: Decimal


@dataclass(slots=True)
class Ledger:
    """The account of one member in one calendar year. Feed it in order of time."""

    seen: set[int] = field(default_factory=set)
    used: dict[tuple[object, ...], Decimal] = field(default_factory=dict)

    def give(self, learning: Learning) -> list[Given]:
        """Hours that this piece of learning gives, one for each target; none if the activity gave some before this year."""
        if learning.activity in self.seen:
            return []
        rule = pick(learning.version.rules, learning.form, learning.minutes)
        if rule is None:
            return []
        self.seen.add(learning.activity)
        amount = hours(rule, learning.minutes, learning.version.places)
        return [
            Given(learning.record, target, rule.mode, learning.day, left)
            for target in rule.targets
            if (left := self._within_caps(rule, target, learning.day, amount)) > ZERO
        ]

    def _within_caps(self, rule: Rule, target: int | str, day: dt.date, amount: Decimal) -> Decimal:
        today, year = (target, rule.form, day), (target, rule.form)
        if rule.cap_day is not None:
            amount = min(amount, rule.cap_day - self.used.get(today, ZERO))
        if rule.cap_year is not None:
            amount = min(amount, rule.cap_year - self.used.get(year, ZERO))
        amount = max(amount, ZERO)
        for account in (today, year):
            self.used[account] = self.used.get(account, ZERO) + amount
        return amount


def year_of_learning(pieces: Sequence[Learning]) -> list[Given]:
    """All that one member's learning of one calendar year gives, in the order given."""
    ledger = Ledger()
    return [given for piece in pieces for given in ledger.give(piece)]
