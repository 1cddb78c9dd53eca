"""Wagtail's own screens work under the policies: the ``page`` fixture fails on whatever a browser refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from wagtail.models import Page, Site

from cms_site.models import HomePage, NewsIndexPage, NewsPage
from tests.support.browser import LISTEN

pytestmark = pytest.mark.browser


@pytest.fixture
def news(live_server, superuser) -> NewsPage:
    """A piece of news below a front page, with a heading and a paragraph."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="示例首页", slug="front"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    index = home.add_child(instance=NewsIndexPage(title="新闻", slug="news"))
    body = [{"type": "heading", "value": "第一节"}, {"type": "text", "value": "<p>一段文字。</p>"}]
    page = NewsPage(title="开班了", slug="opening", intro="十一月的班开了。", is_public=True)
    page.body = page.body.stream_block.to_python(body)
    return index.add_child(instance=page)


def test_the_editor_writes_previews_and_comments(page, sign_in, news, superuser):
    sign_in(superuser)
    page.goto(f"/admin/pages/{news.pk}/edit/")
    page.locator("#id_day").click()
    page.locator(".xdsoft_datetimepicker").first.wait_for(state="attached")
    page.keyboard.press("Escape")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("再写一句")
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe, iframe[data-preview-iframe], .w-preview__iframe").first
    preview.get_by_role("heading", name="开班了").wait_for()
    page.locator("[data-side-panel-toggle=checks]").click()
    page.locator("[data-side-panel-toggle=comments]").click()
    page.locator("[data-streamfield-stream-container] .c-sf-add-button").first.click()
    page.locator("[id^=downshift], .w-combobox").first.wait_for()


def test_the_user_bar_opens_on_a_page_of_members(page, sign_in, news, superuser):
    sign_in(superuser)
    page.goto(news.url)
    page.locator("#wagtail-userbar-trigger").click()
    page.locator("#wagtail-userbar-items a").first.wait_for()


def test_choosers_and_the_matrix(page, sign_in, world, live_server, superuser):
    sign_in(superuser)
    page.goto("/admin/lms/members/new/")
    page.locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    page.locator(".modal-body").wait_for(state="detached")
    page.goto("/admin/lms/matrix/")
    page.goto("/admin/reports/lms/completion/")


def test_pictures_are_uploaded(page, sign_in, live_server, superuser):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    sign_in(superuser)
    page.goto("/admin/images/multiple/add/")
    page.set_input_files("input[type=file]", {"name": "navy.png", "mimeType": "image/png", "buffer": drawn.getvalue()})
    page.locator(".upload-success, #upload-list li.upload-complete").first.wait_for(state="attached")


def test_a_refusal_is_heard(browser, live_server):
    """The listener of the ``page`` fixture hears what it is there for."""
    context = browser.new_context(base_url=live_server.url)
    heard: list[str] = []
    context.expose_function("policyRefused", lambda what: heard.append(what))
    context.add_init_script(LISTEN)
    tab = context.new_page()
    tab.goto("/account/login/")
    tab.evaluate("document.head.appendChild(document.createElement('style')).textContent = 'p { color: red }'")
    tab.wait_for_timeout(200)
    context.close()
    assert {what.split(" on ")[0] for what in heard} == {"style-src-elem refused inline"}
