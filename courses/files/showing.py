"""What the templates of blocks with a file need to know."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .. import captions
from .media_of_page import captions_url, media_url
from .sizes import in_words, size_in_words, size_of


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """``url`` is empty where there is no file to play (the preview of the block, a deleted file)."""

    block_id: str
    title: str
    url: str
    type: str
    about: str
    captions_url: str
    poster: Any
    paragraphs: tuple[str, ...]
    seconds: float


def shown_medium(kind: str, value: Any, context: dict[str, Any]) -> ShownMedium:
    item, page, block_id = value.get("file"), context.get("page"), str(context.get("id") or "")
    said = value.get("transcript") or _from_captions(value.get("captions") or "")
    stored = _is_stored(page, block_id, context)
    url = ""
    if item:
        url = media_url(page, block_id) if stored else reverse("lms_courses:item", args=[item.pk])
    return ShownMedium(
        block_id=block_id,
        title=value.get("title") or (item.title if item else _("示例")),
        url=url,
        type=(mimetypes.guess_type(item.file.name)[0] or f"{kind}/mp4") if item else "",
        about=in_words(size_of(item.file), item.duration or 0) if item else "12.3 MB，4 分 10 秒",
        captions_url=captions_url(page, block_id) if stored and value.get("captions") else "",
        poster=value.get("poster"),
        paragraphs=tuple(each.strip() for each in said.split("\n\n") if each.strip()),
        seconds=float(item.duration or 0) if item else 0.0,
    )


def _from_captions(text: str) -> str:
    try:
        return captions.transcript(captions.read(text)) if text else ""
    except captions.CaptionsError:
        return ""


def _is_stored(page: Any, block_id: str, context: dict[str, Any]) -> bool:
    """Whether the view finds the block by page and id. A preview may show a block that was never saved."""
    if page is None or not page.pk or not block_id:
        return False
    if not getattr(context.get("request"), "is_preview", False):
        return True
    revision = page.get_latest_revision()
    body = str(revision.content.get("body", "")) if revision else ""
    return block_id in body


@dataclass(frozen=True, slots=True)
class ShownDocument:
    title: str
    url: str
    about: str


def shown_document(value: Any, context: dict[str, Any]) -> ShownDocument:
    file, page, block_id = value.get("file"), context.get("page"), str(context.get("id") or "")
    url = ""
    if file:
        url = media_url(page, block_id) if _is_stored(page, block_id, context) else file.url
    return ShownDocument(
        title=value.get("title") or (file.title if file else _("示例")),
        url=url,
        about=size_in_words(size_of(file.file)) if file else "",
    )
