"""From a query and a queryset to one statement: what both databases have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks

from . import hits
from .asking import NOTHING, Node, asked


def entry_model() -> Any:
    return get_app_config().get_model("IndexEntry")


class ChineseQueryCompiler:
    """Mixed into the compilers of modelsearch, whose checks of fields and filters stay in force."""

    #: Autocomplete: the last Latin word may be unfinished.
    LAST_TERM_IS_PREFIX = False
    queryset: QuerySet[Any]
    query: Any
    fields: Sequence[str] | None
    order_by_relevance: bool

    def columns(self) -> tuple[str, ...]:
        """Columns of the index that are looked at. It keeps titles apart and all other fields together."""
        if self.LAST_TERM_IS_PREFIX:
            return ("autocomplete",)
        if self.fields is None:
            return ("title", "body")
        return tuple(dict.fromkeys("title" if name == "title" else "body" for name in self.fields))

    def select(self, node: Node) -> tuple[str, list[Any]]:
        """A select of ``pk`` and ``score`` (more is better) of what fits ``node``, and its parameters."""
        raise NotImplementedError

    def types(self) -> list[int]:
        """Ids of the content types of the model and of those below it."""
        return sorted(get_descendants_content_types_pks(self.queryset.model))

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None, backend: Any = None
    ) -> QuerySet[Any]:
        """The queryset with what was asked for. One statement."""
        wanted = asked(self.query, self.LAST_TERM_IS_PREFIX)
        queryset = self.queryset
        if wanted.node == NOTHING:
            return self._in_order(queryset if wanted.negated else queryset.none())[start:stop]
        sql, params = self.select(wanted.node)
        if wanted.negated:
            return self._in_order(hits.leave_out(queryset, sql, params))[start:stop]
        queryset, score = hits.join(queryset, sql, params)
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: score})
        if self.order_by_relevance:
            return queryset.order_by(score.desc(), "-pk")[start:stop]
        return self._in_order(queryset)[start:stop]

    def _in_order(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Where nothing else says, an order that stays the same from page to page."""
        return queryset if queryset.query.order_by or self._everything() else queryset.order_by("-pk")

    def _everything(self) -> bool:
        """A bare "all of it" keeps the order of the model."""
        from modelsearch.query import MatchAll

        return isinstance(self.query, MatchAll)


class WithIds:
    """Mixed into results: who only wants to know which rows need not read them."""

    get_queryset: Callable[[], QuerySet[Any]]

    def ids(self) -> list[Any]:
        """Primary keys in the order of the results. One query."""
        return list(self.get_queryset().values_list("pk", flat=True))
