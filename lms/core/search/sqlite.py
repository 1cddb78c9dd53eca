"""The backend on SQLite: FTS5, through the tables that Wagtail keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.utils import get_content_type_pk

from .asking import All, Node, Row, Some, Term, Without
from .compiling import ChineseQueryCompiler, WithIds, entry_model
from .entries import Entry, entries
from .hits import kind_of_key
from .tokens import Tokens

#: Stands between units and extras and between fields, so that no phrase goes across. A letter to FTS5 that nobody types.
BETWEEN = " ǃ "
#: In a title a word says so much more than elsewhere. The order of the columns of the table: autocomplete, body, title.
WEIGHTS = "0.0, 1.0, 4.0"
KEYS = {"whole": "CAST(entry.object_id AS INTEGER)", "UUIDField": "REPLACE(entry.object_id, '-', '')"}


def fts_query(node: Node) -> str:
    """``node`` in the language of FTS5. Tokens hold only letters and digits, and they are quoted all the same."""
    match node:
        case Term():
            return f'"{node.token}"*' if node.prefix else f'"{node.token}"'
        case Row():
            return f'"{" ".join(node.units)}"'
        case All():
            return f"({' AND '.join(map(fts_query, node.parts))})"
        case Some():
            return f"({' OR '.join(map(fts_query, node.parts))})"
        case Without():
            return f"({fts_query(node.wanted)} NOT {fts_query(node.unwanted)})"


def kept(found: tuple[Tokens, ...]) -> str:
    """Tokens of some fields as the one text that FTS5 splits at its spaces."""
    return BETWEEN.join(
        part for each in found for part in (" ".join(each.units), " ".join(token for _, token in each.extras)) if part
    )


class ChineseCompiler(ChineseQueryCompiler, stock.SQLiteSearchQueryCompiler):
    def select(self, node: Node) -> tuple[str, list[Any]]:
        table = entry_model()._meta.db_table
        fts = f"{table}_fts"
        types = self.types()
        key = KEYS.get(kind_of_key(self.queryset.model), "entry.object_id")
        # CROSS JOIN: FTS5 goes first. The limit, which is none, keeps the planner from taking the select apart.
        sql = (
            f"SELECT {key} AS pk, -bm25({fts}, {WEIGHTS if 'autocomplete' not in self.columns() else '1.0'}) AS score "  # noqa: S608
            f"FROM {fts} CROSS JOIN {table} AS entry ON entry.id = {fts}.rowid "
            f"WHERE {fts} MATCH %s AND entry.content_type_id IN ({', '.join(['%s'] * len(types))}) LIMIT -1"
        )
        return sql, [f"{{{' '.join(self.columns())}}} : ({fts_query(node)})", *types]


class ChineseAutocompleteCompiler(ChineseCompiler, stock.SQLiteAutocompleteQueryCompiler):
    LAST_TERM_IS_PREFIX = True


class ChineseIndex(stock.SQLiteIndex):
    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """One statement for all of them."""
        if not model.get_search_fields():
            return
        made, kind = entry_model(), get_content_type_pk(model)
        rows = [self._row(made, kind, each) for each in entries(objs)]
        if rows:
            self.entries.bulk_create(
                rows, update_conflicts=True, unique_fields=["content_type", "object_id"],
                update_fields=["title", "body", "autocomplete", "title_norm"],
            )  # fmt: skip

    @staticmethod
    def _row(made: Any, kind: int, found: Entry) -> Any:
        return made(
            content_type_id=kind, object_id=found.object_id, title=kept(found.title), body=kept(found.body),
            autocomplete=kept(found.autocomplete), title_norm=found.title_norm,
        )  # fmt: skip

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to do: the norm of an entry rests on that entry alone."""


class ChineseResults(WithIds, stock.SQLiteSearchResults):
    pass


class SQLiteBackend(stock.SQLiteSearchBackend):
    query_compiler_class = ChineseCompiler
    autocomplete_query_compiler_class = ChineseAutocompleteCompiler
    index_class = ChineseIndex
    results_class = ChineseResults
