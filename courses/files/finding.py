"""From an address to what is fetched: the block of a page, as far as the reader may see it."""

from __future__ import annotations

import json
from typing import Any

import swapper
from django.http import Http404, HttpRequest

from . import access

Raw = dict[str, Any]


def block_for(request: HttpRequest, page_pk: int, block_id: str) -> tuple[Any, Raw]:
    """The page in its specific form and the raw block ``{"type", "value", "id"}``.

    Raises Http404: who may not see it does not learn that it is there.
    """
    model = swapper.load_model("wagtailcore", "Page")
    page = model._default_manager.filter(pk=page_pk).specific().first()
    if page is None or not hasattr(page, "body"):
        raise Http404
    if access.may_read(request, page) and (found := _among(list(page.body.raw_data), block_id)):
        return page, found
    if access.may_see_draft(request.user, page) and (found := _among(_draft(page), block_id)):
        return page, found
    raise Http404


def _among(rows: list[Any], block_id: str) -> Raw | None:
    return next((dict(row) for row in rows if row and row.get("id") == block_id), None)


def _draft(page: Any) -> list[Any]:
    revision = page.get_latest_revision()
    body = revision.content.get("body") if revision else None
    return list(json.loads(body)) if isinstance(body, str) else list(body or [])


def item_of(kind: str, raw: Raw) -> Any:
    """The row of wagtailmedia or of the documents that a block shows. Raises Http404."""
    from wagtail.documents import get_document_model
    from wagtailmedia.models import get_media_model

    model = get_document_model() if kind == "document" else get_media_model()
    item = model._default_manager.filter(pk=(raw.get("value") or {}).get("file")).first()
    if item is None:
        raise Http404
    return item
