"""Text size, light or dark, language: chosen by the person, remembered, and decided by nothing else."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile

ENGLISH = {"accept-language": "en-US,en;q=0.9"}
YEAR = 365 * 24 * 3600


def html(response) -> str:
    """The start tag of the page."""
    return response.content.decode().split("<html", 1)[1].split(">", 1)[0]


def speaks(user: User, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


# ---- display settings


def test_three_plain_choices(client, db):
    page = client.get("/display/").content.decode()
    for words in ("文字大小", "标准", "特大", "外观", "跟随设备", "浅色", "深色", "简体中文", "繁體中文", "English", "保存"):
        assert words in page
    assert page.count(" checked") == 3
    assert '<span lang="zh-Hant">' in page


def test_what_is_chosen_is_remembered(client, db, settings):
    settings.SESSION_COOKIE_SECURE = True
    response = client.post("/display/", {"text": "huge", "theme": "dark", "language": "zh-hant", "next": "/learn/"}, secure=True)
    assert (response.status_code, response.url) == (302, "/learn/")
    for name, value in (("quebu_text", "huge"), ("quebu_theme", "dark"), ("quebu_language", "zh-hant")):
        cookie = response.cookies[name]
        assert cookie.value == value
        assert (cookie["max-age"], cookie["samesite"], cookie["httponly"], cookie["secure"]) == (YEAR, "Lax", True, True)
    tag = html(client.get("/display/", secure=True))
    assert 'class="text-huge theme-dark"' in tag and 'lang="zh-Hant"' in tag


def test_without_https_the_cookies_still_work(client, db, settings):
    settings.SESSION_COOKIE_SECURE = False
    assert not client.post("/display/", {"text": "large"}).cookies["quebu_text"]["secure"]


def test_the_switch_at_the_foot_changes_one_thing(client, db):
    client.cookies["quebu_theme"] = "dark"
    page = client.get("/display/").content.decode()
    assert 'name="text" value="large"' in page
    response = client.post("/display/", {"text": "large", "next": "/display/?next=%2F"})
    assert list(response.cookies) == ["quebu_text"]
    page = client.get("/display/")
    assert 'class="text-large theme-dark"' in html(page) and 'name="text" value="standard"' in page.content.decode()


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_the_site(client, db, away):
    assert client.post("/display/", {"text": "large", "next": away}).url == "/"


@pytest.mark.parametrize("given", [{"text": "giant"}, {"theme": "pink"}, {"language": "fr"}, {"language": "xx"}, {}])
def test_what_is_not_offered_is_ignored(client, db, given):
    response = client.post("/display/", given)
    assert response.status_code == 302 and not response.cookies


def test_a_strange_cookie_is_ignored(client, db):
    client.cookies["quebu_text"], client.cookies["quebu_theme"], client.cookies["quebu_language"] = "1", 'x" onload="', "tlh"
    tag = html(client.get("/display/"))
    assert 'class=""' in tag and 'lang="zh-Hans"' in tag


def test_a_form_from_elsewhere_is_refused(db):
    assert Client(enforce_csrf_checks=True).post("/display/", {"text": "huge"}).status_code == 403


def test_only_languages_of_the_site_are_offered(client, db, settings):
    settings.LANGUAGES = [("zh-hans", "简体中文")]
    page = client.get("/display/").content.decode()
    assert 'name="language"' not in page and "文字大小" in page


# ---- the language


def test_the_header_of_the_browser_decides_nothing(client, member_user, superuser):
    for who, urls in ((None, ("/", "/display/", "/login/")), (member_user, ("/learn/", "/display/")), (superuser, ("/admin/",))):
        if who:
            client.force_login(who)
        for url in urls:
            plain, english = client.get(url, follow=True), client.get(url, follow=True, headers=ENGLISH)
            assert html(plain).lower() == html(english).lower()
            assert 'lang="zh-hans"' in html(english).lower(), url
            assert english.headers["Content-Language"] == "zh-hans"


def test_the_admin_sign_in_too(client, db):
    assert 'lang="zh-hans"' in html(client.get("/admin/login/", headers=ENGLISH, follow=True)).lower()


def test_the_person_then_the_device_then_the_site(client, member_user, settings):
    assert client.get("/display/").headers["Content-Language"] == "zh-hans"
    client.cookies["quebu_language"] = "en"
    assert client.get("/display/").headers["Content-Language"] == "en"
    client.force_login(member_user)
    assert client.get("/display/").headers["Content-Language"] == "en", "nothing is set for the person yet"
    speaks(member_user, "zh-hant")
    assert client.get("/display/").headers["Content-Language"] == "zh-hant", "signing in does not override the person's setting"
    settings.LANGUAGE_CODE = "en"
    client.logout()
    client.cookies.clear()
    assert client.get("/display/").headers["Content-Language"] == "en"


def test_a_choice_goes_into_the_persons_own_settings(client, superuser):
    client.force_login(superuser)
    client.post("/display/", {"language": "zh-hant"})
    assert UserProfile.objects.get(user=superuser).preferred_language == "zh-hant"
    other_device = Client()
    other_device.force_login(superuser)
    assert 'lang="zh-Hant"' in html(other_device.get("/display/"))
    assert 'lang="zh-hant"' in html(other_device.get("/admin/"))


def test_a_change_in_the_admin_is_seen_at_once(client, superuser):
    client.force_login(superuser)
    client.post("/display/", {"language": "zh-hant"})
    speaks(superuser, "en")
    assert client.get("/display/").headers["Content-Language"] == "en"
    assert 'lang="en"' in html(client.get("/admin/"))


def test_the_admin_follows_the_device_where_the_person_has_no_setting(client, superuser):
    UserProfile.objects.create(user=superuser)
    client.force_login(superuser)
    client.cookies["quebu_language"] = "zh-hant"
    assert 'lang="zh-hant"' in html(client.get("/admin/")) and 'lang="zh-Hant"' in html(client.get("/display/"))


def test_a_language_that_the_site_gave_up_is_passed_over(client, superuser):
    speaks(superuser, "fr")
    client.force_login(superuser)
    assert client.get("/display/").headers["Content-Language"] == "zh-hans"


def test_it_costs_one_query_at_most(client, member_user, count_queries):
    speaks(member_user, "zh-hant")
    client.force_login(member_user)
    client.get("/display/")
    asked = [sql for sql in count_queries(lambda: client.get("/display/")) if "userprofile" in sql]
    assert len(asked) == 1
    client.logout()
    assert [sql for sql in count_queries(lambda: client.get("/display/")) if "userprofile" in sql] == []


def test_pages_vary_by_cookie(client, db):
    assert "Cookie" in client.get("/offline/").headers["Vary"]


def test_the_next_request_starts_anew(client, db):
    from django.utils import translation

    client.get("/display/", headers={"cookie": "quebu_language=en"})
    assert translation.get_language() == django_settings.LANGUAGE_CODE


# ---- in a browser


@pytest.mark.parametrize("scripts", [True, False])
def test_large_text_stays(browser, live_server, scripts):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=scripts, locale="en-US", viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/display/")
    usual = page.locator("h1").bounding_box()["height"]
    page.click("text=特大")
    page.click("button:has-text('保存')")
    page.goto("/display/")
    assert page.locator("html").get_attribute("class") == "text-huge"
    assert page.locator("h1").bounding_box()["height"] > usual * 1.3
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    sizes = [page.locator(f".text-sample--{size}").bounding_box()["height"] for size in ("standard", "large", "huge")]
    assert sizes == sorted(sizes) and len(set(sizes)) == 3
    page.locator(".site-footer button").click()
    page.wait_for_selector("html:not(.text-huge)")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_display_settings_for_everybody(page, live_server, accessible, theme):
    page.context.add_cookies([{"name": "quebu_theme", "value": theme, "url": live_server.url}])
    page.goto("/display/")
    accessible()
    page.set_viewport_size({"width": 320, "height": 640})
    page.context.add_cookies([{"name": "quebu_text", "value": "huge", "url": live_server.url}])
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
