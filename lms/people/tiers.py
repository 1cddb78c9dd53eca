"""Which tier 层次 follows from posts and age. Pure: no Django, no database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lms.core.dates import age_on

POST, AGE, ELSE = "post", "age", "else"


@dataclass(frozen=True)
class RuleRow:
    """One ordered rule: ``kind`` is ``post``, ``age`` (with ``max_age`` in full years) or ``else``; ``tier`` is a code."""

    kind: str
    max_age: int | None
    tier: str


def fits(rule: RuleRow, post_default_tiers: Collection[str], birth_month: dt.date | None, day: dt.date) -> bool:
    """Whether ``rule`` says something about a member with these posts and this birth month on ``day``."""
    if rule.kind == POST:
        return rule.tier in post_default_tiers
    if rule.kind == AGE:
        if birth_month is None or rule.max_age is None:
            return False
        return age_on(birth_month.replace(day=1), day) <= rule.max_age
    return rule.kind == ELSE


def tier_for(
    rules: Sequence[RuleRow], post_default_tiers: Collection[str], birth_month: dt.date | None, day: dt.date
) -> str | None:
    """The tier of the first rule that fits, or None where no rule does.

    ``birth_month`` counts from its first day; a member whose birth month is unknown never fits a rule by age.
    """
    for rule in rules:
        if fits(rule, post_default_tiers, birth_month, day):
            return rule.tier
    return None
