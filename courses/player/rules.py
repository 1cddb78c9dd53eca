"""What completes a lesson, as it can be met: a rule that asks for something the lesson does not have would hold everybody up."""

from __future__ import annotations

from ..completion import READ, WATCHED, WITH_CHECK, Completion


def effective(rule: str, *, has_recordings: bool, has_check: bool) -> str:
    """The rule without what is missing: nothing to watch is read instead, and where there are no questions none are asked."""
    if rule in WATCHED and not has_recordings:
        rule = Completion.READ_CHECK if rule in WITH_CHECK else Completion.READ
    if rule in WITH_CHECK and not has_check:
        rule = Completion.WATCH if rule in WATCHED else Completion.READ
    return str(rule)


def is_watched(rule: str) -> bool:
    return rule in WATCHED


def is_read(rule: str) -> bool:
    return rule in READ


def has_check(rule: str) -> bool:
    return rule in WITH_CHECK


def is_check(rule: str) -> bool:
    """Whether the questions are the whole lesson."""
    return rule == Completion.CHECK


def is_registered(rule: str) -> bool:
    """Whether only the organiser can say that somebody took part."""
    return rule == Completion.REGISTER
