"""A part of a template, drawn once for the same values: ``{% remember learning %} … {% endremember %}``.

The part must depend on nothing but the values named, the language and this site's templates; then there is nothing that could
be out of date. Values are compared whole, so they have to be hashable: frozen dataclasses, tuples, texts. Kept by the process,
the latest few hundred.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: Some ten megabytes at most.
KEPT = 300

_drawn: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()


def forget() -> None:
    """Drop everything: between tests."""
    _drawn.clear()


class RememberNode(Node):
    def __init__(self, nodes: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = nodes, values

    def render(self, context: Context) -> SafeString:
        # The node itself is part of the key: another template, or the same one loaded anew, has another.
        key = (self, get_language(), settings.ROOT_URLCONF, *(value.resolve(context) for value in self.values))
        found = _drawn.get(key)
        if found is None:
            found = _drawn[key] = self.nodelist.render(context)
            if len(_drawn) > KEPT:
                _drawn.popitem(last=False)
        else:
            _move_last(key)
        return found


def _move_last(key: tuple[Any, ...]) -> None:
    """Another thread may have dropped it just now."""
    try:
        _drawn.move_to_end(key)
    except KeyError:
        return
