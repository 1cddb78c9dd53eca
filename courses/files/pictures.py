"""The renditions of all pictures of a page, read at once: a page of fifty pictures asks as often as one of five."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.images import get_image_model

#: In which field of a block the picture stands.
WHERE = {"picture": "image", "video": "poster", "audio": "poster"}


def prepare(context: dict[str, Any]) -> None:
    """Give every picture and poster in the body of the page its renditions. One query, once for each drawing of the page."""
    page = context.get("page")
    body = getattr(page, "body", None)
    if not body or getattr(body, "_courses_renditions", False):
        return
    body._courses_renditions = True
    images = list(_images(body))
    if not images:
        return
    found: dict[int, list[Any]] = {}
    model = get_image_model().get_rendition_model()
    for rendition in model._default_manager.filter(image_id__in={image.pk for image in images}):
        found.setdefault(rendition.image_id, []).append(rendition)
    for image in images:
        image.prefetched_renditions = found.get(image.pk, [])
        for rendition in image.prefetched_renditions:
            rendition.image = image


def _images(body: Any) -> Iterator[Any]:
    for number, raw in enumerate(body.raw_data):  # to look at a block reads what all of its kind show
        name = WHERE.get(raw["type"]) if raw else None
        image = body[number].value.get(name) if name else None
        if image is not None:
            yield image
