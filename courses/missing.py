"""What a lesson still lacks before it can be published, and what its questions will not do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from . import completion
from .completion import Completion
from .papers import question_blocks


def missing(page: Any) -> list[str]:
    """Names of what must be filled in first, in the order of the form; empty for pages that are no lessons."""
    if not hasattr(page, "teaches"):
        return [] if page.subject_id else [_("类别")]
    found = []
    if not page.subject_id:
        found.append(_("类别"))
    if not page.minutes:
        found.append(_("分钟"))
    if not page.tiers.all():
        found.append(_("适用层次"))
    if not page.teaches.all():
        found.append(_("所教能力和等级"))
    if lacks_questions(page.form, page.completion, has_questions=bool(question_blocks(page))):
        found.append(_("随堂测验的题目"))
    return found


def lacks_questions(form: str, chosen: str, *, has_questions: bool) -> bool:
    """Whether the rule that somebody chose, or the form itself, ends with questions and there are none.

    Where nobody chose a rule, a lesson without questions is done when it is watched or read.
    """
    if has_questions:
        return False
    return completion.has_check(chosen) or (not chosen and completion.default_for(form) == Completion.CHECK)
