"""The supplement: translations that Wagtail and the packages around it lack in Chinese, in catalogues of an app of ours.

Simplified is written by people into locale/zh_Hans; Traditional is converted, from Wagtail's own Simplified or from ours. What
the packages translate by themselves never enters it.
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
WAGTAIL_WORDS = {
    "工作流程": "工作流程", "工作流": "工作流程", "任務": "作業", "重要區域": "重要區域", "區域": "語系",
    "文件": "檔案", "文檔": "文件", "對象": "物件", "支持": "支援", "定製": "自訂",
}  # fmt: skip
DOMAINS = ("django", "djangojs")


def simplified_entries(domain: str) -> list[polib.POEntry]:
    """What Simplified lacks, with what was translated so far."""
    known = read(catalogue_path(APP, "zh_Hans", domain))
    entries = [blank(text, [], "zh_Hans") for text in foreign.missing("zh_Hans", domain)]
    for entry in entries:
        keep(entry, known)
        if not entry.translated() and (other := foreign.suggestion("zh_Hans", (entry.msgctxt, entry.msgid), domain)):
            say(entry, other)
    return entries


def traditional_entries(domain: str) -> list[polib.POEntry]:
    """What Traditional lacks, converted."""
    ours = {key: translation(entry) for key, entry in read(catalogue_path(APP, "zh_Hans", domain)).items()}
    known = read(catalogue_path(APP, "zh_Hant", domain))
    entries = []
    for text in foreign.missing("zh_Hant", domain):
        entry = blank(text, [], "zh_Hant")
        key = (text.context, text.id)
        if source := foreign.suggestion("zh_Hans", key, domain) or ours.get(key, ""):
            convert(entry, known, source)
            if entry.tcomment != KEPT:
                _in_wagtails_words(entry)
        entries.append(entry)
    return entries


def _in_wagtails_words(entry: polib.POEntry) -> None:
    words = "|".join(sorted(WAGTAIL_WORDS, key=len, reverse=True))
    say(entry, re.sub(words, lambda match: WAGTAIL_WORDS[match[0]], translation(entry)))


#: English in Wagtail's templates: where it stands, in which attribute (none: the text itself), and Wagtail's own word for it.
HARD_CODED = (
    ('nav[aria-label="Actions"]', "aria-label", "Actions", "Actions"),
    ('input[type="submit"][value="Search"]', "value", "Search", "Search"),
    (".w-sr-only", "", "True", "Yes"),
    (".w-sr-only", "", "False", "No"),
)


def script(locale: str, entries: list[polib.POEntry]) -> str:
    """The texts for the browser, and what stands in Wagtail's templates in English."""
    texts = {
        f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid: [translation(entry)]
        if entry.msgid_plural
        else translation(entry)
        for entry in entries
        if entry.translated()
    }
    words = [[*row, foreign.suggestion(locale, (None, word))] for *row, word in HARD_CODED]
    given = json.dumps({"texts": texts, "words": words}, ensure_ascii=False, indent=2, sort_keys=True)
    head = "/* Written by scripts/messages.py: texts that Wagtail's scripts and templates lack. */"
    return f"{head}\nwindow.lmsWagtailChinese = {given};\n"


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
                script_path(locale).write_text(script(locale, found), encoding="utf-8")
    return missing
