"""What is wrong with a sheet, said so that somebody at an office desk can put it right."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One finding. ``row`` is the row number as seen in the sheet; None for the file as a whole."""

    file: str
    message: str
    remedy: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    blocks: bool = True
    #: Further rows that are concerned, such as the first of two that contradict each other.
    also: tuple[int, ...] = ()
    #: What the screen may offer against it: ``recorded`` is mended by an import as correction.
    kind: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += _(" 第 %(row)s 行") % {"row": self.row}
        if self.column:
            where += _(" 列「%(column)s」") % {"column": self.column}
        if self.value:
            where += _(" 值“%(value)s”") % {"value": self.value[:80]}
        line = _("%(where)s：%(message)s") % {"where": where, "message": self.message}
        return _("%(line)s。%(remedy)s。") % {"line": line, "remedy": self.remedy} if self.remedy else f"{line}。"


@dataclass
class Problems:
    """All findings of one import, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)
    #: Near codes that were looked up for unknown ones, by (code, number of known ones).
    near: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    #: (file, column) whose cells point to a sheet that was never imported: said once, not for each row.
    nothing_yet: set[tuple[str, str]] = field(default_factory=set)

    def error(
        self,
        file: str,
        message: str,
        remedy: str = "",
        row: int | None = None,
        column: str = "",
        value: object = "",
        *,
        also: tuple[int, ...] = (),
        kind: str = "",
    ) -> None:
        """A finding that blocks the import."""
        text = "" if value is None else str(value)
        self.found.append(Problem(file, message, remedy, row, column, text, also=also, kind=kind))

    def notice(
        self, file: str, message: str, remedy: str = "", row: int | None = None, column: str = "", value: object = ""
    ) -> None:
        """A finding that does not block."""
        self.found.append(Problem(file, message, remedy, row, column, "" if value is None else str(value), blocks=False))

    @property
    def errors(self) -> list[Problem]:
        return sorted((p for p in self.found if p.blocks), key=_place)

    @property
    def notices(self) -> list[Problem]:
        return sorted((p for p in self.found if not p.blocks), key=_place)


def _place(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.row or 0
