"""Every text of ours has its English and its Traditional Chinese, and the catalogues are those of the sources."""

from __future__ import annotations

import re

import polib
import pytest

from scripts.catalogues import ROOT, apps, catalogue_path, read
from scripts.messages import FILLERS, catalogue, is_wanted
from scripts.supplement import APP, traditional_entries
from scripts.texts import collect

APPS = [app for app in apps() if collect(app).rows()]
#: %(name)s with its format, {name}, and tags: what a translation has to hand on.
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[a-z]|\{\w*\}|</?\w+[^>]*>|%%")
HAN = re.compile(r"[\u3400-\u9fff]+")
#: Chinese that stands in English on purpose: how a date may be written, the name of a file.
KEPT_CHINESE = {"年", "月", "日", "花名册"}


def name(app) -> str:
    return app.relative_to(ROOT).as_posix()


WANTED = [
    pytest.param(app, locale, id=f"{name(app)}-{locale}") for app in APPS for locale in sorted(FILLERS) if is_wanted(app, locale)
]


def entries(app, locale: str) -> list[polib.POEntry]:
    return list(read(catalogue_path(app, locale)).values())


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def broken(entry: polib.POEntry) -> list[str]:
    """Translations of ``entry`` that hold other placeholders than the source."""
    sources = [sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    return [text for text in said(entry) if sorted(PLACEHOLDER.findall(text)) not in sources]


@pytest.mark.parametrize(("app", "locale"), WANTED)
def test_a_catalogue_is_up_to_date(app, locale):
    fresh = catalogue(app, locale, {})
    if app == APP and locale == "zh_Hant":
        fresh.extend(traditional_entries("django"))
    written = {key: said(entry) for key, entry in read(catalogue_path(app, locale)).items()}
    expected = {(entry.msgctxt, entry.msgid): said(entry) for entry in fresh}
    stale = sorted({key[1] for key in written.keys() | expected.keys() if written.get(key) != expected.get(key)})
    assert not stale, f"{name(app)} {locale}: run `make messages`, then translate what it lists. These differ: {stale}"


@pytest.mark.parametrize(("app", "locale"), WANTED)
def test_nothing_is_missing_or_doubtful(app, locale):
    missing = [entry.msgid for entry in entries(app, locale) if not entry.translated() or not all(said(entry))]
    assert not missing, f"{name(app)} {locale}: no translation of {missing}"
    assert [entry.msgid for entry in entries(app, locale) if entry.fuzzy] == []


@pytest.mark.parametrize(("app", "locale"), WANTED)
def test_placeholders_and_tags_are_handed_on(app, locale):
    wrong = {entry.msgid: broken(entry) for entry in entries(app, locale) if broken(entry)}
    assert not wrong, wrong


@pytest.mark.parametrize(("app", "locale"), WANTED)
def test_the_compiled_catalogue_says_the_same(app, locale):
    path = catalogue_path(app, locale)
    compiled = {(entry.msgctxt, entry.msgid): said(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == {key: said(entry) for key, entry in read(path).items()}


def test_one_text_is_translated_in_one_way():
    """Django merges the catalogues of all apps: of two translations one would never be seen."""
    seen: dict[tuple, dict[str, list[str]]] = {}
    for app in APPS:
        for key, entry in read(catalogue_path(app, "en")).items():
            seen.setdefault(key, {})[name(app)] = said(entry)
    assert {key: ways for key, ways in seen.items() if len({tuple(way) for way in ways.values()}) > 1} == {}


def test_english_is_english():
    left = {
        entry.msgid: text
        for app in APPS
        for entry in entries(app, "en")
        for text in said(entry)
        if set(HAN.findall(text)) - KEPT_CHINESE or re.search(r"[，。：；？！（）]", text)
    }
    assert left == {}
