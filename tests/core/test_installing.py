"""The site on a phone's home screen, and the page for a moment without a network."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from lms.core import installing


def test_manifest(client, db):
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    found = response.json()
    assert (found["start_url"], found["scope"], found["display"], found["lang"]) == ("/learn/", "/", "standalone", "zh-Hans")
    assert found["name"] and found["short_name"] and len(found["short_name"]) <= 12
    assert {(icon["sizes"], icon["purpose"]) for icon in found["icons"]} >= {("192x192", "any"), ("512x512", "maskable")}


@pytest.mark.parametrize(("size", "purpose", "file"), installing.ICONS)
def test_the_icons_are_there(size, purpose, file):
    with Image.open(finders.find(file)) as image:
        assert (image.size, image.format) == ((size, size), "PNG")
        corner = image.convert("RGBA").getpixel((0, 0))[3]
    assert (corner == 255) == (purpose == "maskable"), "only the maskable one fills its corners"


def test_worker(client, member_user, count_queries):
    client.force_login(member_user)
    response = client.get("/sw.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache" and "Cookie" not in response.headers.get("Vary", "")
    script = response.content.decode()
    assert "/static/lms_core/quebu.css" in script and "/learn/" not in script and "{{" not in script
    assert [sql for sql in count_queries(lambda: client.get("/sw.js")) if "auth_user" in sql or "django_session" in sql] == []


def test_worker_changes_with_what_it_shows(client, db):
    from wagtail.models import Site

    from lms.core.models import Appearance

    before = client.get("/sw.js").content
    assert client.get("/sw.js").content == before
    Appearance.objects.create(site=Site.objects.get(is_default_site=True), name="青年学堂", brand_colour="#1f4e79")
    after = client.get("/sw.js").content
    assert after != before and b"/theme.css?v=" in after


def test_files_of_another_host_are_left_alone(settings, db):
    from lms.core import appearance

    settings.STATIC_URL = "https://static.example/"
    assert installing.kept_files(appearance.of_site(None)) == []


def test_a_site_that_is_not_installable(client, settings, db):
    settings.LMS = {"INSTALLABLE": False}
    assert client.get("/manifest.webmanifest").status_code == 404
    script = client.get("/sw.js").content.decode()
    assert "unregister" in script and 'addEventListener("fetch"' not in script
    page = client.get("/display/").content.decode()
    assert "manifest" not in page and "quebu-worker" not in page


def test_the_offline_page_says_nothing_about_the_person(client, member_user, world):
    client.force_login(member_user)
    client.cookies["quebu_text"] = "huge"
    page = client.get("/offline/").content.decode()
    assert "没有网络" in page and "不会丢失" in page and "text-huge" in page
    for told in (world.learner.name, member_user.username, "csrf", "/learn/"):
        assert told not in page


# ---- in a browser


@pytest.fixture
def tab(browser, live_server):
    """A tab without the routes of the fixture ``page``: a worker's requests would pass them by."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 800})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def kept(tab) -> list[str]:
    """The paths of everything that the worker has kept."""
    return tab.evaluate(
        """async () => {
            const paths = [];
            for (const name of await caches.keys()) {
                for (const request of await (await caches.open(name)).keys()) { paths.push(new URL(request.url).pathname); }
            }
            return paths.sort();
        }"""
    )


def ready(tab) -> None:
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tab.wait_for_function("navigator.serviceWorker.controller !== null")


def test_without_a_network(tab, live_server, member_user, world):
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(member_user)
    name = settings.SESSION_COOKIE_NAME
    tab.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    tab.goto("/learn/")
    ready(tab)
    tab.goto("/learn/abilities/")
    tab.goto("/learn/file/")
    assert kept(tab) == [
        "/offline/", "/static/lms_core/quebu.css", "/static/lms_core/quebu.js", "/static/lms_core/quebu.svg",
    ]  # fmt: skip

    tab.context.set_offline(True)
    tab.goto("/learn/")
    assert "没有网络" in tab.inner_text("h1")
    assert world.learner.name not in tab.content()
    assert tab.evaluate("getComputedStyle(document.querySelector('.button--main')).backgroundColor") == "rgb(11, 85, 99)"
    tab.context.set_offline(False)
    tab.click("text=再试一次")
    tab.wait_for_selector(".site-nav")
    assert "没有网络" not in tab.inner_text("main")


def test_the_offline_page_follows_the_display_settings(tab):
    tab.goto("/display/")
    ready(tab)
    tab.click("text=特大")
    tab.click("button:has-text('保存')")
    tab.goto("/display/")
    tab.wait_for_function("caches.match('/offline/').then(page => page.text()).then(text => text.includes('text-huge'))")
    tab.context.set_offline(True)
    tab.goto("/display/?again")
    assert tab.locator("html").get_attribute("class") == "text-huge"
