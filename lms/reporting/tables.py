"""Columns of the reports, and how a share is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from lms.core.states import State

from .completion import share

NOTHING = "—"


def percent(value: float | None) -> str:
    """A share for the eye; 「—」 where there was nothing to divide by. Only what is whole says 100 %, only nothing says 0 %."""
    if value is None:
        return NOTHING
    rounded = round(value * 100)
    if 0 < value < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}%"


def ratio(part: int, whole: int) -> str:
    """``12/20 · 60%``; 「—」 where nothing was due."""
    return NOTHING if whole <= 0 else f"{part}/{whole} · {percent(share(part, whole))}"


def basis_name(basis: str) -> str:
    """How the level became known, in words."""
    return {
        "none": str(State.UNASSESSED.word), "lapsed": str(State.RELAPSE.word),
        "formal": _("认定"), "learned": _("学习所得"), "self": _("自评"),
    }.get(basis, basis)  # fmt: skip


def printed(column: Column, row: Any) -> str:
    """The cell as plain text."""
    said = getattr(column, "get_text", column.get_value)(row)
    return "" if said is None else str(said)


class Cell(Column):
    """A cell that says what it is where a line of the table stands as a card (on a phone)."""

    cell_template_name = "lms_reporting/cells/plain.html"


class LinkColumn(Column):
    """A cell that opens what stands behind it, where ``get_url`` gives an address."""

    cell_template_name = "lms_reporting/cells/link.html"

    def __init__(self, name: str, *, get_url: Callable[[Any], str | None], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "url": self.get_url(instance)}


class ButtonColumn(LinkColumn):
    """A button to do something about the line."""

    cell_template_name = "lms_reporting/cells/button.html"


class HeadColumn(LinkColumn):
    """What the line is about. ``is_sub(row)``: it belongs to the line above. ``get_mark(row)``: a word beside it."""

    cell_template_name = "lms_reporting/cells/head.html"

    def __init__(
        self,
        name: str,
        *,
        is_sub: Callable[[Any], bool] | None = None,
        get_mark: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.is_sub = is_sub or (lambda row: False)
        self.get_mark = get_mark or (lambda row: "")

    def get_text(self, row: Any) -> str:
        value, mark = str(self.get_value(row)), self.get_mark(row)
        said = f"{value}（{mark}）" if mark else value
        return f"　{said}" if self.is_sub(row) else said

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        found = {"is_sub": self.is_sub(instance), "mark": self.get_mark(instance)}
        return {**super().get_cell_context_data(instance, parent_context), **found}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two numbers of a share: its word, its value, what it opens."""

    word: str
    value: Any
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the numbers it comes from: done, and due."""

    done: Part
    due: Part

    @property
    def text(self) -> str:
        return percent(share(self.done.value, self.due.value))

    def __str__(self) -> str:
        return ratio(self.done.value, self.due.value)


class ShareColumn(Column):
    """One of the three figures: the share first, its two numbers below; each opens the persons. ``accessor``: a Share."""

    cell_template_name = "lms_reporting/cells/share.html"
