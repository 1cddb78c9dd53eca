"""What every page knows: places, links, the checks that say what a site forgot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from lms.core import places, shell_checks
from lms.core.places import Place
from lms.core.shell import Shell


@pytest.fixture
def registry(monkeypatch):
    """The registry with nothing in it."""
    monkeypatch.setattr(places, "_places", {})
    monkeypatch.setattr(places, "_links", {})
    monkeypatch.setattr(places, "_names", [])
    return places


def ask(path="/", user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


def test_places_in_order_for_whom_they_are(registry):
    registry.register(Place("b", "乙", "lms_core:offline", icon="book", order=20, is_shown=lambda request: True))
    registry.register(Place("a", "甲", "lms_core:display", icon="book", order=10, is_shown=lambda request: True))
    registry.register(Place("c", "丙", "lms_core:display", icon="book", order=5))
    registry.register(Place("d", "丁", "no:such_name", icon="book", is_shown=lambda request: True))
    assert [place.label for place in registry.shown(ask())] == ["甲", "乙"]
    registry.register(Place("a", "甲二", "lms_core:display", icon="book", order=30, is_shown=lambda request: True))
    assert [place.label for place in registry.shown(ask())] == ["乙", "甲二"]
    registry.unregister("b")
    registry.unregister("never there")
    assert [place.label for place in registry.shown(ask())] == ["甲二"]


def test_the_nearest_place_is_marked(member_user):
    def marks(path):
        return {place.key: place.current for place in places.shown(ask(path, member_user)) if place.current}

    assert marks("/learn/") == {"my_learning": "page"}
    assert marks("/learn/lessons/") == {"lessons": "page"}
    assert marks("/learn/lessons/x/") == {"lessons": "true"}
    assert marks("/display/") == {}


def test_links(registry):
    request = ask()
    assert registry.link("help", request) == ""
    assert registry.link("help", request, "no:name", "lms_core:offline") == "/offline/"
    registry.register_link("help", "lms_core:display")
    assert registry.link("help", request) == "/display/"
    registry.register_link("help", lambda request: "/help/")
    assert registry.link("help", request) == "/help/"


def test_names(registry, superuser):
    assert registry.person_name(AnonymousUser()) == ""
    assert registry.person_name(superuser) == "superuser"
    superuser.last_name = "李"
    assert registry.person_name(superuser) == "李"
    registry.register_name(lambda user: "")
    registry.register_name(lambda user: "李主任")
    assert registry.person_name(superuser) == "李主任"


def test_the_way_back_after_a_form():
    assert Shell(RequestFactory().get("/learn/?page=2")).here == "/learn/?page=2"
    assert Shell(RequestFactory().post("/account/password/")).here == "/"
    assert "next=%2Flearn%2F%3Fpage%3D2" in Shell(RequestFactory().get("/learn/?page=2")).display_url


def test_only_who_may_enter_is_led_to_the_admin(member_user, superuser):
    assert Shell(ask(user=member_user)).admin_url == ""
    assert Shell(ask()).admin_url == ""
    assert Shell(ask(user=superuser)).admin_url == "/admin/"


def test_a_site_without_the_addresses_still_has_pages(settings, client):
    settings.ROOT_URLCONF = "tests.core.bare_urls"
    shell = Shell(ask())
    assert (shell.display_url, shell.theme_css_url, shell.manifest_url, shell.service_worker_url) == ("", "", "", "")
    assert shell.logout_url == "" and shell.help_url == "" and shell.account_url == ""


def test_login_url_may_be_an_address_or_a_name(settings, registry):
    settings.LOGIN_URL = "/in/"
    assert Shell(ask()).login_url == "/in/"
    settings.LOGIN_URL = "no-such-name"
    assert Shell(ask()).login_url == ""


def test_nothing_is_asked_before_it_is_used(member_user, count_queries):
    request = ask(user=member_user)
    assert count_queries(lambda: Shell(request)) == []


def test_every_name_is_documented():
    text = (Path(__file__).parents[2] / "docs/reference/shell.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", text.split("## Places")[0], re.M)
    assert listed == sorted(name for name in vars(Shell) if not name.startswith("_"))


# ---- checks


def ids(found):
    return [message.id for message in found]


def test_this_site_forgot_nothing():
    checks = (shell_checks.check_context_processor, shell_checks.check_language, shell_checks.check_urls)
    assert [message for check in checks for message in check()] == []


def test_a_missing_context_processor(settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"context_processors": []}}]
    assert ids(shell_checks.check_context_processor()) == ["lms_core.W003"]
    settings.TEMPLATES = []
    assert shell_checks.check_context_processor() == []


def test_the_language_middleware(settings):
    settings.MIDDLEWARE = [shell_checks.AUTHENTICATION]
    assert ids(shell_checks.check_language()) == ["lms_core.W004"]
    settings.MIDDLEWARE = [shell_checks.LANGUAGE, shell_checks.AUTHENTICATION]
    assert ids(shell_checks.check_language()) == ["lms_core.W004"]
    settings.MIDDLEWARE = [shell_checks.DJANGOS, shell_checks.AUTHENTICATION, shell_checks.LANGUAGE]
    assert ids(shell_checks.check_language()) == ["lms_core.W005"]


def test_missing_addresses(settings):
    settings.ROOT_URLCONF = "tests.core.bare_urls"
    assert ids(shell_checks.check_urls()) == ["lms_core.W006"]
