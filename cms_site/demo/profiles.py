"""Who is how far in the sample year: fixed tables, and the one source of variety, a checksum of codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True)
class Profile:
    """``met``, ``learned``: share in percent of requirements met on assessment, of useful lessons finished.

    ``required``: how many of the five compulsory lessons are done. ``onsite``, ``online``: hours from outside in the year.
    """

    met: int
    learned: int
    required: int
    onsite: int
    online: int


NEARLY = Profile(met=90, learned=75, required=5, onsite=94, online=52)
STEADY = Profile(met=65, learned=45, required=3, onsite=60, online=34)
BEHIND = Profile(met=35, learned=15, required=1, onsite=20, online=10)

#: Members with assessments of the sample year.
ASSESSED: dict[str, Profile] = {
    **dict.fromkeys(("S002", "S006", "S014", "S017", "S024", "S033", "S037"), NEARLY),
    **dict.fromkeys(
        ("S003", "S004", "S015", "S016", "S019", "S023", "S025", "S026", "S029", "S030", "S038", "S039"), STEADY
    ),
    **dict.fromkeys(("S009", "S010", "S011", "S021", "S027", "S032", "S034", "S035"), BEHIND),
}
#: Members whose levels come with the baseline sheet; in the year they only learn.
BASELINE: dict[str, Profile] = {
    **dict.fromkeys(("S001", "S005", "S018"), STEADY),
    **dict.fromkeys(("S007", "S008", "S020", "S031"), BEHIND),
}
#: Nothing is known of these: they show what 未评估 looks like.
UNASSESSED = ("S022", "S028", "S036", "S040")
#: 送学上门: no post, nothing lacking, lessons brought home.
HOME_STUDY = ("S012", "S013")
#: A member whose evidence of LAW03 (refresh: 12 months) has lapsed: level and day.
LAPSED = ("S019", "LAW03", 2, dt.date(2025, 9, 10))
#: A member who took a new post a week before the sample was loaded.
MOVED = ("S027", "P06")


def draw(*codes: object) -> int:
    """A number from 0 to 99 that is always the same for these codes."""
    return crc32(":".join(map(str, codes)).encode()) % 100
