"""The join of a queryset with what the index found, and of that its score.

The index leads: what fits is found once, and each hit looks its row up by primary key. Written as a sub-select, so that filters,
permissions and counts of the queryset stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.expressions import Col, RawSQL
from django.db.models.sql.constants import INNER
from django.db.models.sql.datastructures import BaseTable

WHOLE = frozenset({"AutoField", "SmallAutoField", "BigAutoField", "IntegerField", "SmallIntegerField", "BigIntegerField",
                   "PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"})  # fmt: skip


class Hits(BaseTable):
    """``INNER JOIN (select pk, score …) AS search_hits ON search_hits.pk = table.pk``."""

    join_type = INNER
    nullable = False

    def __init__(self, sql: str, params: Sequence[Any], alias: str, parent_alias: str, column: str) -> None:
        super().__init__("search_hits", alias)
        self.sql, self.params, self.parent_alias, self.column = sql, tuple(params), parent_alias, column

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        quote = connection.ops.quote_name
        on = f"{quote(self.table_alias)}.pk = {quote(self.parent_alias)}.{quote(self.column)}"
        return f"{INNER} ({self.sql}) {quote(self.table_alias)} ON ({on})", list(self.params)

    def relabeled_clone(self, change_map: Mapping[Any, str]) -> Hits:
        alias, parent = (change_map.get(name, str(name)) for name in (self.table_alias, self.parent_alias))
        return type(self)(self.sql, self.params, alias, parent, self.column)

    @property
    def identity(self) -> tuple[Any, ...]:
        return type(self), self.sql, self.params, self.parent_alias, self.column


class _Score(FloatField):
    """The column ``score`` of the hits, a field of no model."""

    model: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.set_attributes_from_name("score")


def kind_of_key(model: Any) -> str:
    """The kind of the primary key, through links to parents: the index keeps it as text."""
    field = model._meta.pk
    while field.remote_field:
        field = field.target_field
    kind = str(field.get_internal_type())
    return "whole" if kind in WHOLE else kind


def join(queryset: QuerySet[Any], sql: str, params: Sequence[Any]) -> tuple[QuerySet[Any], Col]:
    """``queryset`` without what ``sql`` (a select of ``pk`` and ``score``) does not name, and an expression for the score."""
    found = queryset._chain()  # type: ignore[attr-defined]
    parent = found.query.get_initial_alias()
    alias = found.query.join(Hits(sql, params, "", parent, queryset.model._meta.pk.column))
    return found, Col(alias, _Score())


def leave_out(queryset: QuerySet[Any], sql: str, params: Sequence[Any]) -> QuerySet[Any]:
    """``queryset`` without what ``sql`` names."""
    return queryset.exclude(pk__in=RawSQL(f"SELECT pk FROM ({sql}) AS left_out", tuple(params)))  # noqa: S608, S611
