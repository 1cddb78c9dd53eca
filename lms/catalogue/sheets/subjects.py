"""类别与主题 that a sheet names: they are data, so an unknown one is created as a category, and this is said."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from lms.people.sheets.names import Names

from ..models import Subject


class Subjects(Names):
    """The subjects of one import."""

    model = Subject
    shared = "subjects"
    unknown = gettext_lazy("没有这个类别")
    created = gettext_lazy("新的类别，将新建")

    def beside(self) -> QuerySet[Any]:
        """Categories: a topic counts within its own."""
        return self.rows().filter(parent__isnull=True)

    def names(self) -> dict[int, str]:
        return dict(self.rows().values_list("pk", "name"))
