"""Opening a site: the steps from an empty database to the day on which members come in. See docs/decisions/0013.

Apps register their steps from ``ready()``; this module imports none of them and knows no domain. Until ``open_site`` members meet
a calm notice; those who prepare the site (``may_prepare``) see everything beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from . import states
from .models import Opening


class State(StrEnum):
    """How far a step is. At most one step is ``NEXT``."""

    DONE = "done"
    NEXT = "next"
    OPEN = "open"
    OPTIONAL = "optional"


WORDS: dict[State, Promise] = {
    State.DONE: states.State.COMPLETED.word,
    State.NEXT: _("下一步"),
    State.OPEN: _("未开始"),
    State.OPTIONAL: _("可以稍后"),
}


@dataclass(frozen=True)
class Found:
    """What a step found: a count in words, whether it is done or may wait, and the one place where it is done."""

    count: str
    url: str
    button: str
    done: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Step:
    """``without``: what is possible as long as this step is not done. ``look`` asks a fixed number of queries."""

    key: str
    order: int
    title: str | Promise
    without: str | Promise
    look: Callable[[], Found]


@dataclass(frozen=True)
class Line:
    """A step as it stands now."""

    step: Step
    found: Found
    state: State

    @property
    def word(self) -> Promise:
        return WORDS[self.state]


@dataclass
class _Known:
    steps: dict[str, Step] = field(default_factory=dict)
    gates: list[Callable[[Any], bool]] = field(default_factory=list)
    #: Whether this process saw the site open. A site is opened once, so only that answer is kept.
    is_open: bool = False


_known = _Known()


def register(step: Step) -> None:
    """Make a step known. A second registration of the same key replaces the first."""
    _known.steps[step.key] = step


def let_in(gate: Callable[[Any], bool]) -> None:
    """Whom ``gate`` lets in may prepare and open the site, beside superusers."""
    if gate not in _known.gates:
        _known.gates.append(gate)


def may_prepare(user: Any) -> bool:
    """Whether ``user`` sees the list of steps, imports sheets and opens the site."""
    if not getattr(user, "is_active", False):
        return False
    return bool(getattr(user, "is_superuser", False)) or any(gate(user) for gate in _known.gates)


def checklist() -> list[Line]:
    """All steps in order. The first that is neither done nor may wait is the next one."""
    lines: list[Line] = []
    is_next_named = False
    for step in sorted(_known.steps.values(), key=lambda step: step.order):
        found = step.look()
        if found.done:
            state = State.DONE
        elif found.optional:
            state = State.OPTIONAL
        else:
            state = State.OPEN if is_next_named else State.NEXT
            is_next_named = True
        lines.append(Line(step, found, state))
    return lines


def is_open() -> bool:
    """Whether members may come in. No query once this process has seen the site open."""
    if not _known.is_open:
        _known.is_open = Opening.objects.exists()
    return _known.is_open


def may_enter(user: Any) -> bool:
    """Whether ``user`` sees the members' pages: everybody once the site is open, before that who prepares it."""
    return is_open() or may_prepare(user)


def open_site(*, by: Any = None) -> bool:
    """Let the members in. Logged; False where the site was open already."""
    with transaction.atomic():
        opening, created = Opening.objects.get_or_create(pk=1, defaults={"by": by})
        if created:
            log(instance=opening, action="lms.open", user=by)
    return created


def forget() -> None:
    """Look again whether the site is open. For tests, and after an opening was taken back."""
    _known.is_open = False
