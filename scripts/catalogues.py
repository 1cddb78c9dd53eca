"""Catalogues as files: where they lie, how an entry is made, how they are read and written."""

from __future__ import annotations

import re
from pathlib import Path

import polib

from scripts.texts import Text
from scripts.traditional import traditional

ROOT = Path(__file__).resolve().parent.parent
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hant": "nplurals=1; plural=0;", "zh_Hans": "nplurals=1; plural=0;"}
#: The comment of an entry in Traditional Chinese that was written by a person and must not be converted again.
KEPT = "hand"

Key = tuple[str | None, str]
Entries = dict[Key, polib.POEntry]


def apps() -> list[Path]:
    """Folders of our apps: those that hold an apps.py, also an app within another one."""
    tops = ("lms", "courses", "lecturers", "cms_site")
    return sorted(path.parent for top in tops for path in (ROOT / top).rglob("apps.py"))


def catalogue_path(app: Path, locale: str, domain: str = "django") -> Path:
    return app / "locale" / locale / "LC_MESSAGES" / f"{domain}.po"


def new_catalogue(locale: str) -> polib.POFile:
    """An empty catalogue. Its header has no dates: they would change with every run and say nothing."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": locale, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": PLURALS[locale],
    }  # fmt: skip
    return file


def read(path: Path) -> Entries:
    """Entries of a catalogue that are in use, or nothing where there is none yet."""
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path), wrapwidth=0) if not entry.obsolete}


def blank(text: Text, files: list[str], locale: str) -> polib.POEntry:
    """An entry without a translation."""
    entry = polib.POEntry(msgid=text.id, msgctxt=text.context, occurrences=[(file, "") for file in files])
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = dict.fromkeys(range(2 if locale == "en" else 1), "")
    if re.search(r"%\(\w+\)", text.id + text.plural):
        entry.flags = ["python-format"]
    return entry


def translation(entry: polib.POEntry) -> str:
    """What the entry says in a language without plurals."""
    return str(entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr)


def say(entry: polib.POEntry, text: str) -> None:
    """Give the entry its translation, in a language without plurals."""
    if entry.msgid_plural:
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = text


def keep(entry: polib.POEntry, known: Entries) -> None:
    """The translation that this catalogue, or that of another app, already has."""
    old = known.get((entry.msgctxt, entry.msgid))
    if old is None:
        return
    entry.tcomment = old.tcomment
    if entry.msgid_plural and old.msgstr_plural:
        entry.msgstr_plural = dict(old.msgstr_plural)
    elif not entry.msgid_plural:
        entry.msgstr = old.msgstr


def repeat(entry: polib.POEntry, known: Entries) -> None:
    """Simplified Chinese is the language of the sources."""
    say(entry, entry.msgid_plural or entry.msgid)


def convert(entry: polib.POEntry, known: Entries, simplified: str = "") -> None:
    """Traditional Chinese from the text itself, or from what it is in Simplified; a kept entry stays."""
    old = known.get((entry.msgctxt, entry.msgid))
    if old is not None and old.tcomment == KEPT:
        entry.tcomment = KEPT
        say(entry, translation(old))
    else:
        say(entry, traditional(simplified or entry.msgid_plural or entry.msgid))


def save(file: polib.POFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    file.save_as_mofile(str(path.with_suffix(".mo")))
