"""The one way to a file of a lesson."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtailmedia.models import get_media_model

from . import access, pdf
from .checking import ending_of
from .finding import block_for, item_of
from .sending import CACHE, send

WITH_FILE = ("video", "audio", "document")


@require_safe
def medium(request: HttpRequest, page: int, block: Any) -> HttpResponseBase:
    """The file of a block of a page: a video, an audio or a PDF."""
    _found, raw = block_for(request, page, str(block))
    if raw["type"] not in WITH_FILE:
        raise Http404
    item = item_of(raw["type"], raw)
    return send(request, item.file, filename=filename_of(item))


@require_safe
def pdf_page(request: HttpRequest, page: int, block: Any, number: int, width: int) -> HttpResponseBase:
    """One page of a PDF as a picture."""
    _found, raw = block_for(request, page, str(block))
    if raw["type"] != "document":
        raise Http404
    return _picture(request, item_of("document", raw), number, width)


@require_safe
def document_page(request: HttpRequest, pk: int, number: int, width: int) -> HttpResponseBase:
    """The same of a document by itself, for those who administer it: the preview of a page that is not saved yet."""
    found = get_object_or_404(get_document_model(), pk=pk)
    if not access.may_manage(request.user, found):
        raise Http404
    return _picture(request, found, number, width)


def _picture(request: HttpRequest, document: Any, number: int, width: int) -> HttpResponseBase:
    drawn = pdf.picture_of(document.file, number, width) if ending_of(document.file.name) == "pdf" else None
    if drawn is None:
        raise Http404
    return send(request, drawn, content_type="image/jpeg")


@require_safe
def captions(request: HttpRequest, page: int, block: Any) -> HttpResponse:
    """The captions of a block as WebVTT."""
    _found, raw = block_for(request, page, str(block))
    text = (raw.get("value") or {}).get("captions")
    if not text:
        raise Http404
    return HttpResponse(text, content_type="text/vtt; charset=utf-8", headers={"Cache-Control": CACHE})


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A medium by itself, for those who administer it: the preview of a page that is not saved yet, the admin's own screens."""
    found = get_object_or_404(get_media_model(), pk=pk)
    if not access.may_manage(request.user, found):
        raise Http404
    return send(request, found.file, filename=filename_of(found))


@require_safe
def by_name(request: HttpRequest, name: str) -> HttpResponseBase:
    """The plain address of a medium or its thumbnail below ``MEDIA_URL``, which the screens of wagtailmedia use."""
    model = get_media_model()
    found = model._default_manager.filter(file=name).first() or model._default_manager.filter(thumbnail=name).first()
    if found is None or not access.may_manage(request.user, found):
        raise Http404
    return send(request, found.file if found.file.name == name else found.thumbnail)


def filename_of(item: Any) -> str:
    """What the file is called on the reader's device: the title, short enough for every system, with the ending of the file."""
    ending = item.file.name.rsplit(".", 1)[-1].lower()
    title = "".join(" " if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in item.title).strip(" .")
    return f"{title[:60] or 'file'}.{ending}"
