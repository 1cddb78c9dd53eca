"""The videos and audios of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .sizes import size_of

MEDIA = ("video", "audio")


@dataclass(frozen=True, slots=True)
class Medium:
    """A video or audio of a lesson: what counts as watched. ``seconds`` were read from the file by the server at upload."""

    block_id: str
    kind: str
    seconds: float
    bytes: int


def media_of(page: Any) -> list[Medium]:
    """In the order of the page. A block whose file was deleted is left out. One query for each kind of medium."""
    found = []
    for number, raw in enumerate(page.body.raw_data):
        if not raw or raw["type"] not in MEDIA:
            continue  # to look at a block of another kind would read what all of its kind show
        block = page.body[number]
        item = block.value.get("file")
        if item:
            found.append(Medium(str(block.id), block.block_type, float(item.duration or 0), size_of(item.file)))
    return found


def media_url(page: Any, block_id: str) -> str:
    """Where the file of a block (video, audio, document) of ``page`` is fetched. The view asks who wants it."""
    return reverse("lms_courses:medium", args=[page.pk, block_id])


def captions_url(page: Any, block_id: str) -> str:
    return reverse("lms_courses:captions", args=[page.pk, block_id])
