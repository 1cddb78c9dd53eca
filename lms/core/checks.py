"""System checks: what would otherwise go wrong in silence. Ids are listed in docs/reference/checks.md."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

import lms

from .conf import DEFAULTS

#: The top packages of this distribution; those that are not shipped (yet) are passed over.
PACKAGES = ("lms", "courses", "lecturers")
#: Settings that have a greatest value.
MOST = {"SELF_CLAIM_LIMIT": 4, "TEST_OUT_PASS_PERCENT": 100}


def _wrong_value(name: str, value: Any) -> str:
    """What is wrong with ``value``, judged by the kind of the default; empty where nothing is."""
    default = DEFAULTS[name]
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "must be True or False"
    if isinstance(default, int | float):
        allowed = int if isinstance(default, int) else (int, float)
        if isinstance(value, bool) or not isinstance(value, allowed):
            return "must be a whole number" if isinstance(default, int) else "must be a number"
        most = MOST.get(name)
        if most is not None and not 0 <= value <= most:
            return f"must be from 0 to {most}"
        return "" if value >= 0 else "must not be negative"
    if isinstance(default, str):
        if not default and isinstance(value, str):
            return ""
        return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"
    return "" if isinstance(value, type(default)) else f"must be a {type(default).__name__}"


@register(Tags.compatibility)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting would be ignored without a word: the default would stay in force."""
    given = getattr(settings, "LMS", {})
    if not isinstance(given, dict):
        return [Error("The setting LMS must be a dictionary.", hint='For example LMS = {"GRACE_DAYS": 90}.', id="lms_core.E001")]
    found: list[CheckMessage] = []
    for name, value in given.items():
        if name not in DEFAULTS:
            near = difflib.get_close_matches(str(name), DEFAULTS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known names: {', '.join(sorted(DEFAULTS))}."
            found.append(Error(f"LMS has no setting {name!r}.", hint=hint, id="lms_core.E002"))
        elif wrong := _wrong_value(name, value):
            found.append(
                Error(f"LMS[{name!r}] {wrong}, not {value!r}.", hint=f"The default is {DEFAULTS[name]!r}.", id="lms_core.E003")
            )
    return found


def _places(package: str, paths: Sequence[str]) -> Iterator[Path]:
    """Folders that would answer to ``import package``, in the order of ``paths``, each once."""
    seen: set[Path] = set()
    for entry in paths:
        folder = (Path(entry or ".") / package).resolve()
        if folder not in seen and (folder / "__init__.py").is_file():
            seen.add(folder)
            yield folder


def shadowed(home: Path, paths: Sequence[str]) -> Iterator[CheckMessage]:
    """Messages about packages on ``paths`` that bear the name of one of ours, which lie in ``home``."""
    for package in PACKAGES:
        ours = (home / package).resolve()
        if not (ours / "__init__.py").is_file():
            continue
        places = list(_places(package, paths))
        if places and places[0] != ours:
            yield Error(
                f"Another package named {package!r} in {places[0]} shadows the one of wagtail-quebu in {ours}.",
                hint="Rename that package or take its folder off the Python path.",
                id="lms_core.E004",
            )
        elif len(places) > 1:
            yield Warning(
                f"The package {package!r} of wagtail-quebu hides another one of the same name in {places[1]}.",
                hint="Whichever comes first on the Python path wins. Rename the other one.",
                id="lms_core.W001",
            )


@register(Tags.compatibility)
def check_shadowing(**kwargs: Any) -> list[CheckMessage]:
    """``lms``, ``courses`` and ``lecturers`` are common names; the wrong one gives errors far from their cause."""
    return list(shadowed(Path(lms.__file__).resolve().parent.parent, sys.path))


@register(Tags.compatibility)
def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """In the deferred mode a transaction that reads and then writes fails with "database is locked" at once."""
    found: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        mode = str(database.get("OPTIONS", {}).get("transaction_mode", "DEFERRED")).upper()
        if database.get("ENGINE", "").endswith("sqlite3") and mode == "DEFERRED":
            found.append(
                Warning(
                    f"The SQLite database {alias!r} opens its transactions in the deferred mode.",
                    hint='Set OPTIONS["transaction_mode"] to "IMMEDIATE": whoever saves at the same time then waits.',
                    id="lms_core.W002",
                )
            )
    return found
