"""Collect the texts and write the catalogues: Traditional Chinese by conversion, English as far as it was translated.

The source texts are Simplified Chinese; a catalogue that says them as they are keeps Django from looking for them in fourteen
others, and from answering in English where a site's LANGUAGE_CODE is English. An entry that somebody wrote by hand (with the
comment "# hand") is kept in Traditional Chinese; in English everything is kept. What has no English yet is listed. Then the
supplement to Wagtail's own catalogues is written (scripts/supplement.py). See docs/how-to/translate.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import polib  # noqa: E402

from scripts import foreign, supplement  # noqa: E402
from scripts.catalogues import Entries, apps, blank, catalogue_path, convert, keep, new_catalogue, read, repeat, save  # noqa: E402
from scripts.texts import collect  # noqa: E402

FILLERS = {"en": keep, "zh_Hans": repeat, "zh_Hant": convert}


def written_everywhere(locale: str) -> Entries:
    """What is translated in any app: a text that moved to another app keeps its translation."""
    return {key: entry for app in apps() for key, entry in read(catalogue_path(app, locale)).items() if entry.translated()}


def is_wanted(app: Path, locale: str) -> bool:
    """The supplement's Simplified catalogue holds what people translated from Wagtail's English, and nothing else."""
    return (app, locale) != (supplement.APP, "zh_Hans")


def catalogue(app: Path, locale: str, elsewhere: Entries) -> polib.POFile:
    """The catalogue of one app in one language, from its sources and from what was translated before."""
    own = {key: entry for key, entry in read(catalogue_path(app, locale)).items() if entry.translated()}
    file = new_catalogue(locale)
    for text, files in collect(app).rows():
        if (text.context, text.id) in foreign.texts():
            continue  # a text of Wagtail's that we show again: an entry of ours would hide Wagtail's translation
        entry = blank(text, files, locale)
        FILLERS[locale](entry, {**elsewhere, **own})
        file.append(entry)
    return file


def main() -> int:
    missing: list[str] = []
    for locale in FILLERS:
        elsewhere = written_everywhere(locale)
        for app in apps():
            if not is_wanted(app, locale):
                continue
            file = catalogue(app, locale, elsewhere)
            if app == supplement.APP and locale == "zh_Hant":
                file.extend(supplement.traditional_entries("django"))
            if len(file):
                save(file, catalogue_path(app, locale))
            missing += [f"{app.relative_to(ROOT)} {locale}: {entry.msgid!r}" for entry in file if not entry.translated()]
    missing += supplement.write()
    for line in missing:
        print(line)
    if missing:
        print(f"{len(missing)} texts have no translation yet: see docs/how-to/translate.md.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
