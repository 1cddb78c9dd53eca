"""The learning record and what is computed from it."""

from .projections import CreditEntry, LevelStep, Progress
from .record import AppendOnlyError, Record

__all__ = ["AppendOnlyError", "CreditEntry", "LevelStep", "Progress", "Record"]
