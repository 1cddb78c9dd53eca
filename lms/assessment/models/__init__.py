"""The question bank, the papers made of it, and what members answered."""

from .attempts import Attempt, AttemptItem
from .papers import Paper, PaperLine, PaperQuestion
from .questions import ImmutableVersion, Kind, Question, QuestionVersion

__all__ = [
    "Attempt", "AttemptItem", "ImmutableVersion", "Kind", "Paper", "PaperLine", "PaperQuestion", "Question", "QuestionVersion",
]  # fmt: skip
