"""What the pages show, in words. Templates print these and decide nothing."""

from .abilities import Abilities, Ability, AbilityDomain
from .file import Entry, File, TargetHours
from .learning import Alternative, Group, Item, Learning, Link, Part, Waiting, lesson_url
from .lessons import Before, Choice, Course, LessonPage, Lessons, Taught

__all__ = [
    "Abilities",
    "Ability",
    "AbilityDomain",
    "Alternative",
    "Before",
    "Choice",
    "Course",
    "Entry",
    "File",
    "Group",
    "Item",
    "Learning",
    "LessonPage",
    "Lessons",
    "Link",
    "Part",
    "TargetHours",
    "Taught",
    "Waiting",
    "lesson_url",
]
