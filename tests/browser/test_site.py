"""Pages of the site in a real browser: narrow and wide, light, dark, with huge text; without scripts; under the strict policy."""

from __future__ import annotations

import pytest

from cms_site.demo import content
from lms.catalogue.models import Activity

PAGES = (
    "/", "/news/", "/news/autumn-class/", "/new-here/", "/office-basics/short-notice/", "/themes/", "/themes/right-first-time/",
    "/help/", "/help/first-sign-in/", "/search/?q=通知",
)


@pytest.fixture
def site(transactional_db):
    Activity.objects.create(code="K045", title="公文种类与格式", minutes=15, form="图文")
    content.load_content(with_lessons=False)


@pytest.fixture
def refused(page) -> list[str]:
    """What the browser refused because of the policy."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    return said


LOOKS = ((390, "light", ""), (390, "dark", "huge"), (1280, "light", ""), (1280, "dark", ""))


@pytest.mark.slow
def test_every_page_is_accessible_and_fits(page, live_server, site, accessible, refused):
    for width, scheme, size in LOOKS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        page.context.clear_cookies()
        if size:
            page.context.add_cookies([{"name": "quebu_text", "value": size, "url": live_server.url}])
        for path in PAGES:
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width, size)
            accessible()
    assert refused == []


def test_without_scripts_everything_is_there(browser, live_server, site):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.goto("/")
    tab.click("text=大字版 >> nth=0")
    assert "text-large" in (tab.get_attribute("html", "class") or "")
    tab.click("text=English")
    assert tab.get_attribute("html", "lang") == "en"
    assert "The autumn class" in tab.inner_text("main")
    tab.goto("/search/")
    tab.fill("input[name=q]", "draft")
    with tab.expect_navigation(url="**/search/?q=draft"):
        tab.keyboard.press("Enter")
    assert "The autumn class" in tab.inner_text("main")
    context.close()


def test_the_user_bar_and_the_preview_survive_the_policy(page, live_server, site, sign_in, superuser, refused):
    from cms_site.models import NewsPage

    sign_in(superuser)
    page.goto("/news/autumn-class/")
    page.wait_for_load_state("networkidle")  # the bar looks through the page by itself first
    bar = page.locator("wagtail-userbar")
    assert bar.count() == 1
    bar.locator("#wagtail-userbar-trigger").click()
    bar.locator("a[href$='/edit/']").wait_for()
    page.wait_for_load_state("networkidle")
    assert refused == []
    news = NewsPage.objects.get(slug="autumn-class", locale__language_code="zh-hans")
    page.goto(f"/admin/pages/{news.pk}/edit/")
    page.wait_for_load_state("networkidle")
    page.locator("[data-side-panel-toggle=preview]").first.click()
    shown = page.frame_locator("#w-preview-iframe")
    shown.locator("h1", has_text="秋季班开课").wait_for()
    assert shown.locator("main").evaluate("main => getComputedStyle(main).maxWidth") != "none", "the site's own style sheet"
