"""Files of lessons: what a page has, where it is fetched, who may fetch it. See docs/decisions/0020-files-of-lessons.md."""

from __future__ import annotations

from .media_of_page import Medium, media_of, media_url

__all__ = ["Medium", "media_of", "media_url"]
