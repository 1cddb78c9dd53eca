"""The backend on PostgreSQL: its text search with our tokens, none of its parsers and dictionaries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.query import Fuzzy
from modelsearch.utils import get_content_type_pk

from .asking import All, Node, Row, Some, Term, Without
from .compiling import ChineseQueryCompiler, WithIds, entry_model
from .entries import Entry, entries
from .hits import kind_of_key
from .tokens import Tokens

#: What a vector can hold: places, and places of one token.
LAST_PLACE, MOST_PLACES = 16_383, 255
#: Between two fields, so that no phrase goes across.
GAP = 2
KEYS = {"whole": "entry.object_id::bigint", "UUIDField": "entry.object_id::uuid"}
COLUMNS = ("title", "body", "autocomplete", "title_norm", "title_text", "body_text")


def tsquery(node: Node) -> str:
    """``node`` as a tsquery. Tokens hold only letters and digits, and they are quoted all the same."""
    match node:
        case Term():
            return f"'{node.token}':*" if node.prefix else f"'{node.token}'"
        case Row():
            return "(" + " <-> ".join(f"'{unit}'" for unit in node.units) + ")"
        case All():
            return "(" + " & ".join(map(tsquery, node.parts)) + ")"
        case Some():
            return "(" + " | ".join(map(tsquery, node.parts)) + ")"
        case Without():
            return f"({tsquery(node.wanted)} & !{tsquery(node.unwanted)})"


def tsvector(found: tuple[Tokens, ...], weight: str) -> str:
    """Tokens of some fields as a tsvector; an extra stands in the place of its first unit."""
    places: dict[str, list[str]] = {}
    at = 1
    for each in found:
        for offset, token in (*enumerate(each.units), *each.extras):
            mine = places.setdefault(token, [])
            if len(mine) < MOST_PLACES and at + offset <= LAST_PLACE:
                mine.append(f"{at + offset}{weight}")
        at += len(each.units) + GAP
    return " ".join(f"'{token}':{','.join(mine)}" if mine else f"'{token}'" for token, mine in places.items())


class ChineseCompiler(ChineseQueryCompiler, stock.PostgresSearchQueryCompiler):
    def select(self, node: Node) -> tuple[str, list[Any]]:
        columns, types, query = self.columns(), self.types(), tsquery(node)
        key = KEYS.get(kind_of_key(self.queryset.model), "entry.object_id")
        ranks = [f"ts_rank(entry.{name}, %s::tsquery){' * entry.title_norm' if name == 'title' else ''}" for name in columns]
        sql = (
            f"SELECT {key} AS pk, {' + '.join(ranks)} AS score FROM {entry_model()._meta.db_table} AS entry "  # noqa: S608
            f"WHERE ({' || '.join(f'entry.{name}' for name in columns)}) @@ %s::tsquery "
            f"AND entry.content_type_id IN ({', '.join(['%s'] * len(types))})"
        )
        return sql, [*[query] * len(columns), query, *types]

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None, backend: Any = None
    ) -> QuerySet[Any]:
        if isinstance(self.query, Fuzzy):
            found: QuerySet[Any] = stock.PostgresSearchQueryCompiler.search(self, config, start, stop, score_field, backend)
            return found
        return super().search(config, start, stop, score_field, backend)


class ChineseAutocompleteCompiler(ChineseCompiler, stock.PostgresAutocompleteQueryCompiler):
    LAST_TERM_IS_PREFIX = True


class ChineseIndex(stock.PostgresIndex):
    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """One statement for all of them."""
        if not model.get_search_fields():
            return
        kind = get_content_type_pk(model)
        rows = [self._row(kind, each) for each in entries(objs)]
        if not rows:
            return
        one = "(%s, %s, %s::tsvector, %s::tsvector, %s::tsvector, %s, %s, %s)"
        values = ", ".join([one] * len(rows))
        taken = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS)
        with self.write_connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {entry_model()._meta.db_table} (content_type_id, object_id, {', '.join(COLUMNS)}) VALUES {values} "  # noqa: S608
                f"ON CONFLICT (content_type_id, object_id) DO UPDATE SET {taken}",
                [value for row in rows for value in row],
            )

    @staticmethod
    def _row(kind: int, found: Entry) -> tuple[Any, ...]:
        # A text with NUL cannot be stored; nobody searches for one.
        texts = (text.replace("\x00", "") for text in (found.title_text, found.body_text))
        vectors = (tsvector(found.title, "A"), tsvector(found.body, "D"), tsvector(found.autocomplete, "D"))
        return (kind, found.object_id, *vectors, found.title_norm, *texts)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to do: the norm of an entry rests on that entry alone."""


class ChineseResults(WithIds, stock.PostgresSearchResults):
    pass


class PostgreSQLBackend(stock.PostgresSearchBackend):
    query_compiler_class = ChineseCompiler
    autocomplete_query_compiler_class = ChineseAutocompleteCompiler
    index_class = ChineseIndex
    results_class = ChineseResults
