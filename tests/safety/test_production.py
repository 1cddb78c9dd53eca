"""The production settings: nothing to remark, cookies bound to HTTPS, and the plain-HTTP mode that says what it is."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

import pytest
import served

from cms_site import plain_http
from tests.site.test_settings import SECRET, manage

GIVEN = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "learn.example.org"}
PASSWORD = "quebu-demo-2026"

COOKIES = """
from django.test import Client
import json
client = Client()
page = client.get("/account/login/", secure=True, HTTP_HOST="learn.example.org")
plain = client.get("/account/login/", HTTP_HOST="learn.example.org")
print("TOLD " + json.dumps({
    "status": page.status_code, "cookies": {name: dict(each) for name, each in page.cookies.items()},
    "plain": [plain.status_code, plain.headers.get("Location", "")],
    "hsts": page.headers.get("Strict-Transport-Security", ""), "opener": page.headers.get("Cross-Origin-Opener-Policy", ""),
}))
"""


def told_over_https(site, **environment: str) -> dict:
    """What a browser gets from the same site with HTTPS."""
    given = {name: value for name, value in site.environment.items() if name != "QUEBU_PLAIN_HTTP"}
    said = served.manage({**given, **GIVEN, **environment}, "shell", "-v0", "-c", COOKIES)
    return json.loads(next(line for line in said.splitlines() if line.startswith("TOLD ")).removeprefix("TOLD "))


@pytest.mark.parametrize("more", [{}, {"SECURE_HSTS_SECONDS": "31536000"}])
def test_nothing_to_remark(tmp_path, more):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **GIVEN, **more)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_weak_secret_and_missing_hosts_are_remarked(tmp_path):
    done = manage(tmp_path, "check", "--deploy", SECRET_KEY="short")
    assert "security.W009" in done.stderr and "security.W020" in done.stderr


@pytest.mark.slow
def test_with_https_cookies_are_bound_to_this_host(production_site):
    found = told_over_https(production_site)
    assert found["status"] == 200
    assert list(found["cookies"]) == ["__Host-csrftoken"]
    cookie = found["cookies"]["__Host-csrftoken"]
    assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]
    assert found["plain"] == [301, "https://learn.example.org/account/login/"]
    assert found["opener"] == "same-origin"
    assert found["hsts"] == "", "nobody asked for it"


def test_plain_http_says_what_it_is(tmp_path):
    done = manage(tmp_path, "check", "--deploy", **GIVEN, QUEBU_PLAIN_HTTP="1")
    assert done.returncode == 0
    assert re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr) == ["cms_site.W001"]


def test_plain_http_is_noted_in_the_log(settings, caplog):
    plain_http.say_so()
    assert caplog.text == ""
    settings.PLAIN_HTTP = True
    plain_http.say_so()
    assert "unencrypted" in caplog.text


@pytest.mark.django_db
def test_plain_http_is_noted_for_who_can_change_it(client, settings, superuser, branch_admin):
    words = "明文方式"
    client.force_login(superuser)
    assert words not in client.get("/admin/").content.decode()
    settings.PLAIN_HTTP = True
    assert words in client.get("/admin/").content.decode()
    client.force_login(branch_admin)
    assert words not in client.get("/admin/").content.decode()


@pytest.mark.slow
def test_over_plain_http_one_signs_in(production_site):
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"{production_site.address}/account/login/"
    page = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"csrfmiddlewaretoken": token, "login": "s018", "password": PASSWORD}
    entered = browser.open(urllib.request.Request(address, urllib.parse.urlencode(sent).encode(), {"Referer": address}))
    assert entered.url == f"{production_site.address}/learn/" and entered.status == 200
    assert {cookie.name for cookie in jar} >= {"sessionid", "csrftoken"}
    assert not any(cookie.secure for cookie in jar)
    assert "Strict-Transport-Security" not in entered.headers
    assert "no-store" in entered.headers["Cache-Control"]
    assert "unencrypted" in production_site.log.read_text()


@pytest.mark.slow
def test_files_of_the_site_are_kept_for_a_year_and_sent_compressed(production_site):
    page = urllib.request.urlopen(f"{production_site.address}/account/login/").read().decode()
    style = re.search(r'href="(/static/lms_core/quebu\.[0-9a-f]+\.css)"', page)[1]
    asked = urllib.request.Request(production_site.address + style, headers={"Accept-Encoding": "gzip"})
    answer = urllib.request.urlopen(asked)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
