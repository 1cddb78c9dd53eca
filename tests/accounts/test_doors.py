"""Every door of allauth is ours or shut; the list of accounts says nothing of when somebody was here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import allauth.urls
import pytest
from django.contrib.auth.models import User
from django.core.checks import run_checks
from django.template.loader import get_template
from django.test import override_settings
from django.urls import NoReverseMatch, clear_url_caches, reverse
from django.utils import timezone
from openpyxl import load_workbook

from lms.accounts import checks
from lms.accounts.urls import urlpatterns

pytestmark = pytest.mark.django_db


def named(patterns: Any) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from named(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, str(pattern.pattern)


OURS = dict(named(urlpatterns))
#: What of allauth's own names can be reached. Each has a template of ours or none at all.
OPEN = {
    "account_login", "account_logout", "account_inactive", "account_change_password", "account_set_password",
    "account_reauthenticate", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "usersessions_list", "socialaccount_login_cancelled",
    "socialaccount_login_error", "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
TEMPLATES = (
    "account/login", "account/logout", "account/account_inactive", "account/password_change", "account/password_set",
    "account/reauthenticate", "account/signup_closed", "mfa/index", "mfa/authenticate", "mfa/reauthenticate",
    "mfa/totp/activate_form", "mfa/totp/deactivate_form", "mfa/recovery_codes/index", "mfa/recovery_codes/generate",
    "usersessions/usersession_list", "socialaccount/login", "socialaccount/login_cancelled",
    "socialaccount/authentication_error",
)  # fmt: skip


def test_every_name_of_allauth_is_ours_or_shut():
    theirs = {name for name, _ in named(allauth.urls.urlpatterns)}
    assert theirs & set(OURS) == OPEN
    for name in theirs - OPEN:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert {"account_signup", "account_email", "account_reset_password", "socialaccount_connections"} <= theirs - OPEN


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_ours(name):
    assert "/lms/accounts/templates/" in get_template(f"{name}.html").origin.name


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "confirm-email/", "3rdparty/", "2fa/", "social/"])
def test_usual_addresses_of_allauth_are_nowhere(client, path):
    assert client.get(f"/account/{path}").status_code == 404


def pages() -> list[str]:
    return sorted(name for name in OURS if "<" not in OURS[name])


@pytest.mark.parametrize("who", [None, "member_user", "stranger", "branch_admin", "superuser"])
def test_every_page_answers_everybody_in_our_shell(client, request, world, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    for name in pages():
        response = client.get(reverse(name))
        assert response.status_code in (200, 302, 401, 404), (name, response.status_code)
        if response.status_code in (200, 401):
            text = response.content.decode()
            assert 'class="site-header"' in text and "style=" not in text and "<script>" not in text, name
        if response.status_code == 302 and not who:
            assert response.headers["location"].startswith("/account/login/") or name == "account_logout", name


def test_pages_about_oneself_stand_in_no_cache(client, member_user):
    client.force_login(member_user)
    for name in ("account_login", "account_security", "usersessions_list", "account_change_password"):
        told = client.get(reverse(name)).headers.get("Cache-Control", "")
        assert "private" in told or "no-store" in told, name


# checks


def test_the_site_is_checked_and_well():
    assert [one for one in run_checks(include_deployment_checks=True) if str(one.id).startswith("lms_accounts.W001")] == []
    assert checks.check_settings() == checks.check_admin_login() == []


def test_what_a_site_may_have_forgotten():
    with override_settings(ACCOUNT_ADAPTER="allauth.account.adapter.DefaultAccountAdapter"):
        assert [one.id for one in checks.check_settings()] == ["lms_accounts.E001"]
    with override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]):
        assert [one.id for one in checks.check_settings()] == ["lms_accounts.E001"]
    with override_settings(ROOT_URLCONF="wagtail.admin.urls"):
        clear_url_caches()
        assert [one.id for one in checks.check_admin_login()] == ["lms_accounts.W001"]
    clear_url_caches()
    assert [one.id for one in checks.check_cache()] == ["lms_accounts.W002"], "tests count in one process"
    with override_settings(CACHES={"default": {"BACKEND": "lms.accounts.cache.SharedFileCache"}}):
        assert checks.check_cache() == []


# the list of accounts


@pytest.fixture
def yesterday(stranger):
    User.objects.filter(pk=stranger.pk).update(last_login=timezone.now())
    return stranger


def test_no_last_sign_in_in_the_list_of_accounts(client, superuser, yesterday):
    client.force_login(superuser)
    text = client.get("/admin/users/").content.decode()
    assert "stranger" in text
    for word in ("last_login", "last-login", "Last login", "上次登录", "最后登录", "最近登录"):
        assert word not in text, word


def test_neither_filter_nor_order_tells_it(client, superuser, yesterday, member_user):
    client.force_login(superuser)
    tomorrow = (timezone.now() + dt.timedelta(days=1)).date()
    filtered = client.get("/admin/users/", {"last_login_from": str(tomorrow)})
    assert "stranger" in filtered.content.decode(), "the filter is not known"

    def order(ordering):
        return [user.pk for user in client.get("/admin/users/", {"ordering": ordering}).context["users"]]

    assert order("last_login") == order("-last_login") == order("")
    assert order("username") != order("-username")


def test_neither_export_tells_it(client, superuser, yesterday):
    client.force_login(superuser)
    for kind in ("csv", "xlsx"):
        response = client.get("/admin/users/", {"export": kind})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if content[:2] == b"PK":
            content = str(list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))).encode()
        assert b"last_login" not in content and "登录".encode() not in content.split(b"\n")[0]


def test_neither_does_the_page_of_an_account(client, superuser, yesterday):
    client.force_login(superuser)
    text = client.get(f"/admin/users/edit/{yesterday.pk}/").content.decode()
    assert "last_login" not in text and "上次登录" not in text


def test_a_member_at_the_door_of_the_admin_comes_to_a_page_and_not_into_a_circle(client, member_user, page):
    client.force_login(member_user)
    answer = client.get("/admin/lms/members/", follow=True)
    assert answer.status_code == 200 and not answer.request["PATH_INFO"].startswith(("/admin/", "/account/login/"))
