"""What the pages show, in words. Templates print these and decide nothing."""

from .abilities import Abilities, Ability, AbilityDomain
from .changes import Change, Changes, Group, PostNote
from .file import Entry, File, Growth, Hours, Paper, TargetHours
from .learning import (
    EACH,
    Alternative,
    CatchUp,
    Gate,
    Item,
    Learning,
    Link,
    Once,
    Part,
    Waiting,
    lesson_url,
    once_for,
)
from .lessons import Before, Chip, Choice, Choices, Course, Facet, LessonPage, Lessons, Taught

__all__ = [
    "EACH",
    "Abilities",
    "Ability",
    "AbilityDomain",
    "Alternative",
    "Before",
    "CatchUp",
    "Change",
    "Changes",
    "Chip",
    "Choice",
    "Choices",
    "Course",
    "Entry",
    "Facet",
    "File",
    "Gate",
    "Group",
    "Growth",
    "Hours",
    "Item",
    "Learning",
    "LessonPage",
    "Lessons",
    "Link",
    "Once",
    "Paper",
    "Part",
    "PostNote",
    "TargetHours",
    "Taught",
    "Waiting",
    "lesson_url",
    "once_for",
]
