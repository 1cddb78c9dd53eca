"""Which texts the sources hold: read from Python by its syntax tree and from templates by Django's own lexer.

Nothing but Python is needed, so that ``make messages`` and the tests that hold catalogues against sources find the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

#: What gettext's functions ask for, in the order of their arguments.
FUNCTIONS = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "_": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
TEMPLATES = {".html", ".txt", ".svg", ".webmanifest"}
STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({STRING})(?:\s*,\s*({STRING}))?(?:\s*,\s*({STRING}))?")


@dataclass(frozen=True)
class Text:
    """One message. Two with the same context and id are one entry of a catalogue."""

    id: str
    plural: str = ""
    context: str | None = None


class Found:
    """Texts in the order of the sources, each with the files it stands in, relative to the folder that was read."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str | None, str], tuple[str, list[str]]] = {}

    def add(self, text: Text, place: str) -> None:
        plural, files = self._rows.get((text.context, text.id), ("", []))
        self._rows[text.context, text.id] = (plural or text.plural, files if place in files else [*files, place])

    def rows(self) -> list[tuple[Text, list[str]]]:
        return [(Text(key, plural, context), files) for (context, key), (plural, files) in self._rows.items()]


def _text(name: str, arguments: list[str]) -> Text:
    parts = dict(zip(FUNCTIONS[name], arguments, strict=False))
    return Text(parts["id"], parts.get("plural", ""), parts.get("context"))


def _aliases(tree: ast.AST) -> dict[str, str]:
    """Local names of gettext's functions: ``from django.utils.translation import gettext as _t``."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Calls of gettext's functions, each with the function's own name."""
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in aliases:
            yield node, aliases[node.func.id]
        elif isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS and node.func.attr != "_":
            yield node, node.func.attr


def python_texts(source: str) -> list[Text]:
    """Texts of a Python module, in the order of its lines. What is no plain string is found where it is marked."""
    found: list[tuple[int, int, Text]] = []
    for node, name in calls(ast.parse(source)):
        wanted = node.args[: len(FUNCTIONS[name])]
        if len(wanted) == len(FUNCTIONS[name]) and all(
            isinstance(part, ast.Constant) and isinstance(part.value, str) for part in wanted
        ):
            found.append((node.lineno, node.col_offset, _text(name, [str(part.value) for part in wanted])))  # type: ignore[attr-defined]
    return [text for *_, text in sorted(found, key=lambda row: row[:2])]


def template_texts(source: str) -> list[Text]:
    """Texts of a template, in the order in which they stand."""
    found = CALL.finditer(templatize(source))
    return [_text(match[1], [ast.literal_eval(part) for part in match.groups()[1:] if part]) for match in found]


def sources(folder: Path) -> list[Path]:
    """Files under ``folder`` that may hold texts. An app within the app has catalogues of its own."""
    inner = [path.parent for path in folder.glob("*/**/apps.py")]
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".py", *TEMPLATES}
        and "migrations" not in path.parts
        and "static" not in path.relative_to(folder).parts
        and not any(path.is_relative_to(other) for other in inner)
    )


def collect(folder: Path) -> Found:
    """All texts of one app."""
    found = Found()
    for path in sources(folder):
        read = python_texts if path.suffix == ".py" else template_texts
        for text in read(path.read_text(encoding="utf-8")):
            if text.id:
                found.add(text, path.relative_to(folder).as_posix())
    return found
