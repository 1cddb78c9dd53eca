"""What is done with questions, papers and attempts."""

from .attempts import BadAnswer, Closed, NoAttemptsLeft, NotEnough, save_answers, start, submit
from .bank import create_question, edit_question, publish, restore, retire, return_to_author, send_to_review
from .papers import keep_paper

__all__ = [
    "BadAnswer", "Closed", "NoAttemptsLeft", "NotEnough", "create_question", "edit_question", "keep_paper", "publish", "restore",
    "retire", "return_to_author", "save_answers", "send_to_review", "start", "submit",
]  # fmt: skip
