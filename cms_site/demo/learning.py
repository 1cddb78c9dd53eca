"""What members learned in the sample year: lessons passed, seen, begun and attended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .profiles import ASSESSED, BASELINE, HOME_STUDY, MOVED, Profile, draw


@dataclass(frozen=True)
class Lesson:
    code: str
    tiers: frozenset[str]
    teaches: tuple[tuple[str, int], ...]
    minutes: int
    onsite: bool
    required: bool
    open_all_year: bool


@dataclass(frozen=True)
class Learned:
    """One fact. ``verb`` and ``success`` as in the record; ``score`` where there was a check."""

    member: str
    lesson: str
    verb: str
    day: dt.date
    success: bool | None = None
    score: int | None = None
    reason: str = ""


FIRST_DAY = dt.date(2026, 4, 1)
DAYS = 210
#: Lesson, day, members: 现场教学 of the year, written down from the register.
SESSIONS: tuple[tuple[str, dt.date, tuple[str, ...]], ...] = (
    ("K049", dt.date(2026, 4, 22), ("S004", "S006", "S016", "S018", "S026", "S033", "S039")),
    ("K035", dt.date(2026, 5, 20), ("S002", "S008", "S019", "S025", "S038")),
    ("K025", dt.date(2026, 6, 30), ("S001", "S003", "S005", "S007", "S009", "S017", "S021", "S027", "S034")),
    ("K050", dt.date(2026, 7, 8), ("S009", "S020", "S031", "S032", "S035")),
    ("K039", dt.date(2026, 8, 12), ("S014", "S015", "S018", "S024", "S026", "S029", "S037")),
    ("K057", dt.date(2026, 9, 16), ("S002", "S004", "S016", "S023", "S030", "S033", "S038")),
    ("K008", dt.date(2026, 9, 24), ("S017", "S024", "S025", "S037")),
    ("K013", dt.date(2026, 10, 15), ("S005", "S017", "S030", "S033")),
)
HOME_LESSONS = (("K001", dt.date(2026, 5, 12)), ("K021", dt.date(2026, 7, 14)))
#: Knows it already and proved it: 免修.
TESTED_OUT = ("S017", "K014", dt.date(2026, 4, 28))
#: Begun out of interest, not needed for the post: 已开始 beside the plan.
OUT_OF_INTEREST = (("S018", "K052"), ("S008", "K048"), ("S001", "K021"), ("S006", "K022"), ("S016", "K047"))


def learning(
    lessons: Sequence[Lesson], tiers: Mapping[str, str], required: Mapping[str, Mapping[str, int]],
    levels: Mapping[str, Mapping[str, int]],
) -> Iterator[Learned]:
    """All of it. ``tiers``: by member; ``required``, ``levels``: member → competency → level at the start."""
    for lesson, day, members in SESSIONS:
        for member in members:
            yield Learned(member, lesson, "attended", day, success=True, reason="register")
    for member in HOME_STUDY:
        for lesson, day in HOME_LESSONS:
            yield Learned(member, lesson, "completed", day, success=True, reason="home")
    for member, lesson in OUT_OF_INTEREST:
        yield Learned(member, lesson, "started", dt.date(2026, 10, 20))
    yield Learned(TESTED_OUT[0], TESTED_OUT[1], "exempted", TESTED_OUT[2], success=True, score=95)
    for member, profile in sorted({**ASSESSED, **BASELINE}.items()):
        mine = [each for each in lessons if tiers[member] in each.tiers and (member, each.code) != TESTED_OUT[:2]]
        yield from _of_member(member, profile, mine, required.get(member, {}), levels.get(member, {}))


def _of_member(
    member: str, profile: Profile, lessons: Collection[Lesson], required: Mapping[str, int], levels: Mapping[str, int]
) -> Iterator[Learned]:
    order = sorted((each for each in lessons if not each.onsite and each.open_all_year), key=lambda each: draw(member, each.code))
    compulsory = [each for each in order if each.required]
    useful = [
        each for each in order
        if not each.required and any(levels.get(c, 0) < level <= required.get(c, 0) for c, level in each.teaches)
    ]
    finished = len(useful) * profile.learned // 100
    if member == MOVED[0]:
        finished = min(finished, 2)
    for lesson in (*compulsory[: profile.required], *useful[:finished]):
        yield from _finished(member, lesson)
    for number, lesson in enumerate(useful[finished : finished + 2]):
        begun = Learned(member, lesson.code, "started", dt.date(2026, 10, 8) + dt.timedelta(days=draw(member, lesson.code) % 20))
        yield begun
        if number and draw(member, "seen") < 40:
            yield replace(begun, verb="completed", day=dt.date(2026, 10, 30), success=False, score=33)


def _finished(member: str, lesson: Lesson) -> Iterator[Learned]:
    day = FIRST_DAY + dt.timedelta(days=draw(lesson.code, member, "day") * DAYS // 100)
    if draw(member, lesson.code, "slow") < 20:
        yield Learned(member, lesson.code, "started", day - dt.timedelta(days=3))
    score = 60 + draw(member, lesson.code, "score") * 40 // 100
    yield Learned(member, lesson.code, "passed", day, success=True, score=score)
