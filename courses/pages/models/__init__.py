"""The page types of what is taught. A site with page types of its own leaves this app out."""

from .catalogue import CatalogueIndexPage
from .lesson import LessonBefore, LessonPage, LessonTag, LessonTeaches
from .story import StoryLesson, StoryPage, StoryTag
from .whole import CoursePage, CoursePart, CourseTag, TrackPage, TrackPart, TrackTag

__all__ = [
    "CatalogueIndexPage", "CoursePage", "CoursePart", "CourseTag", "LessonBefore", "LessonPage", "LessonTag", "LessonTeaches",
    "StoryLesson", "StoryPage", "StoryTag", "TrackPage", "TrackPart", "TrackTag",
]
