"""A lesson as the player sees it: its page, its activity, its rule and what is to be watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import swapper
from wagtail.coreutils import get_content_languages

from lms.assessment.models import Paper
from lms.catalogue.models import Activity

from ..files import media_of
from ..papers import question_blocks
from ..publishing import ORIGIN, activity_of, key_of
from ..publishing import papers_of as papers_in_its_language
from . import rules
from .intervals import SECOND

VIDEO, AUDIO = "video", "audio"


@dataclass(frozen=True, slots=True)
class Recording:
    """A video or an audio of the body that must be watched. ``length`` in tenths of a second, ``size`` in bytes."""

    block: str
    kind: str
    length: int
    size: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """``rule``: as it can be met, see ``rules.effective``. ``papers``: all of them must be passed."""

    page: Any
    activity: Activity
    rule: str
    free_jump: bool
    recordings: tuple[Recording, ...]
    papers: tuple[Paper, ...]

    @property
    def titles(self) -> dict[str, str]:
        """What each recording is called, by block."""
        media = (block for block in self.page.body if block.block_type in (VIDEO, AUDIO))
        return {str(block.id): block.value.get("title") or getattr(block.value.get("file"), "title", "") for block in media}

    @property
    def is_open(self) -> bool:
        """Whether it can be learned just now."""
        return bool(self.page.live and self.activity.published)


def lesson_of(page: Any, activity: Activity | None = None) -> Lesson | None:
    """The lesson of a page; None of a page that is no lesson, or was never published. ``activity``: if it is at hand.

    Four queries at most, however many blocks the page has.
    """
    activity = activity or activity_of(page)
    if activity is None or not hasattr(page, "rule"):
        return None
    recordings = recordings_of(page)
    papers = papers_of(page) if rules.has_check(page.rule) else ()
    rule = rules.effective(page.rule, has_recordings=bool(recordings), has_check=bool(papers))
    return Lesson(page, activity, rule, page.free_jump, recordings, papers)


def papers_of(page: Any) -> tuple[Paper, ...]:
    """The papers of the questions of a published page, in its order. One query, and one more where translations share blocks."""
    key, blocks = key_of(page), question_blocks(page)
    keys = [f"{ORIGIN}:{key}:{code}:{block.id}" for code in get_content_languages() for block in blocks]
    found = list(Paper.objects.filter(key__in=keys)) if keys else []
    if len(found) > len(blocks):
        return tuple(papers_in_its_language(page))
    by_block = {paper.key.rpartition(":")[2]: paper for paper in found}
    return tuple(by_block[str(block.id)] for block in blocks if str(block.id) in by_block)


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


def lesson_of_paper(paper: Paper) -> Lesson | None:
    """The published lesson that puts this paper; None where its page is gone."""
    parts = paper.key.split(":")
    if len(parts) != 4 or parts[0] != ORIGIN:
        return None
    pages = swapper.load_model("wagtailcore", "Page")._default_manager
    page = pages.filter(translation_key=parts[1], locale__language_code=parts[2], alias_of=None, live=True).specific().first()
    return lesson_of(page) if page is not None else None
