"""``{% load quebu %}``: the words of states, icons, and what templates of every app share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lms.core import icons
from lms.core.remembering import RememberNode
from lms.core.search.snippets import Piece
from lms.core.states import State

register = template.Library()

#: A level with its date and origin in brackets; and a day or a month, in figures or with the signs for year, month and day.
DATED = re.compile(r"(?:“[^“”]{1,6}”)?[（(]\d{4}-\d{2}(?:-\d{2})?[^（）()]{0,8}[）)]")
DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d{4}\u5e74\d{1,2}\u6708(?:\d{1,2}\u65e5)?")
#: What stands between two marks of Chinese punctuation, with the mark that ends it.
PHRASE = re.compile(r"[^，、：；。？！]+[，、：；。？！]*[”’》）]*|.+")


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


@register.filter
def plain(number: Decimal) -> str:
    """A number with all its places and no trailing zeros, as hours are told everywhere: 0.25, 32."""
    return f"{number.normalize():f}"


@register.filter
def whole(text: Any) -> SafeString:
    """A sentence in which no line breaks inside a date, or between a level and its date: ``{{ reason|whole }}``."""
    together = DATED.sub(r'<span class="phrase">\g<0></span>', conditional_escape(text))
    dates = DATE.sub(r'<span class="keep">\g<0></span>', together)
    return mark_safe(dates)  # noqa: S308 (escaped above; only dates are put into spans)


@register.filter
def with_hits(pieces: Iterable[Piece]) -> SafeString:
    """A text of which some is marked (``lms.core.search.snippets``): ``{{ each.title|with_hits }}``."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", each.text) if each.hit else each.text,) for each in pieces)
    )


@register.filter
def phrases(text: Any) -> SafeString:
    """A title that breaks after its punctuation, where it can: ``{{ page.title|phrases }}``."""
    whole_title = conditional_escape(text)
    parts = PHRASE.findall(whole_title)
    if len(parts) < 2:
        return whole_title
    return mark_safe("".join(f'<span class="phrase">{part}</span>' for part in parts))  # noqa: S308 (escaped above)
