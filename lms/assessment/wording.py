"""Answers and keys as a person reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import marking
from .models import Kind, QuestionVersion


def judged(place: int) -> str:
    """The two sides of 判断."""
    return pgettext("of a statement", "正确") if place == 0 else pgettext("of a statement", "错误")


def option_texts(version: QuestionVersion) -> list[str]:
    """In the order of their places; none for 填空 and 填数."""
    return [judged(0), judged(1)] if version.kind == Kind.JUDGE else list(version.options)


def answer_in_words(version: QuestionVersion, answer: Any) -> str:
    """What was chosen or written; empty for no answer."""
    if not isinstance(answer, list):
        return str(answer or "")
    texts = option_texts(version)
    return "；".join(texts[place] for place in answer)


def key_in_words(version: QuestionVersion) -> str:
    """The right answer."""
    key = version.key
    if version.kind in marking.WITH_OPTIONS:
        return answer_in_words(version, key)
    if version.kind == Kind.TEXT:
        return _("或").join(key)
    if len(key) > 1 and marking.number(key[1]):
        return _("%(number)s（误差不超过 %(tolerance)s）") % {"number": key[0], "tolerance": key[1]}
    return str(key[0])
