"""The tree that every site starts with: a front page, news, themes and help, in each language."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from wagtail.models import Locale, Page, Site

from courses.pages.planting import ensure_catalogue

from ..models import HelpIndexPage, HelpPage, HomePage, NewsIndexPage, ThemeIndexPage
from .planter import Planter, locale_of
from .source import Source, read

HELP = Path(__file__).resolve().parent.parent / "help"

#: Titles and introductions by language. Help says who it is for by itself.
TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "zh-hans": {
        "home": ("首页", ""), "news": ("新闻", "培训方面的通知和消息。"),
        "themes": ("主题月", "每个月全体一起学的一个主题。"), "help": ("帮助", "每一页讲清一件事，照着做就行。"),
    },
    "zh-hant": {
        "home": ("首頁", ""), "news": ("新聞", "培訓方面的通知和消息。"),
        "themes": ("主題月", "每個月全體一起學的一個主題。"), "help": ("幫助", "每一頁講清一件事，照着做就行。"),
    },
    "en": {
        "home": ("Home", ""), "news": ("News", "Notices and news about training."),
        "themes": ("Themes of the month", "One subject a month that everybody learns together."),
        "help": ("Help", "One thing a page, step by step."),
    },
}
Tree = dict[str, dict[str, Page | None]]


def plant_site(planter: Planter) -> Tree:
    """Plant what is missing. Returns the pages by language and name: home, news, themes, courses, help."""
    first = _front_page()
    first_code = first.locale.language_code
    codes = [first_code, *(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code != first_code)]
    tree: Tree = {}
    for code in codes:
        texts = TEXTS.get(code, TEXTS["en"])
        twins = tree.get(first_code, {})
        home = planter.adopt(f"site:{code}:home", first) if code == first_code else _twin_home(planter, code, first)
        pages: dict[str, Page | None] = {"home": home}
        for name, model in (("news", NewsIndexPage), ("themes", ThemeIndexPage), ("help", HelpIndexPage)):
            title, intro = texts[name]
            page = model(title=title, slug=name, intro=intro, show_in_menus=True)
            pages[name] = planter.plant(f"site:{code}:{name}", home, page, twins.get(name))
        tree[code] = pages
    _plant_catalogue(planter, tree, first)
    _plant_help(planter, tree, first_code)
    return tree


def _plant_catalogue(planter: Planter, tree: Tree, first: HomePage) -> None:
    """The catalogue with its editors. Once somebody has deleted it, it stays deleted."""
    if all(planter.is_deleted(f"site:{code}:courses") for code in tree):
        return
    indexes = ensure_catalogue(first)
    for code, pages in tree.items():
        index = indexes.get(code)
        pages["courses"] = planter.adopt(f"site:{code}:courses", index) if index is not None else None


def _front_page() -> HomePage:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    page = site.root_page.specific if site else None
    if isinstance(page, HomePage):
        return page
    # A site whose front page is of another type keeps it: ours stands beside it until somebody chooses it.
    found = HomePage.objects.order_by("path").first()
    if found is None:
        found = HomePage(title=TEXTS["zh-hans"]["home"][0], slug="quebu-home", locale=Locale.get_default())
        Page.get_first_root_node().add_child(instance=found)
    return found


def _twin_home(planter: Planter, code: str, first: HomePage) -> Page | None:
    home = HomePage(title=TEXTS.get(code, TEXTS["en"])["home"][0], slug=f"home-{code}", locale=locale_of(code))
    return planter.plant(f"site:{code}:home", Page.get_first_root_node(), home, first)


def help_sources(code: str) -> list[Source]:
    """The help files of one language, in their order."""
    return sorted((read(path) for path in (HELP / code).glob("*.md")), key=lambda each: int(each.facts["order"]))


def _plant_help(planter: Planter, tree: Tree, first_code: str) -> None:
    planted: dict[str, Page | None] = {}
    for code, pages in tree.items():
        before: Page | None = None
        for source in help_sources(code):
            page = help_page(source)
            made = planter.plant(f"help:{code}:{source.slug}", pages["help"], page, planted.get(source.slug), before)
            before = made or before
            if code == first_code:
                planted[source.slug] = made


def help_page(source: Source) -> HelpPage:
    return HelpPage(
        title=source.title, slug=source.slug, intro=source.facts.get("intro", ""), audience=source.facts["audience"],
        minutes=source.minutes, is_public=source.is_public, steps=[step.as_block() for step in source.steps], body=source.body,
    )
