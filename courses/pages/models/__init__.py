"""The page types of what is taught. A site with page types of its own leaves this app out."""

from .catalogue import CatalogueIndexPage
from .lesson import LessonBefore, LessonPage, LessonTag, LessonTeaches

__all__ = ["CatalogueIndexPage", "LessonBefore", "LessonPage", "LessonTag", "LessonTeaches"]
