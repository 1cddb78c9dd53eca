"""Hours brought from outside in the sample year: classes and on-line colleges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .profiles import ASSESSED, BASELINE, draw


@dataclass(frozen=True)
class Hours:
    member: str
    name: str
    mode: str
    platform: str
    hours: Decimal
    day: dt.date


CLASSES = (
    ("spring", "县委党校春季培训班", dt.date(2026, 4, 17), 30),
    ("law", "法治专题培训班", dt.date(2026, 6, 12), 20),
    ("summer", "集中轮训班", dt.date(2026, 8, 21), 30),
    ("autumn", "县委党校秋季培训班", dt.date(2026, 9, 25), 20),
)
#: On-line hours are told once a quarter, on its last day.
QUARTERS = (dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30))


def outside_hours() -> Iterator[Hours]:
    """Classes share the yearly onsite hours by their weight, quarters the on-line hours evenly, both with some variety."""
    for member, profile in sorted({**ASSESSED, **BASELINE}.items()):
        for name, platform, day, weight in CLASSES:
            if (hours := _half(profile.onsite * weight * (80 + draw(member, name) * 4 // 10) // 100, 100)) > 0:
                yield Hours(member, name, "onsite", platform, hours, day)
        for number, day in enumerate(QUARTERS, start=1):
            hours = _half(profile.online * (70 + draw(member, "online", number) * 6 // 10), 3 * 100)
            yield Hours(member, f"online{number}", "online", "干部网络学院", hours, day)


def _half(numerator: int, denominator: int) -> Decimal:
    """The quotient, down to half an hour."""
    return Decimal(2 * numerator // denominator) / 2
