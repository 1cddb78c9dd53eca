"""What of a recording was watched: a union of intervals, and whether a report of more of it can be true.

Times are whole tenths of a second from the beginning of the recording. A union is a sorted list of ``[start, end]`` without
overlaps. Nothing here knows a clock: the time that has passed is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Union = list[list[int]]
Spans = Iterable[Sequence[int]]

SECOND = 10
#: Players tell their place about four times a second: spans with a smaller gap are one.
JOIN = 1 * SECOND
#: How far beyond what was seen a span may begin, and beyond the end it may reach: browsers seek to the nearest picture, and
#: measure a file a little differently from the server.
NEAR = 2 * SECOND
#: This share counts as all.
ENOUGH = (95, 100)
#: The fastest that anybody plays.
FASTEST = 2
#: Playing time that may be told early, because a report travels faster than the one before it. It is used up once, and comes
#: back only with time that passed and was not played.
SLACK = 10 * SECOND

#: Why a report is refused.
MALFORMED, BEYOND, TOO_FAST, JUMP = "malformed", "beyond_the_end", "too_fast", "jump"


def union(*many: Spans) -> Union:
    """All spans together, in order, joined where they overlap or nearly touch. Spans without length vanish."""
    found: Union = []
    for start, end in sorted((span[0], span[1]) for spans in many for span in spans if span[1] > span[0]):
        if found and start <= found[-1][1] + JOIN:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def covered(seen: Spans, length: int) -> int:
    """How much of a recording of ``length`` the union ``seen`` covers."""
    return sum(max(0, min(end, length) - max(start, 0)) for start, end in seen)


def needed(length: int) -> int:
    """How much must be watched of a recording of ``length``, rounded down so that nobody waits for a fraction."""
    return length * ENOUGH[0] // ENOUGH[1]


def missing(seen: Spans, length: int) -> int:
    """How much is still to be watched; 0 when what was seen counts as all."""
    return max(0, needed(length) - covered(seen, length))


def is_watched(seen: Spans, length: int) -> bool:
    return missing(seen, length) == 0


def frontier(seen: Spans) -> int:
    """Up to where the recording was seen without a gap from its beginning."""
    for start, end in union(seen):
        return end if start <= NEAR else 0
    return 0


def well_formed(spans: Any, most: int = 60) -> bool:
    """Whether a stranger's value is a list of at most ``most`` pairs of whole numbers, none negative, each with a length."""
    return (
        isinstance(spans, list)
        and len(spans) <= most
        and all(isinstance(span, list) and len(span) == 2 and all(type(each) is int for each in span) for span in spans)
        and all(0 <= start < end for start, end in spans)
    )


def playing_time(spans: Spans) -> int:
    """How long the playing of ``spans`` takes at normal speed. What is played twice takes twice as long."""
    return sum(end - start for start, end in spans)


def allowance(elapsed: int, carried: int) -> int:
    """Playing time that can be true ``elapsed`` after the last report, with what was ``carried`` over from it."""
    return FASTEST * max(0, elapsed) + carried


def left_over(allowed: int, played: int) -> int:
    """What is carried over to the next report."""
    return max(0, min(SLACK, allowed - played))


def problem(seen: Spans, told: Spans, length: int, *, free_jump: bool) -> str:
    """Why ``told`` cannot be added to ``seen``, or nothing. Each span is judged after those told before it."""
    known = union(seen)
    for start, end in told:
        if end > length + NEAR:
            return BEYOND
        if not free_jump and start > frontier(known) + NEAR and not _inside(start, known):
            return JUMP
        known = union(known, [[start, end]])
    return ""


def _inside(at: int, seen: Union) -> bool:
    """Whether ``at`` lies in a part seen already, such as one seen while the lesson still let people jump."""
    return any(start - NEAR <= at <= end + NEAR for start, end in seen)


def added(seen: Spans, told: Spans, length: int) -> Union:
    """``seen`` with ``told``, cut at the end of the recording."""
    return union(seen, ([start, min(end, length)] for start, end in told))
