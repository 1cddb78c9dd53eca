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
PACKAGES = ("wagtail", "wagtailmedia", "taggit", "django_filters", "django_tasks", "django_tasks_db", "modelsearch", "allauth")
#: Apps that every site with Wagtail has: what one of them translates is translated everywhere. A translation in any other folder
#: counts only for the texts of that folder, for another site may not have the app.
EVERYWHERE = (
    "django/conf", "django/contrib/auth", "django/contrib/contenttypes",
    "wagtail", "wagtail/admin", "wagtail/documents", "wagtail/images", "wagtail/search", "wagtail/sites", "wagtail/snippets",
    "wagtail/users",
)  # fmt: skip

Key = tuple[str | None, str]


def folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"The package {package} is not installed.")
    return Path(spec.submodule_search_locations[0])


def _entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def _catalogues(locale: str, domain: str) -> dict[str, Path]:
    """Catalogues by the folder they belong to, such as wagtail/admin."""
    found = {}
    for package in (*PACKAGES, "django"):
        root = folder(package)
        for path in sorted(root.glob(f"**/locale/{locale}/LC_MESSAGES/{domain}.po")):
            found[path.parents[3].relative_to(root.parent).as_posix()] = path
    return found


@cache
def texts(domain: str = "django") -> dict[Key, tuple[Text, tuple[str, ...]]]:
    """All texts of the packages, each with the folders it comes from. Without an English catalogue the sources are read."""
    found: dict[Key, tuple[Text, tuple[str, ...]]] = {}
    catalogues = {name: path for name, path in _catalogues("en", domain).items() if not name.startswith("django/")}
    entries = [(name, entry) for name, path in catalogues.items() for entry in _entries(path)]
    rows = [(name, Text(entry.msgid, entry.msgid_plural, entry.msgctxt)) for name, entry in entries]
    if domain == "django":
        bare = [package for package in PACKAGES if not any(name.split("/")[0] == package for name in catalogues)]
        rows += [(package, text) for package in bare for text, _ in collect(folder(package)).rows()]
    for name, text in rows:
        known, folders = found.get((text.context, text.id), (text, ()))
        found[text.context, text.id] = (known, folders if name in folders else (*folders, name))
    return found


@cache
def _translations(locale: str, domain: str) -> dict[Key, dict[str, str]]:
    """Translations by text and by the folder whose catalogue has them."""
    found: dict[Key, dict[str, str]] = {}
    for name, path in _catalogues(locale, domain).items():
        for entry in _entries(path):
            if entry.translated():
                found.setdefault((entry.msgctxt, entry.msgid), {})[name] = entry.msgstr or entry.msgstr_plural[0]
    return found


def suggestion(locale: str, key: Key, domain: str = "django") -> str:
    """What some catalogue of the packages says, or nothing; of several the first by the name of its folder."""
    return next(iter(_translations(locale, domain).get(key, {}).values()), "")


def missing(locale: str, domain: str = "django") -> list[Text]:
    """Texts that would stay English on some site."""
    there = _translations(locale, domain)
    found = []
    for key, (text, folders) in texts(domain).items():
        names = set(there.get(key, ()))
        if not names & set(EVERYWHERE) and not set(folders) <= names:
            found.append(text)
    return found
