"""The catalogue: everything that can be learned, and how it is turned into credit hours."""

from .activities import Activity, ActivityPast, Part, Teaches
from .credit import CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget
from .subjects import Subject

__all__ = [
    "Activity",
    "ActivityPast",
    "CreditRule",
    "CreditRuleSet",
    "CreditRuleVersion",
    "HoursTarget",
    "Part",
    "Subject",
    "Teaches",
]
