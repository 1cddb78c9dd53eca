"""我的学习: what changed, in the plan and in the posts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A lesson that came or went, and why."""

    title: str
    why: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """有变化. ``mark`` names exactly these changes; whoever takes note says which."""

    mark: str
    summary: str
    done: tuple[Change, ...] = ()
    came: tuple[Change, ...] = ()
    went: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PostNote:
    """The day a post changed: one sentence, what is still open in it, and behind it the names and what came of it in the plan."""

    text: str
    note: str
    groups: tuple[Group, ...]
    changes: Changes | None = None
