"""Words in Latin letters on a page that should be Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

#: Names that are the same in every language. Everything else in Latin letters is a text that nobody translated.
ALLOWED = {
    # Formats and measures
    "AVIF", "CSV", "GIF", "HTML", "JPEG", "JPG", "MP", "PDF", "PNG", "SVG", "WEBP", "WebP", "XLS", "XLSX", "GB18030",
    "UTF", "KB", "MB", "GB",
    # Things with a name of their own
    "API", "App", "English", "Excel", "HTTP", "HTTPS", "ID", "JavaScript", "Meta", "OIDC", "QR", "Quebu", "Slug", "TOTP", "URL",
    "Wagtail", "Word",
    # Keys
    "Alt", "Cmd", "Ctrl", "Esc", "Shift", "Tab",
    # Codes of our own defaults
    "CADRE", "ONLINE", "PARTY", "tiered",
    # Hosts
    "localhost",
}  # fmt: skip
#: Addresses, file names, tags, names of page types: no words.
NOT_WORDS = re.compile(
    r"</?\w+>|\b[a-z_]+\.[a-z]+page\b|https?://\S+|[\w.+-]+@[\w.-]+|\b[\w-]+\.(?:com|cn|org|html|csv|xlsx|xls|png|pdf)\b|/[\w/\[\]-]+/?"
)
WORD = re.compile(r"[A-Za-z][A-Za-z]+")

#: Attributes whose value is read out or shown.
SHOWN = ("title", "aria-label", "aria-description", "placeholder", "alt", "data-w-tooltip-content-value")

COLLECT = """(shown) => {
  const found = new Set();
  const skipped = new Set(['SCRIPT', 'STYLE', 'CODE', 'KBD', 'TEXTAREA', 'NOSCRIPT']);
  // A counter that is filled by a script before it is shown, and a button of the date picker that is never shown.
  const unseen = '[data-side-panel-toggle-counter][hidden], .xdsoft_save_selected';
  const add = (text) => { text = (text || '').replace(/\\s+/g, ' ').trim(); if (/[A-Za-z]{2}/.test(text)) found.add(text); };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { add(node.data); return; }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (skipped.has(node.tagName) || node.matches(unseen)) return;
      for (const name of shown) add(node.getAttribute(name));
      if (node.tagName === 'INPUT' && ['submit', 'button', 'reset'].includes(node.type)) add(node.value);
      if (node.tagName === 'TEMPLATE') { node.content.childNodes.forEach(walk); return; }
    }
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  add(document.title);
  return [...found];
}"""


def english(texts: list[str], data: set[str]) -> list[str]:
    """Which of ``texts`` hold a word that is neither allowed nor in ``data`` (what the test itself wrote)."""
    found = []
    for text in texts:
        rest = NOT_WORDS.sub(" ", text)
        for known in sorted(data, key=len, reverse=True):
            rest = rest.replace(known, " ")
        if any(word not in ALLOWED for word in WORD.findall(rest)):
            found.append(text)
    return found


def texts_of(page: Any) -> list[str]:
    """Every text of the open page, its title, hidden parts and templates for scripts included."""
    return list(page.evaluate(COLLECT, SHOWN))


class _Reader(HTMLParser):
    """Texts and links of a page as the server sends it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.links: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._skipped += tag in {"script", "style", "code", "kbd", "textarea", "noscript"}
        self.texts += [given[name] for name in SHOWN if name in given]
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"script", "style", "code", "kbd", "textarea", "noscript"}

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.texts.append(" ".join(data.split()))


def read_html(html: str) -> tuple[list[str], list[str]]:
    """Texts and links of a page, without running its scripts."""
    reader = _Reader()
    reader.feed(html)
    return reader.texts, reader.links
