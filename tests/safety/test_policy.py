"""What browsers are told about every page, and that pages keep to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page, Site

from cms_site.models import HomePage
from lms.core.csp import PolicyMiddleware

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


def policy(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split("; ")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", ["/account/login/", "/no-such-page/", "/learn/", "/learn/abilities/", "/learn/file/"])
def test_pages_of_members_run_nothing_written_into_them(client, member_user, path):
    if "learn" in path:
        client.force_login(member_user)
    told = policy(client.get(path))
    assert told["default-src"] == told["object-src"] == told["base-uri"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == told["connect-src"] == told["form-action"] == ["'self'"]
    assert told["frame-ancestors"] == ["'self'"]
    for values in told.values():
        assert set(values) <= {"'none'", "'self'", "data:", "blob:"}


def test_the_admin_may_do_what_wagtail_needs_and_no_more(client, superuser):
    client.force_login(superuser)
    told = policy(client.get("/admin/"))
    assert told.pop("script-src") == told.pop("style-src") == ["'self'", "'unsafe-inline'"]
    assert told["script-src-attr"] == ["'none'"]
    for values in told.values():
        assert set(values) <= {"'none'", "'self'", "data:", "blob:"}


def test_the_admins_policy_stays_in_the_admin(client, superuser):
    client.force_login(superuser)
    assert policy(client.get("/learn/"))["script-src"] == ["'self'"]


def test_a_view_may_have_a_policy_of_its_own():
    """Wagtail's documents have one, and django-csp's decorators stay in force below the admin's address."""

    def answer(request):
        response = HttpResponse("a document")
        response["Content-Security-Policy"] = "default-src 'none'"
        return response

    def decorated(request):
        response = HttpResponse("a page")
        response._csp_config = {"default-src": ["'self'"]}
        return response

    request = RequestFactory().get("/admin/something/")
    assert PolicyMiddleware(answer)(request)["Content-Security-Policy"] == "default-src 'none'"
    assert PolicyMiddleware(decorated)(request)["Content-Security-Policy"] == "default-src 'self'"


def test_a_site_without_a_policy_for_the_admin_has_one_policy(settings, client):
    settings.CONTENT_SECURITY_POLICY_ADMIN = None
    assert policy(client.get("/admin/login/"))["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", ["/account/login/", "/admin/"])
def test_what_a_device_could_tell_is_not_asked(client, superuser, path):
    if path == "/admin/":
        client.force_login(superuser)
    headers = client.get(path).headers
    for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{feature}=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_personal_pages_stay_in_no_cache(client, member_user):
    """On a shared computer the back button shows nothing after signing out."""
    client.force_login(member_user)
    for name in ("my_learning", "my_abilities", "my_file"):
        kept = client.get(reverse(f"lms_desk:{name}")).headers["Cache-Control"]
        assert "no-store" in kept and "private" in kept, name


def test_what_a_view_says_about_caches_stays(client, superuser):
    client.force_login(superuser)
    assert "no-store" in client.get("/admin/").headers["Cache-Control"]
    assert "no-store" not in client.get("/no-such-page/", HTTP_COOKIE="").headers.get("Cache-Control", "")


def test_cookies_are_for_no_script(client, member_user):
    page = client.get(reverse("account_login"))
    assert page.cookies["csrftoken"]["httponly"] and page.cookies["csrftoken"]["samesite"] == "Lax"
    entered = client.post(reverse("account_login"), {"login": "member_user", "password": "password"})
    assert entered.status_code == 302
    assert entered.cookies["sessionid"]["httponly"] and entered.cookies["sessionid"]["samesite"] == "Lax"


def test_checks_of_a_page_are_for_who_may_edit_it(client, superuser, branch_admin):
    """A branch administrator who reads the help sees no red marks beside it."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="示例首页", slug="front"))
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    shown = {}
    for user in (superuser, branch_admin):
        client.force_login(user)
        shown[user] = client.get("/").content.decode()
        assert "wagtail-userbar" in shown[user]
    assert "checker-trigger" in shown[superuser] and "checker-trigger" not in shown[branch_admin]


#: Whatever the policy would refuse. The words are looked for in templates, so that a page nobody visited is found too.
REFUSED = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.I),
    "a style in the page": re.compile(r"<style|\sstyle=[\"']", re.I),
    "a handler in an attribute": re.compile(r"\son[a-z]+=[\"']", re.I),
    "an address of a script": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"<(?:script|link|img|iframe|video|audio|source)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I),
    "eval by htmx": re.compile(r"hx-on|hx-vals=[\"']js:|hx-vars", re.I),
}


def test_templates_keep_to_the_policy():
    wrong = [
        f"{path.relative_to(ROOT)}: {what}"
        for top in ("lms", "courses", "lecturers", "cms_site")
        for path in ROOT.glob(f"{top}/**/templates/**/*")
        if path.suffix in {".html", ".svg"}
        for what, pattern in REFUSED.items()
        if pattern.search(path.read_text("utf-8"))
    ]
    assert wrong == []


def test_pages_need_no_new_window_and_no_download():
    """WeChat's and DingTalk's browsers have one window and save no files."""
    pattern = re.compile(r"<(?:a|form|base|area)\b[^>]*\s(?:target=|download\b)", re.I)
    wrong = [
        str(path.relative_to(ROOT))
        for top in ("lms", "courses", "lecturers", "cms_site")
        for path in ROOT.glob(f"{top}/**/templates/**/*.html")
        if not {"admin", "wagtailadmin"} & set(path.parts) and pattern.search(path.read_text("utf-8"))
    ]
    assert wrong == []


def test_scripts_make_no_styles_and_no_code():
    pattern = re.compile(r"\beval\(|new Function|document\.write|setAttribute\([\"']style|\.cssText|setTimeout\([\"']")
    wrong = [
        str(path.relative_to(ROOT))
        for top in ("lms", "courses", "lecturers", "cms_site")
        for path in ROOT.glob(f"{top}/**/static/**/*.js")
        if ".min." not in path.name and "vendor" not in path.parts and pattern.search(path.read_text("utf-8"))
    ]
    assert wrong == []
