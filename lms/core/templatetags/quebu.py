"""``{% load quebu %}``: the words of states, icons, and what templates of every app share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lms.core import icons
from lms.core.remembering import RememberNode
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


@register.simple_tag(takes_context=True)
def with_page(context: dict[str, Any], name: str, number: int) -> str:
    """The address of this page with another page number and everything else that was asked: ``?q=公文&page=2``."""
    request = context.get("request")
    asked = request.GET.copy() if request is not None else QueryDict(mutable=True)
    asked[name] = number
    return "?" + asked.urlencode()


@register.tag
def remember(parser: Any, token: Any) -> RememberNode:
    """``{% remember learning member.name %} … {% endremember %}``: drawn once for the same values. See lms.core.remembering."""
    values = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    nodes = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodes, values)


@register.filter
def labelled(row: Iterable[Any], heads: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a table's row with the heading of its column: on phones the heading stands beside the cell."""
    return list(zip(heads, row, strict=False))
