"""The supplement: translations that Wagtail and the packages around it lack in Chinese, in catalogues of an app of ours.

Simplified is written by people into locale/zh_Hans; Traditional is converted, from Wagtail's own Simplified or from ours. What the
packages translate by themselves never enters it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib

from scripts import foreign
from scripts.catalogues import KEPT, ROOT, blank, catalogue_path, convert, keep, new_catalogue, read, save, say, translation

APP = ROOT / "lms" / "core" / "wagtail_chinese"
#: Wagtail's own Traditional catalogue calls these things otherwise than its Simplified one.
WAGTAIL_WORDS = {"工作流程": "工作流程", "工作流": "工作流程", "任務": "作業", "區域": "語系"}
DOMAINS = ("django", "djangojs")


def simplified_entries(domain: str) -> list[polib.POEntry]:
    """What Simplified lacks, with what was translated so far."""
    known = read(catalogue_path(APP, "zh_Hans", domain))
    entries = [blank(text, [], "zh_Hans") for text in foreign.missing("zh_Hans", domain)]
    for entry in entries:
        keep(entry, known)
    return entries


def traditional_entries(domain: str) -> list[polib.POEntry]:
    """What Traditional lacks, converted."""
    ours = {key: translation(entry) for key, entry in read(catalogue_path(APP, "zh_Hans", domain)).items()}
    simplified = {**ours, **foreign.translated("zh_Hans", domain)}
    known = read(catalogue_path(APP, "zh_Hant", domain))
    entries = []
    for text in foreign.missing("zh_Hant", domain):
        entry = blank(text, [], "zh_Hant")
        if source := simplified.get((text.context, text.id)):
            convert(entry, known, source)
            if entry.tcomment != KEPT:
                _in_wagtails_words(entry)
        entries.append(entry)
    return entries


def _in_wagtails_words(entry: polib.POEntry) -> None:
    words = "|".join(sorted(WAGTAIL_WORDS, key=len, reverse=True))
    say(entry, re.sub(words, lambda match: WAGTAIL_WORDS[match[0]], translation(entry)))


def script(entries: list[polib.POEntry]) -> str:
    """The texts for the browser. Wagtail's catalogue for scripts knows no other app's; it is loaded after this file and would
    put Simplified where Traditional is missing, hence properties that stay as they are."""
    texts = {
        f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid: [translation(entry)]
        if entry.msgid_plural
        else translation(entry)
        for entry in entries
        if entry.translated()
    }
    return (
        "/* Written by scripts/messages.py. */\n"
        f"(function (texts) {{\n"
        "  'use strict';\n"
        "  var django = window.django || (window.django = {});\n"
        "  var catalog = django.catalog || (django.catalog = {});\n"
        "  Object.keys(texts).forEach(function (key) {\n"
        "    Object.defineProperty(catalog, key, {\n"
        "      get: function () { return texts[key]; }, set: function () {}, enumerable: true, configurable: true\n"
        "    });\n"
        "  });\n"
        f"}})({json.dumps(texts, ensure_ascii=False, indent=2, sort_keys=True)});\n"
    )


def script_path(locale: str) -> Path:
    return APP / "static" / "lms_wagtail_chinese" / f"{locale.lower().replace('_', '-')}.js"


def write() -> list[str]:
    """Write all catalogues of the supplement but Traditional's for Python, which holds the app's own texts too."""
    missing = []
    for domain in DOMAINS:
        for locale, entries in (("zh_Hans", simplified_entries), ("zh_Hant", traditional_entries)):
            found = entries(domain)
            missing += [f"Wagtail {locale} {domain}: {entry.msgid!r}" for entry in found if not entry.translated()]
            if (locale, domain) != ("zh_Hant", "django"):
                file = new_catalogue(locale)
                file.extend(found)
                save(file, catalogue_path(APP, locale, domain))
            if domain == "djangojs":
                script_path(locale).parent.mkdir(parents=True, exist_ok=True)
                script_path(locale).write_text(script(found), encoding="utf-8")
    return missing
