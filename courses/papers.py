"""The questions of a lesson as papers: one for each block of questions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lms.assessment.actions import keep_paper

QUESTIONS = "questions"


def question_blocks(page: Any) -> list[Any]:
    """The blocks of questions in the body, in order; those whose questions were all deleted are left out."""
    return [block for block in getattr(page, "body", ()) if block.block_type == QUESTIONS and _asked(block)]


def paper_keys(page: Any, key: str) -> list[str]:
    """Keys of the papers of a page, in order. Languages have questions of their own; ``key``: what the translations share."""
    return [f"page:{key}:{page.locale.language_code}:{block.id}" for block in question_blocks(page)]


def keep_papers(page: Any, key: str, *, by: Any = None) -> None:
    """Make the papers say what the published body says. What somebody has begun stays as it was."""
    blocks = question_blocks(page)
    for number, (block, paper) in enumerate(zip(blocks, paper_keys(page, key), strict=True), start=1):
        title = page.title if len(blocks) == 1 else _("%(title)s（%(number)s）") % {"title": page.title, "number": number}
        asked = _asked(block)
        needed = block.value.get("needed")
        keep_paper(
            key=paper, title=title, questions=asked, needed=min(needed, len(asked)) if needed else None,
            attempts=block.value.get("attempts"), by=by,
        )  # fmt: skip


def _asked(block: Any) -> list[int]:
    return [question.pk for question in block.value.get("questions") or () if question is not None]
