"""Chinese that does not pass through gettext, found in Python by the syntax tree and in templates by Django's lexer."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.template.base import Lexer, TokenType

from scripts.texts import calls

HAN = re.compile(r"[\u3400-\u9fff]")
#: Punctuation between two values is a text too: an English sentence has none of it.
HAN_OR_MARK = re.compile(r"[\u3400-\u9fff，。：；（）《》？！]")
#: A translated text within a tag: {% translate "…" %}, _("…").
TRANSLATED = re.compile(r"""(?:^\s*trans(?:late)?\s+|_\()("[^"]*"|'[^']*')""")


def _not_shown(tree: ast.AST) -> set[int]:
    """Ids of nodes that are no text of a screen: arguments of gettext's functions and docstrings."""
    nodes = {id(part) for call, _ in calls(tree) for part in ast.walk(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                nodes.add(id(first.value))
    return nodes


def in_python(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = _not_shown(tree)
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, str(node.value)) for node in texts if HAN.search(str(node.value)) and id(node) not in passed_over]


def in_template(path: Path) -> list[tuple[int, str]]:
    found, inside = [], False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and name in {"blocktranslate", "blocktrans", "comment"}:
            inside = True
        elif token.token_type == TokenType.BLOCK and name in {"endblocktranslate", "endblocktrans", "endcomment"}:
            inside = False
        elif token.token_type != TokenType.COMMENT and not inside:
            rest = re.sub(r"<!--.*?-->", "", token.contents, flags=re.DOTALL)
            if HAN_OR_MARK.search(TRANSLATED.sub("", rest)):
                found.append((token.lineno, rest.strip()))
    return found


def in_script(path: Path) -> list[tuple[int, str]]:
    """Scripts take their texts from the page: none stands in them."""
    text = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [re.sub(r"(^|\s)//.*", "", line) for line in text.splitlines()]
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if HAN.search(line)]
