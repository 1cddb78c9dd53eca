"""Names of data that a sheet mentions, such as categories: an unknown one is created, and this is said."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lms.core.sheets import normal
from lms.core.sheets.run import Run
from lms.core.sheets.tables import Table

from .reach import Reach

MOST_SIGNS = 40


class Names:
    """The named rows of one import: those that are there and those to be created. ``model`` has code, name and sort_order."""

    model: ClassVar[type[Model]]
    #: Under which name the import keeps it.
    shared: ClassVar[str]
    unknown: ClassVar[Promise]
    created: ClassVar[Promise]

    def __init__(self, run: Run) -> None:
        self.run = run
        self.words: dict[str, int | None] = {}
        self.new: dict[str, str] = {}
        for pk, code, name in self.rows().values_list("pk", "code", "name"):
            self.words[normal.plain(code)] = self.words[normal.plain(name)] = pk

    @classmethod
    def of(cls, run: Run) -> Self:
        """The one of this import."""
        found: Self = run.shared.setdefault(cls.shared, None) or cls(run)
        run.shared[cls.shared] = found
        return found

    @classmethod
    def rows(cls) -> QuerySet[Any]:
        return cls.model._default_manager.all()

    def beside(self) -> QuerySet[Any]:
        """Rows after which a new one takes its place."""
        return self.rows()

    def want(self, name: str, table: Table, row: int, column: str) -> bool:
        """Make sure that ``name`` will be there; tells when it is new. False: it cannot be, and this was told."""
        key = normal.plain(name)
        if key in self.words:
            return True
        if len(name) > MOST_SIGNS:
            self._refuse(table, row, column, name, _("文字过长"), _("请缩短到 %(length)s 字以内") % {"length": MOST_SIGNS})
            return False
        if not Reach.of(self.run).shares:
            known = "、".join(self.rows().values_list("name", flat=True))
            self._refuse(table, row, column, name, str(self.unknown), _("请改为：%(known)s") % {"known": known})
            return False
        self.words[key] = None
        self.new[key] = name
        self.run.problems.notice(
            table.file,
            str(self.created),
            _("若是错字请改正后重新导入"),
            row=table.numbers[row],
            column=table.heading(column),
            value=name,
        )
        return True

    def _refuse(self, table: Table, row: int, column: str, name: str, message: str, remedy: str) -> None:
        number, heading = table.numbers[row], table.heading(column)
        self.run.problems.error(table.file, message, remedy, row=number, column=heading, value=name)

    def ids(self) -> dict[str, int]:
        """Ids by plain name or code; creates the new ones. Call only while writing."""
        last = self.beside().count()
        for order, (key, name) in enumerate(self.new.items(), start=last + 1):
            self.words[key] = self.rows().create(code=name, name=name, sort_order=order * 10).pk
        self.new = {}
        return {key: pk for key, pk in self.words.items() if pk is not None}
