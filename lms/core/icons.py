"""Icons: outlines of 24 × 24 units, written into the page itself.

They stand in one file, ``lms_core/icons.svg``; a site that puts a file of that name into a static folder of its own brings
its own icons. They are written into the page because a browser draws no ``<use>`` from another host, where static files may be.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FILE = "lms_core/icons.svg"
SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.S)


@lru_cache(maxsize=1)
def shapes() -> dict[str, SafeString]:
    """The drawing of every icon by its name. Read once a process."""
    found = finders.find(FILE) or Path(__file__).parent / "static" / FILE
    text = Path(str(found)).read_text(encoding="utf-8")
    return {name: mark_safe(inner.strip()) for name, inner in SYMBOL.findall(text)}  # noqa: S308  (our own file)


def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """The icon as SVG; nothing for a name that does not exist. Without ``label`` it is decoration, hidden from screen readers."""
    shape = shapes().get(name)
    if shape is None:
        return mark_safe("")
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    kind = f" icon--{kind}" if kind else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" width="24" height="24" focusable="false" {}>{}</svg>', kind, said, shape
    )
