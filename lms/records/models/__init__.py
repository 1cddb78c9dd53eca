"""The learning record, what is computed from it, and what members say is wrong in it."""

from .projections import CreditEntry, LevelStep, Progress
from .record import AppendOnlyError, Record
from .request import CorrectionRequest

__all__ = ["AppendOnlyError", "CorrectionRequest", "CreditEntry", "LevelStep", "Progress", "Record"]
