"""What the pages show, in words. Templates print these and decide nothing."""

from .abilities import Abilities, Ability, AbilityDomain
from .file import Entry, File, TargetHours
from .learning import (
    EACH,
    Alternative,
    CatchUp,
    Change,
    Changes,
    Gate,
    Group,
    Item,
    Learning,
    Link,
    Once,
    Part,
    PostNote,
    Waiting,
    lesson_url,
    once_for,
)
from .lessons import Before, Choice, Course, LessonPage, Lessons, Taught

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
    "Choice",
    "Course",
    "Entry",
    "File",
    "Gate",
    "Group",
    "Item",
    "Learning",
    "LessonPage",
    "Lessons",
    "Link",
    "Once",
    "Part",
    "PostNote",
    "TargetHours",
    "Taught",
    "Waiting",
    "lesson_url",
    "once_for",
]
