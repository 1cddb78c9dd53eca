"""人员类别 that a sheet names: categories are data, so an unknown one is created, and this is said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lms.core.sheets import normal
from lms.core.sheets.importer import Run
from lms.core.sheets.tables import Table

from ..models import MemberCategory


class Categories:
    """The categories of one import: those that are there and those to be created."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.words: dict[str, int | None] = {}
        self.new: dict[str, str] = {}
        for pk, code, name in MemberCategory.objects.values_list("pk", "code", "name"):
            self.words[normal.plain(code)] = self.words[normal.plain(name)] = pk

    @classmethod
    def of(cls, run: Run) -> Categories:
        """The one of this import."""
        found: Categories = run.shared.setdefault("categories", None) or cls(run)
        run.shared["categories"] = found
        return found

    def want(self, name: str, table: Table, row: int, column: str) -> None:
        """Make sure that category ``name`` will be there; tells when it is new."""
        key = normal.plain(name)
        if key in self.words:
            return
        if len(name) > 40:
            self.run.problems.error(
                table.file,
                _("文字过长"),
                _("请缩短到 %(length)s 字以内") % {"length": 40},
                row=table.numbers[row],
                column=table.heading(column),
                value=name,
            )
            return
        self.words[key] = None
        self.new[key] = name
        self.run.problems.notice(
            table.file,
            _("新的人员类别，将新建"),
            _("若是错字请改正后重新导入"),
            row=table.numbers[row],
            column=table.heading(column),
            value=name,
        )

    def ids(self) -> dict[str, int]:
        """Ids by plain name or code; creates the new ones. Call only while writing."""
        last = MemberCategory.objects.count()
        for order, (key, name) in enumerate(self.new.items(), start=last + 1):
            self.words[key] = MemberCategory.objects.create(code=name, name=name, sort_order=order * 10).pk
        self.new = {}
        return {key: pk for key, pk in self.words.items() if pk is not None}
