"""Collect the texts and write the catalogues: Traditional Chinese by conversion, English as far as it was translated.

The source texts are Simplified Chinese. An entry that somebody wrote by hand (with the comment "# hand") is kept in Traditional
Chinese; in English everything is kept. What has no English yet is listed. See docs/how-to/translate.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import polib  # noqa: E402

from scripts.texts import Found, Text, collect  # noqa: E402
from scripts.traditional import traditional  # noqa: E402

PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hant": "nplurals=1; plural=0;", "zh_Hans": "nplurals=1; plural=0;"}
KEPT = "hand"

Key = tuple[str | None, str]


def apps() -> list[Path]:
    """Folders of our apps: those that hold an apps.py, ours inside ours included."""
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


def read(path: Path) -> dict[Key, polib.POEntry]:
    """Entries of a catalogue that are in use, or nothing where there is none yet."""
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path), wrapwidth=0) if not entry.obsolete}


def blank(text: Text, files: list[str], locale: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.id, msgctxt=text.context, occurrences=[(file, "") for file in files])
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = {number: "" for number in range(2 if locale == "en" else 1)}
    if re.search(r"%\(\w+\)", text.id + text.plural):
        entry.flags = ["python-format"]
    return entry


def fill_english(entry: polib.POEntry, known: dict[Key, polib.POEntry]) -> None:
    """The translation that this catalogue, or that of another app, already has."""
    old = known.get((entry.msgctxt, entry.msgid))
    if old is None:
        return
    entry.tcomment = old.tcomment
    if entry.msgid_plural and old.msgstr_plural:
        entry.msgstr_plural = dict(old.msgstr_plural)
    elif not entry.msgid_plural:
        entry.msgstr = old.msgstr


def fill_traditional(entry: polib.POEntry, known: dict[Key, polib.POEntry]) -> None:
    old = known.get((entry.msgctxt, entry.msgid))
    if old is not None and old.tcomment == KEPT:
        entry.tcomment, entry.msgstr, entry.msgstr_plural = KEPT, old.msgstr, dict(old.msgstr_plural)
    elif entry.msgid_plural:
        entry.msgstr_plural = {0: traditional(entry.msgid_plural)}
    else:
        entry.msgstr = traditional(entry.msgid)


FILLERS: dict[str, Callable[[polib.POEntry, dict[Key, polib.POEntry]], None]] = {
    "en": fill_english,
    "zh_Hant": fill_traditional,
}


def save(file: polib.POFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    file.save_as_mofile(str(path.with_suffix(".mo")))


def write(app: Path, found: Found, locale: str, elsewhere: dict[Key, polib.POEntry]) -> list[str]:
    """Write one app's catalogue of one language; returns the texts that have no translation."""
    path = catalogue_path(app, locale)
    own = {key: entry for key, entry in read(path).items() if entry.translated()}
    file = new_catalogue(locale)
    for text, files in found.rows():
        entry = blank(text, files, locale)
        FILLERS[locale](entry, {**elsewhere, **own})
        file.append(entry)
    save(file, path)
    return [entry.msgid for entry in file if not entry.translated()]


def known_everywhere(locale: str) -> dict[Key, polib.POEntry]:
    """What is translated in any app: a text that moved to another app keeps its translation."""
    return {
        key: entry for app in apps() for key, entry in read(catalogue_path(app, locale)).items() if entry.translated()
    }


def main() -> int:
    missing = 0
    for locale in FILLERS:
        elsewhere = known_everywhere(locale)
        for app in apps():
            found = collect(app)
            for text in write(app, found, locale, elsewhere) if found.rows() else ():
                missing += 1
                print(f"{app.relative_to(ROOT)} {locale}: {text!r}")
    if missing:
        print(f"{missing} texts have no translation yet: see docs/how-to/translate.md.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
