"""What waits for an administrator, told by each app for the start page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail import hooks

#: Hook: a function of the user that returns a list of ``Todo``. It sends a fixed number of queries.
HOOK = "register_lms_todos"


@dataclass(frozen=True, slots=True)
class Todo:
    """``number``: how many wait, with their measure word (``3 人``). ``url`` leads right there."""

    title: str | Promise
    count: int
    number: str
    text: str | Promise
    url: str
    order: int = 100


def todos_for(user: Any) -> list[Todo]:
    """All that waits for ``user``; what nobody waits for is left out."""
    tell: list[Callable[[Any], list[Todo]]] = hooks.get_hooks(HOOK)
    found = [todo for each in tell for todo in each(user)]
    return sorted((todo for todo in found if todo.count), key=lambda todo: todo.order)
