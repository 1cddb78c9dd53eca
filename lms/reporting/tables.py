"""Columns of the reports, and how a share is written."""

from __future__ import annotations

from collections.abc import Callable
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


class LinkColumn(Column):
    """A cell that opens what stands behind it, where ``get_url`` gives an address."""

    cell_template_name = "lms_reporting/cells/link.html"

    def __init__(self, name: str, *, get_url: Callable[[Any], str | None], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "url": self.get_url(instance)}


class IndentedColumn(LinkColumn):
    """The first column of a table in which a line has sub-lines; ``is_sub(row)``."""

    cell_template_name = "lms_reporting/cells/indented.html"

    def __init__(self, name: str, *, is_sub: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.is_sub = is_sub

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "is_sub": self.is_sub(instance)}
