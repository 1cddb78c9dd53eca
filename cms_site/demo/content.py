"""News, sections and themes of the sample organisation, planted as pages in three languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wagtail.models import Page

from cms_site.models import HelpPage, NewsPage, PlainPage, SectionPage, ThemePage
from cms_site.planting.planter import Planter, unplant
from cms_site.planting.site import Tree, plant_site
from cms_site.planting.source import Source, read
from lms.catalogue.models import Activity
from lms.core.dates import add_months
from lms.core.models import ImportRun

from .lesson_files import remove_files
from .moderation import load_drafts
from .pictures import picture, remove_pictures
from .teaching import load_teaching
from .wholes import load_wholes

FOLDER = Path(__file__).resolve().parent / "content"
#: Keys of planted pages begin with this; ``remove_content`` takes them away again.
PREFIX = "sample:"
#: Sections before the pages below them.
ORDER = {"section": 0, "plain": 1, "theme": 2, "news": 3}


def load_content(*, with_lessons: bool = True) -> Planter:
    """Plant the tree of the site and the sample's own pages. A second run finds everything there.

    ``with_lessons``: pages of the lessons, their questions, courses and tracks too.
    """
    planter = Planter()
    tree = plant_site(planter)
    if with_lessons:
        _load_lessons(planter, tree)
    loaded = ImportRun.first_day()
    twins: dict[str, Page | None] = {}
    for code, pages in tree.items():
        here: dict[str, Page | None] = {}
        for name, source in _sources(code):
            page = _page(source, loaded, pages)
            parent = _parent(source, pages, here)
            here[name] = planter.plant(f"{PREFIX}{code}:{name}", parent, page, twins.get(name))
        if not twins:
            twins = here
    return planter


def _load_lessons(planter: Planter, tree: Tree) -> None:
    index = next(iter(tree.values())).get("courses")
    if index is not None:
        teaching = load_teaching(planter, index, ImportRun.first_day())
        load_wholes(teaching)
        load_drafts(teaching)


def remove_content() -> int:
    """Take the sample's pages and pictures away. The tree of the site and its help stay. Returns the number of pages."""
    removed = unplant(PREFIX)
    remove_pictures()
    remove_files()
    return removed


def _sources(code: str) -> list[tuple[str, Source]]:
    found = [(path.stem, read(path)) for path in sorted((FOLDER / code).glob("*.md"))]
    return sorted(found, key=lambda each: ORDER[each[1].facts["type"]])


def _parent(source: Source, pages: dict[str, Page | None], here: dict[str, Page | None]) -> Page | None:
    kind = source.facts["type"]
    if kind == "plain":
        return here.get(source.facts["under"])
    return pages[{"news": "news", "theme": "themes", "section": "home"}[kind]]


def _page(source: Source, loaded: dt.date, pages: dict[str, Page | None]) -> Page:
    kind, intro = source.facts["type"], source.facts.get("intro", "")
    common = {"title": source.title, "slug": source.slug, "is_public": source.is_public}
    if kind == "news":
        page = NewsPage(
            **common, intro=intro, body=source.body, day=loaded - dt.timedelta(days=int(source.facts["days"])),
            picture=picture(source.facts["picture"]),
        )
        page.tags.add(*source.facts["tags"].split(","))
        return page
    if kind == "section":
        return SectionPage(**common, intro=intro, picture=picture(source.facts["picture"]), items=_helpers(source, pages))
    if kind == "theme":
        month = add_months(loaded.replace(day=1), int(source.facts["months"]))
        return ThemePage(**common, purpose=intro, month=month, items=_theme_items(source))
    return PlainPage(**common, intro=intro, body=source.body)


def _helpers(source: Source, pages: dict[str, Page | None]) -> list[dict[str, object]]:
    """The help pages that a section collects."""
    wanted = [slug for slug in source.facts.get("help", "").split(",") if slug]
    index = pages["help"]
    if not wanted or index is None:
        return []
    found = {page.slug: page for page in HelpPage.objects.child_of(index).filter(slug__in=wanted)}
    return [{"type": "page", "value": {"page": found[slug].pk, "text": ""}} for slug in wanted if slug in found]


def _theme_items(source: Source) -> list[dict[str, object]]:
    codes = source.facts["lessons"].split(",")
    lessons = {each.code: each.pk for each in Activity.objects.filter(code__in=codes)}
    items: list[dict[str, object]] = [
        {"type": "lesson", "value": {"lesson": lessons[code], "text": ""}} for code in codes if code in lessons
    ]
    for line in source.items:
        title, _, place = line.partition(" | ")
        items.append({"type": "on_site", "value": {"title": title, "place": place, "text": ""}})
    return items
