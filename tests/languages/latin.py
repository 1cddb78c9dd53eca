"""Words in Latin letters on a page that should be Chinese."""

from __future__ import annotations

import re
from typing import Any

#: Names that are the same in every language. Everything else in Latin letters is a text that nobody translated.
ALLOWED = {
    # Formats, things with a name of their own
    "AVIF", "KB", "GB", "XLS", "CSV", "GIF", "HTML", "HTTP", "HTTPS", "JPEG", "JPG", "JavaScript", "OIDC", "PDF", "PNG", "QR", "SVG", "TOTP", "UTF",
    "URL", "WEBP", "WebP", "XLSX", "Excel", "Word", "App", "Meta", "API", "Wagtail", "Quebu", "English", "MB", "GB18030", "ID", "Slug",
    # Keys
    "Alt", "Ctrl", "Esc", "Shift", "Tab", "Cmd",
    # Codes of our own defaults
    "PARTY", "CADRE", "ONLINE", "tiered",
    # Hosts
    "localhost",
}  # fmt: skip
#: Addresses, file names, tags, names of page types: no words.
NOT_WORDS = re.compile(r"</?\w+>|\b[a-z_]+\.[a-z]+page\b|https?://\S+|[\w.+-]+@[\w.-]+|\b[\w-]+\.(?:com|cn|org|html|csv|xlsx|xls)\b|/[\w/\[\]-]+/?")
WORD = re.compile(r"[A-Za-z][A-Za-z]+")

COLLECT = """() => {
  const found = new Set();
  const skipped = new Set(['SCRIPT', 'STYLE', 'CODE', 'KBD', 'TEXTAREA', 'NOSCRIPT']);
  // A counter that is filled by a script before it is shown, and a button of the date picker that is never shown.
  const unseen = '[data-side-panel-toggle-counter][hidden], .xdsoft_save_selected';
  const add = (text) => { text = (text || '').replace(/\\s+/g, ' ').trim(); if (/[A-Za-z]{2}/.test(text)) found.add(text); };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { add(node.data); return; }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (skipped.has(node.tagName) || node.matches(unseen)) return;
      for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'data-w-tooltip-content-value']) {
        add(node.getAttribute(name));
      }
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
    return list(page.evaluate(COLLECT))
