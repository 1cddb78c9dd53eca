"""What the templates of blocks with a file need to know."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .. import captions
from . import pdf, pdf_worker
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
    width: int
    height: int


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
        about=in_words(size_of(item.file), item.duration or 0) if item else in_words(12_900_000, 250),
        captions_url=captions_url(page, block_id) if stored and value.get("captions") else "",
        poster=value.get("poster"),
        paragraphs=tuple(each.strip() for each in said.split("\n\n") if each.strip()),
        seconds=float(item.duration or 0) if item else 0.0,
        width=(item.width if item else 0) or 1280,
        height=(item.height if item else 0) or 720,
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
class ShownSheet:
    """One page of a PDF: its picture in two widths, its shape, its text."""

    number: int
    anchor: str
    small: str
    large: str
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """``sheets`` is empty where the PDF cannot be shown in the page: then there is the link only."""

    title: str
    url: str
    about: str
    sheets: tuple[ShownSheet, ...]
    chapters: tuple[tuple[str, str, int], ...]
    has_text: bool


def shown_document(value: Any, context: dict[str, Any]) -> ShownDocument:
    document, page, block_id = value.get("file"), context.get("page"), str(context.get("id") or "")
    if not document:
        return _sample_document(value)
    pk = page.pk if page is not None and _is_stored(page, block_id, context) else None
    known = pdf.facts_of(document.file)

    def drawn(number: int, width: int) -> str:
        if pk:
            return reverse("lms_courses:pdf_page", args=[pk, block_id, number, width])
        return reverse("lms_courses:document_page", args=[document.pk, number, width])

    prefix = f"p-{block_id[:8] or document.pk}"
    sheets = tuple(_sheets(known, prefix, drawn)) if not known.fault else ()
    size = size_in_words(size_of(document.file))
    return ShownDocument(
        title=value.get("title") or document.title,
        url=media_url(page, block_id) if pk else document.url,
        about="，".join(each for each in (size, _("%(pages)d 页") % {"pages": known.pages} if sheets else "") if each),
        sheets=sheets,
        chapters=tuple((title, f"{prefix}-{number}", depth) for title, number, depth in known.outline),
        has_text=any(sheet.text for sheet in sheets),
    )


def _sheets(known: pdf.Facts, prefix: str, drawn: Callable[[int, int], str]) -> Iterator[ShownSheet]:
    for number, (wide, high) in enumerate(known.sizes, 1):
        shape = min(high / wide, pdf_worker.MAX_SHAPE)
        text = known.texts[number - 1] if number <= len(known.texts) else ""
        small, large = (drawn(number, width) for width in pdf.WIDTHS)
        yield ShownSheet(number, f"{prefix}-{number}", small, large, pdf.WIDTHS[0], round(pdf.WIDTHS[0] * shape), text)


def _sample_document(value: Any) -> ShownDocument:
    return ShownDocument(value.get("title") or _("示例"), "", _("%(pages)d 页") % {"pages": 12}, (), (), False)
