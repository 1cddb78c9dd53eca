"""``{% load quebu %}``: the words of states, icons, and what templates of every app share."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lms.core import icons
from lms.core.states import State

register = template.Library()


@register.simple_tag
def state(key: str | State, note: Any = "") -> SafeString:
    """The badge of a state: ``{% state "overdue" %}``, with something after the word: ``{% state "overdue" note="3" %}``."""
    found = State.of(key)
    if note in ("", None):
        return format_html('<span class="badge badge--{}">{}</span>', found.tone.value, found.word)
    return format_html('<span class="badge badge--{}">{} {}</span>', found.tone.value, found.word, note)


@register.simple_tag
def state_word(key: str | State) -> str:
    """The bare word of a state, for headings, buttons and sentences: ``{% state_word "awaiting" %}``."""
    return str(State.of(key).word)


@register.simple_tag
def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """``{% icon "book" %}``; with ``label`` if it stands alone; ``kind="small"`` or ``"large"`` for another size."""
    return icons.icon(name, label, kind)
