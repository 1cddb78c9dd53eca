"""Heartbeats: what a page says was watched, believed only as far as it can be true.

They come every few seconds from everybody who learns, so a usual one is one indexed read and one update; the page, the plan and
the record are touched only by the beat that completes a lesson. The row's number makes sending again harmless: beats that were
believed already are passed over, and of two requests at once only one finds the number it read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.core.prepared import Prepared

from ..models import Watching
from . import intervals, rules
from .finishing import complete
from .intervals import SECOND

#: Bytes of one request; a page that was offline for an hour needs less.
MOST_BYTES = 16_384
MOST_BEATS = 64
MOST_NUMBER = 2**31 - 1

MALFORMED, TOO_LARGE, UNKNOWN, ELSEWHERE, RETIRED, MEDIUM = (
    "malformed", "too_large", "unknown", "elsewhere", "retired", "unknown_medium",
)  # fmt: skip

#: Ids of blocks as pages write them; nothing else is ever shown again as the place to go on.
BLOCK = re.compile(r"[0-9a-z-]{0,40}", re.ASCII)


class Refused(Exception):
    """A heartbeat that is not believed. Nothing was changed. ``reason`` is one of the words above or of ``intervals``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Heard:
    """``number``: up to which beat the server knows all. ``left``: tenths still to be watched. ``seen``: this beat, or one before
    it, was the last that was needed. ``url``: the end page, where the lesson is done by that."""

    number: int
    left: int
    seen: bool = False
    url: str = ""


@dataclass(slots=True)
class Report:
    """What a request says. ``beats``: (number, spans by block), in their order."""

    pk: int
    secret: str
    beats: list[tuple[int, dict[str, list[list[int]]]]]
    place: str = ""
    at: int | None = None


def read(body: bytes) -> Report:
    """The request of a page. Raises Refused for anything that no page of ours would send."""
    if len(body) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    try:
        told = json.loads(body)
        pk, _dash, secret = told["token"].partition("-")
        beats = [(number, spans) for number, spans in told["beats"]]
        report = Report(int(pk), secret, beats, told.get("place", ""), told.get("at"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(MALFORMED) from error
    if not _is_sound(report):
        raise Refused(MALFORMED)
    return report


def _is_sound(report: Report) -> bool:
    return (
        0 < report.pk < 2**63
        and len(report.secret) == 32
        and report.secret.isascii()
        and len(report.beats) <= MOST_BEATS
        and all(type(number) is int and 0 < number <= MOST_NUMBER for number, _ in report.beats)
        and all(isinstance(spans, dict) and all(map(intervals.well_formed, spans.values())) for _, spans in report.beats)
        and isinstance(report.place, str)
        and BLOCK.fullmatch(report.place) is not None
        and (report.at is None or (type(report.at) is int and report.at >= 0))
    )


COLUMNS = (
    "pk", "member_id", "activity__published", "secret", "number", "heard_at", "carried", "rule", "free_jump", "media",
    "place", "seen_on", "done_on",
)  # fmt: skip


def _rows(pk: int, user: int) -> Any:
    mine = Watching.objects.filter(pk=pk, member__user_id=user, member__merged_into__isnull=True, member__erased_at__isnull=True)
    return mine.order_by().values_list(*COLUMNS)


ROW = Prepared(_rows, int, int)


def hear(user_id: int, report: Report, now: dt.datetime | None = None) -> Heard:
    """Believe ``report`` of this account, or raise Refused. Two queries; the beat that completes a lesson takes more."""
    now = now or timezone.now()
    for _attempt in range(3):
        row = _row(user_id, report)
        fresh = [(number, spans) for number, spans in sorted(report.beats, key=lambda beat: beat[0]) if number > row["number"]]
        values = _believed(row, fresh, now) | _where(row, report)
        if not values:
            return Heard(row["number"], left(row["rule"], row["media"]), row["seen_on"] is not None)
        heard = _keep(row, values)
        if heard is not None:
            return heard
    raise Refused(ELSEWHERE)


def _row(user_id: int, report: Report) -> dict[str, Any]:
    rows = ROW.ask(report.pk, user_id)
    if not rows:
        raise Refused(UNKNOWN)
    row = dict(zip(COLUMNS, rows[0], strict=True))
    if not row["secret"] or not compare_digest(row["secret"], report.secret):
        raise Refused(ELSEWHERE)
    if not row["activity__published"]:
        raise Refused(RETIRED)
    return row


def _believed(row: dict[str, Any], fresh: list[tuple[int, dict[str, list[list[int]]]]], now: dt.datetime) -> dict[str, Any]:
    """The new values of the row if all of ``fresh`` is true, which it must be as a whole. Empty where there is nothing new."""
    if not fresh:
        return {}
    elapsed = int((now - row["heard_at"]).total_seconds() * SECOND)
    allowed = intervals.allowance(elapsed, row["carried"])
    played = sum(intervals.playing_time(spans) for _, by_block in fresh for spans in by_block.values())
    if any(block not in row["media"] for _, by_block in fresh for block in by_block):
        raise Refused(MEDIUM)
    media = dict(row["media"])
    for _, by_block in fresh:
        for block, spans in by_block.items():
            media[block] = _watched(media[block], spans, row["free_jump"])
    if played > allowed:
        raise Refused(intervals.TOO_FAST)
    return {"number": fresh[-1][0], "heard_at": now, "carried": intervals.left_over(allowed, played), "media": media}


def _watched(medium: dict[str, Any], spans: list[list[int]], free_jump: bool) -> dict[str, Any]:
    problem = intervals.problem(medium["seen"], spans, medium["len"], free_jump=free_jump)
    if problem:
        raise Refused(problem)
    return {**medium, "seen": intervals.added(medium["seen"], spans, medium["len"])}


def _where(row: dict[str, Any], report: Report) -> dict[str, Any]:
    """The place to come back to. It proves nothing; it is kept within what was seen only so that it can be played from."""
    if not report.place or report.place not in row["media"]:
        return {"place": report.place} if report.place and report.place != row["place"] else {}
    return {"place": report.place, "at": report.at}


def _keep(row: dict[str, Any], values: dict[str, Any]) -> Heard | None:
    """Store the values if the row is still as it was read; None if somebody else was faster."""
    at, media = values.pop("at", None), values.get("media", row["media"])
    if at is not None and values.get("place") in media:
        medium = media[values["place"]]
        within = medium["len"] if row["free_jump"] else max([end for _, end in medium["seen"]], default=0)
        media = values["media"] = {**media, values["place"]: {**medium, "at": min(at, within)}}
    rest = left(row["rule"], media)
    whole = rules.is_watched(row["rule"]) and rest == 0 and row["seen_on"] is None and bool(media)
    same = Watching.objects.filter(pk=row["pk"], number=row["number"], secret=row["secret"])
    if not whole:
        return Heard(values.get("number", row["number"]), rest, row["seen_on"] is not None) if same.update(**values) else None
    with transaction.atomic():
        if not same.update(**values):
            return None
        done = complete(row["pk"], row["member_id"])
    return Heard(values.get("number", row["number"]), 0, True, done.url)


def left(rule: str, media: dict[str, Any]) -> int:
    """Tenths that are still to be watched, of all recordings together; 0 where nothing is watched for the rule."""
    if not rules.is_watched(rule):
        return 0
    return sum(intervals.missing(each["seen"], each["len"]) for each in media.values())
