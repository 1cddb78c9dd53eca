"""A lesson as the player sees it: its page, its activity, its rule and what is to be watched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import swapper

from lms.assessment.models import Paper
from lms.catalogue.models import Activity
from lms.people.models import Member

from ..files import media_of
from ..publishing import ORIGIN, activity_of
from . import rules
from .checks import Check, checks_of
from .intervals import SECOND

VIDEO, AUDIO = "video", "audio"


@dataclass(frozen=True, slots=True)
class Recording:
    """A video or an audio of the body that must be watched. ``length`` in tenths of a second, ``size`` in bytes."""

    block: str
    kind: str
    length: int
    size: int


#: In a rich text: a page, a file or a picture that may change or go while the text stays.
ELSEWHERE = re.compile("linktype|<embed")


class Part:
    """A block of the body that is read only when it is shown: the page draws its questions itself."""

    def __init__(self, page: Any, number: int, raw: Any) -> None:
        self.page, self.number, self.kind, self.id = page, number, str(raw["type"]), str(raw.get("id") or "")
        told = raw.get("value")
        #: What the block says, where it looks the same for everybody and speaks of no other page or file: then it is drawn once.
        self.fixed = told if self.kind == "text" and isinstance(told, str) and not ELSEWHERE.search(told) else ""

    @property
    def block(self) -> Any:
        return self.page.body[self.number]


def parts_of(page: Any) -> list[Part]:
    return [Part(page, number, raw) for number, raw in enumerate(page.body.raw_data) if raw]


@dataclass(frozen=True, slots=True)
class Run:
    """Parts that follow each other. ``fixed``: ids and texts where all of them are drawn once, and together."""

    parts: list[Part]
    fixed: tuple[tuple[str, str], ...] = ()


def runs_of(page: Any) -> list[Run]:
    """The body in its order. Each part that is not fixed is a run of its own."""
    found: list[Run] = []
    for fixed, parts in groupby(parts_of(page), key=lambda part: bool(part.fixed)):
        together = list(parts)
        if fixed:
            found.append(Run(together, tuple((part.id, part.fixed) for part in together)))
        else:
            found += [Run([part]) for part in together]
    return found


@dataclass(frozen=True, slots=True)
class Lesson:
    """``rule``: as it can be met, see ``rules.effective``. ``checks``: all of them must be passed."""

    page: Any
    activity: Activity
    rule: str
    free_jump: bool
    recordings: tuple[Recording, ...]
    checks: tuple[Check, ...]

    @property
    def titles(self) -> dict[str, str]:
        """What each recording is called, by block."""
        media = (part.block for part in parts_of(self.page) if part.kind in (VIDEO, AUDIO))
        return {str(block.id): block.value.get("title") or getattr(block.value.get("file"), "title", "") for block in media}

    @property
    def asked(self) -> tuple[tuple[str, int, int], ...]:
        """What the blocks of questions say of themselves."""
        return tuple((check.block, check.asked, check.needed) for check in self.checks)

    @property
    def is_open(self) -> bool:
        """Whether it can be learned just now."""
        return bool(self.page.live and self.activity.published)


def lesson_of(page: Any, member: Member | None = None, activity: Activity | None = None) -> Lesson | None:
    """The lesson of a page; None of a page that is no lesson, or was never published. ``activity``: if it is at hand.

    Three queries at most, however many blocks the page has.
    """
    activity = activity or activity_of(page)
    if activity is None or not hasattr(page, "rule"):
        return None
    recordings = recordings_of(page)
    asked = checks_of(page, member) if rules.has_check(page.rule) else ()
    rule = rules.effective(page.rule, has_recordings=bool(recordings), has_check=bool(asked))
    return Lesson(page, activity, rule, page.free_jump, recordings, asked)


def recordings_of(page: Any) -> tuple[Recording, ...]:
    """Videos and audios whose length the server knows. Of a lesson that has any, all must be watched."""
    found = (
        Recording(str(each.block_id), each.kind, round(each.seconds * SECOND), each.bytes)
        for each in media_of(page)
        if each.kind in (VIDEO, AUDIO) and each.seconds
    )
    return tuple(each for each in found if each.length > 0)


def page_for(user: Any, pk: int) -> Any | None:
    """The live page of that number, if this reader may know of it. Two queries."""
    pages = swapper.load_model("wagtailcore", "Page")._default_manager
    page = pages.filter(pk=pk, live=True, expired=False).specific().first()
    if page is None or not hasattr(page, "rule") or not page.may_be_read_by(user):
        return None
    return page


def lesson_of_paper(paper: Paper, member: Member) -> Lesson | None:
    """The published lesson that puts this paper; None where its page is gone."""
    parts = paper.key.split(":")
    if len(parts) != 4 or parts[0] != ORIGIN:
        return None
    pages = swapper.load_model("wagtailcore", "Page")._default_manager
    page = pages.filter(translation_key=parts[1], locale__language_code=parts[2], alias_of=None, live=True).specific().first()
    return lesson_of(page, member) if page is not None else None
