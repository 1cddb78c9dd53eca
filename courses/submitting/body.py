"""The body of a submission as its author sees it: one file and one text. What reviewers added stays."""

from __future__ import annotations

import html
import json
import re
import uuid
from typing import Any

from django.utils.html import escape

Raw = dict[str, Any]

WITH_FILE = ("video", "audio", "document")
BREAK, END = re.compile(r"<br\s*/?>", re.I), re.compile(r"</(?:p|h\d|li|blockquote)>", re.I)


def to_html(text: str) -> str:
    """Paragraphs are parted by empty lines."""
    paragraphs = [each.strip() for each in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if each.strip()]
    return "".join("<p>" + "<br/>".join(escape(line) for line in each.split("\n")) + "</p>" for each in paragraphs)


def to_text(markup: str) -> str:
    plain = re.sub(r"<[^>]*>", "", END.sub("\n\n", BREAK.sub("\n", markup)))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(plain)).strip()


def rows_of(page: Any) -> list[Raw]:
    return [dict(row) for row in page.body.raw_data]


def text_of(rows: list[Raw]) -> str:
    row = _first(rows, ("text",))
    return to_text(str(row["value"])) if row else ""


def file_of(rows: list[Raw]) -> tuple[str, int] | None:
    """Kind of block and id of the medium or document."""
    row = _first(rows, WITH_FILE)
    number = row["value"].get("file") if row else None
    return (row["type"], int(number)) if row and number else None


def _first(rows: list[Raw], kinds: tuple[str, ...]) -> Raw | None:
    return next((row for row in rows if row.get("type") in kinds), None)


def written(rows: list[Raw], *, text: str, kind: str = "", file: int | None = None) -> str:
    """The body with this text and, if one is given, this file in place of the former. As a StreamField takes it."""
    rows = [dict(row) for row in rows]
    if file is not None:
        new = {"type": kind, "value": {"file": file}, "id": str(uuid.uuid4())}
        old = _first(rows, WITH_FILE)
        rows = [new if row is old else row for row in rows] if old else [new, *rows]
    shown = _first(rows, ("text",))
    if shown is None and text:
        rows.append({"type": "text", "value": to_html(text), "id": str(uuid.uuid4())})
    elif shown is not None and to_text(str(shown["value"])) != text.replace("\r\n", "\n").strip():
        shown["value"] = to_html(text)
    return json.dumps([row for row in rows if row["type"] != "text" or row["value"]])
