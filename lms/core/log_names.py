"""How an app names its actions in Wagtail's log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise

#: (action, label, message)
LogAction = tuple[str, str | Promise, str | Promise]


def registrar(named: Iterable[LogAction]) -> Callable[[Any], None]:
    """A function for the hook ``register_log_actions`` that registers ``named``. Harmless when called twice."""
    wanted = tuple(named)

    def register(actions: Any) -> None:
        for action, label, message in wanted:
            if action not in actions.formatters:
                actions.register_action(action, label, message)

    return register
