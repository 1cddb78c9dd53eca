"""What page types of lessons, courses and tracks are made from. A site of its own brings page types made of the same.

Every page made of ``ActivityPage`` is kept as one activity of the catalogue, in however many languages it is written: see
``courses.publishing``.
"""

from .lesson import LessonMixin
from .pages import ActivityPage, DescribedPage, ReaderPage
from .whole import TrackMixin, WholeMixin

__all__ = ["ActivityPage", "DescribedPage", "LessonMixin", "ReaderPage", "TrackMixin", "WholeMixin"]
