"""The one table of words for states. Every screen, export and mail takes the word from here; none writes it by hand.

The tone says how a state is coloured. Red (``ALARM``) is kept for what is overdue: a level, a gap, "not assessed" or a member
with flexible hours is never an alarm. ``MET`` is said of hours only.
"""

from __future__ import annotations

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tone(Enum):
    """The colour of a badge or message. The value is the last part of the class name: ``badge--calm``."""

    ACTION = "action"
    CALM = "calm"
    ATTENTION = "attention"
    GOOD = "good"
    ALARM = "alarm"


class State(Enum):
    """A state that a member can meet: its key in code and templates, its word, its tone."""

    word: Promise  # in the language of whoever reads it; lazy
    tone: Tone

    def __new__(cls, key: str, word: Promise, tone: Tone) -> State:
        # The key alone is the value: an enum would hash the word, and so translate it while the apps are still loading.
        state = object.__new__(cls)
        state._value_ = key
        state.word = word
        state.tone = tone
        return state

    START = ("start", _("开始学习"), Tone.ACTION)
    CONTINUE = ("continue", _("继续"), Tone.ACTION)
    TEST = ("test", _("测一测"), Tone.ACTION)
    WATCHED = ("watched", _("已看未测"), Tone.ATTENTION)
    COMPLETED = ("completed", _("已完成"), Tone.GOOD)
    PASSED = ("passed", _("已通过"), Tone.GOOD)
    EXEMPT = ("exempt", _("免修"), Tone.CALM)
    MASTERED = ("mastered", _("已掌握"), Tone.CALM)
    AWAITING = ("awaiting", _("待确认"), Tone.CALM)
    TO_ARRANGE = ("to_arrange", _("待安排"), Tone.CALM)
    RELAPSE = ("relapse", _("需复训"), Tone.ATTENTION)
    UNASSESSED = ("unassessed", _("未评估"), Tone.CALM)
    UNSUPPLIED = ("unsupplied", _("缺课程（已告知教员）"), Tone.CALM)
    OVERDUE = ("overdue", _("逾期"), Tone.ALARM)
    MET = ("met", _("达标"), Tone.GOOD)

    @property
    def key(self) -> str:
        return str(self.value)

    @classmethod
    def of(cls, key: str | State) -> State:
        """The state with this key. KeyError if there is none."""
        if isinstance(key, State):
            return key
        try:
            return cls(key)  # type: ignore[call-arg]  # by value, not as a new one
        except ValueError:
            raise KeyError(key) from None
