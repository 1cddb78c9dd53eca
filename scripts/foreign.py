"""What the catalogues of the packages around us lack: which texts they have, and which of them are translated.

Read from the installed packages, so that a newer Wagtail shows at once what is missing (tests/languages/test_supplement.py).
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import polib

from scripts.texts import Text, collect

#: Packages whose texts stand on the screens of the Wagtail admin and of sign-in.
PACKAGES = ("wagtail", "taggit", "django_filters", "django_tasks", "django_tasks_db", "modelsearch", "allauth")
#: Where translations may come from besides: a text that Django translates needs no other.
ALSO_TRANSLATE = ("django",)

Key = tuple[str | None, str]


def folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"The package {package} is not installed.")
    return Path(spec.submodule_search_locations[0])


def _entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


@cache
def texts(domain: str = "django") -> dict[Key, Text]:
    """All texts of the packages. Those without an English catalogue are read from their sources."""
    found: dict[Key, Text] = {}
    for package in PACKAGES:
        catalogues = sorted(folder(package).glob(f"**/locale/en/LC_MESSAGES/{domain}.po"))
        if catalogues:
            rows = [Text(entry.msgid, entry.msgid_plural, entry.msgctxt) for path in catalogues for entry in _entries(path)]
        else:
            rows = [text for text, _ in collect(folder(package)).rows()] if domain == "django" else []
        for text in rows:
            found.setdefault((text.context, text.id), text)
    return found


@cache
def translated(locale: str, domain: str = "django") -> dict[Key, str]:
    """What the packages' own catalogues say, each text once; of several translations the first."""
    found: dict[Key, str] = {}
    for package in (*PACKAGES, *ALSO_TRANSLATE):
        for path in sorted(folder(package).glob(f"**/locale/{locale}/LC_MESSAGES/{domain}.po")):
            for entry in _entries(path):
                if entry.translated():
                    found.setdefault((entry.msgctxt, entry.msgid), entry.msgstr or entry.msgstr_plural[0])
    return found


def missing(locale: str, domain: str = "django") -> list[Text]:
    """Texts that no catalogue of the packages translates into ``locale``."""
    there = translated(locale, domain)
    return [text for key, text in texts(domain).items() if key not in there]
