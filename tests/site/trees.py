"""A small site: one page of each kind, public and not, and twins in English."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from cms_site.models import (
    HelpIndexPage,
    HelpPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PlainPage,
    SectionPage,
    ThemeIndexPage,
    ThemePage,
)
from lms.core import clock

TEXT = [{"type": "text", "value": "<p>正文里写着海棠。</p>"}]


@dataclass
class Tree:
    home: HomePage
    news: NewsIndexPage
    public_news: NewsPage
    inner_news: NewsPage
    section: SectionPage
    inner_section: SectionPage
    plain: PlainPage
    inner_plain: PlainPage
    themes: ThemeIndexPage
    theme: ThemePage
    help: HelpIndexPage
    public_help: HelpPage
    inner_help: HelpPage

    @property
    def public(self) -> list[Page]:
        return [self.public_news, self.section, self.plain, self.public_help]

    @property
    def inner(self) -> list[Page]:
        return [self.inner_news, self.inner_section, self.inner_plain, self.theme, self.inner_help]


def build_tree() -> Tree:
    home = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(home, HomePage), "a fresh database has the front page of the site"

    def add(parent: Page, page: Page) -> Page:
        return parent.add_child(instance=page)

    today = clock.today()
    news = add(home, NewsIndexPage(title="新闻", slug="news"))
    section = add(home, SectionPage(title="公开专栏", slug="section", is_public=True))
    themes = add(home, ThemeIndexPage(title="主题月", slug="themes"))
    help_index = add(home, HelpIndexPage(title="帮助", slug="help"))
    step = {"type": "step", "value": {"title": "打开海棠", "minutes": 2, "text": "<p>这样做。</p>", "seen": "一朵花"}}
    return Tree(
        home=home,
        news=news,
        public_news=add(news, NewsPage(title="公开的新闻", slug="public", is_public=True, day=today, body=TEXT)),
        inner_news=add(news, NewsPage(title="内部的新闻", slug="inner", day=today - dt.timedelta(days=1), body=TEXT)),
        section=section,
        inner_section=add(home, SectionPage(title="内部专栏", slug="inner-section")),
        plain=add(section, PlainPage(title="公开的一页", slug="plain", is_public=True, body=TEXT)),
        inner_plain=add(section, PlainPage(title="内部的一页", slug="inner-plain", body=TEXT)),
        themes=themes,
        theme=add(themes, ThemePage(title="写好公文", slug="theme", month=today.replace(day=1), purpose="少退一次稿")),
        help=help_index,
        public_help=add(help_index, HelpPage(title="怎样登录", slug="sign-in", is_public=True, steps=[step])),
        inner_help=add(help_index, HelpPage(title="怎样导入", slug="import", audience="administrator", steps=[step])),
    )


def build_english(tree: Tree) -> HomePage:
    """The English tree: the front page, the news and one piece of news have twins, nothing else has."""
    locale = Locale.objects.create(language_code="en")
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(title="Home", slug="home-en", locale=locale, translation_key=tree.home.translation_key)
    )
    news = home.add_child(
        instance=NewsIndexPage(title="News", slug="news", locale=locale, translation_key=tree.news.translation_key)
    )
    news.add_child(
        instance=NewsPage(
            title="Public news", slug="public", is_public=True, locale=locale, body=TEXT,
            translation_key=tree.public_news.translation_key,
        )
    )
    return home
