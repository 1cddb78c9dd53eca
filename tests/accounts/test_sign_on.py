"""Signing in through another system: the whole round trip against a provider of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.urls import reverse

from lms.accounts.settings import SOCIALACCOUNT_LOGIN_ON_GET
from tests.site.test_settings import manage

from .provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    running = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = running.settings()
    yield running
    running.stop()


def travel(client, query: str = "") -> Any:
    """Press the link, sign in over there, come back. Returns the last page."""
    begun = client.get(f"/account/sign-on/oidc/{query}")
    assert begun.status_code == 302, begun.content.decode()[:500]
    back = requests.get(begun.headers["location"], allow_redirects=False, timeout=10).headers["Location"]
    assert urlsplit(back).path == reverse("openid_connect_callback", args=["oidc"])
    return client.get(f"{urlsplit(back).path}?{urlsplit(back).query}", follow=True)


def who(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_without_settings_nothing_is_offered(client, db):
    assert "sign-on" not in client.get("/account/login/").content.decode()
    assert client.get("/account/sign-on/oidc/").status_code == 404


def test_the_link_stands_on_the_sign_in_page(client, provider):
    text = client.get("/account/login/?next=/learn/file/").content.decode()
    assert 'href="/account/sign-on/oidc/?next=%2Flearn%2Ffile%2F"' in text and "用“县统一认证”登录" in text
    assert SOCIALACCOUNT_LOGIN_ON_GET


def test_a_member_with_account(client, provider, member_user):
    page = travel(client, "?next=/learn/file/")
    assert who(client) == str(member_user.pk)
    assert page.redirect_chain[-1][0] == "/learn/file/"
    assert {"/.well-known/openid-configuration", "/token", "/userinfo"} <= set(provider.asked)


@pytest.mark.parametrize("said", ["m1", " M1 ", "Ｍ１", "member_user"])
def test_the_claim_is_read_as_the_sign_in_field(client, provider, member_user, said):
    provider.person["preferred_username"] = said
    travel(client)
    assert who(client) == str(member_user.pk)


def test_which_claim_it_is_can_be_set(client, provider, member_user, settings):
    settings.LMS = {"OIDC_CLAIM": "employee_number"}
    provider.person |= {"preferred_username": "other", "employee_number": "M1"}
    travel(client)
    assert who(client) == str(member_user.pk)


def test_a_member_without_account_gets_one(client, provider, world):
    provider.person["preferred_username"] = "m2"
    travel(client)
    world.classmate.refresh_from_db()
    assert world.classmate.user.username == "M2" and who(client) == str(world.classmate.user_id)
    assert not world.classmate.user.has_usable_password()


def test_strangers_are_refused_with_a_page_that_helps(client, provider, world):
    provider.person["preferred_username"] = "M404"
    before = User.objects.count()
    page = travel(client)
    assert page.status_code == 403
    assert "M404" in page.content.decode() and "培训联络员" in page.content.decode()
    assert not who(client) and User.objects.count() == before and not SocialAccount.objects.exists()


def test_without_the_claim(client, provider, world):
    del provider.person["preferred_username"]
    page = travel(client)
    assert page.status_code == 403 and "没有说明" in page.content.decode()


def test_a_known_identity_keeps_its_account(client, provider, member_user):
    travel(client)
    client.logout()
    provider.person["preferred_username"] = "renamed"
    travel(client)
    assert who(client) == str(member_user.pk) and SocialAccount.objects.count() == 1


def test_nothing_but_the_subject_is_kept(client, provider, member_user):
    provider.person |= {"name": "李明", "email": "li@example.com", "email_verified": True}
    travel(client)
    client.logout()
    travel(client)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("a1", {})
    assert not SocialToken.objects.exists()
    member_user.refresh_from_db()
    assert (member_user.first_name, member_user.email) == ("", "member@example.com")


def test_an_address_that_somebody_else_has_is_no_way_in(client, provider, member_user):
    provider.person |= {"preferred_username": "nobody", "email": "member@example.com", "email_verified": True}
    assert travel(client).status_code == 403 and not who(client)


def test_a_superuser_is_not_taken_by_name(client, provider, superuser):
    provider.person["preferred_username"] = "superuser"
    assert travel(client).status_code == 403 and not who(client)


def test_a_stopped_account_stays_out(client, provider, member_user):
    member_user.is_active = False
    member_user.save()
    page = travel(client)
    assert "账号已停用" in page.content.decode() and not who(client)


def test_no_identity_is_tied_to_whoever_is_signed_in(client, provider, world, member_user, stranger):
    client.force_login(stranger)
    page = travel(client, "?process=connect")
    assert page.status_code == 403 and not SocialAccount.objects.exists()


def test_a_second_factor_is_asked_here_too(client, provider, member_user):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(member_user, "JBSWY3DPEHPK3PXP")
    page = travel(client)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate") and not who(client)


def test_whoever_cancels_is_told_so(client, provider, world):
    provider.denies = True
    page = travel(client)
    assert "您取消了登录" in page.content.decode()


def test_a_forged_answer_is_refused(client, provider, member_user):
    page = client.get("/account/sign-on/oidc/callback/?code=x&state=y", follow=True)
    assert "统一认证没有成功" in page.content.decode() and not who(client)


def test_a_token_of_another_key_is_refused(client, provider, member_user):
    provider.client_secret = "changed"
    page = travel(client)
    assert "统一认证没有成功" in page.content.decode() and not who(client)


def test_when_the_other_system_is_away(client, provider, member_user):
    provider.stop()
    page = client.get("/account/sign-on/oidc/", follow=True)
    assert "统一认证没有成功" in page.content.decode()


def test_environment_variables_alone_are_enough(tmp_path):
    given = {
        "QUEBU_OIDC_SERVER_URL": "https://sso.example.org/realms/county", "QUEBU_OIDC_CLIENT_ID": "quebu",
        "QUEBU_OIDC_CLIENT_SECRET": "s", "QUEBU_OIDC_NAME": "县统一认证", "QUEBU_OIDC_CLAIM": "code",
    }  # fmt: skip
    ask = (
        "from django.conf import settings as s; from lms.core import conf;"
        "a = s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0];"
        "print('|'.join([a['client_id'], a['secret'], a['name'], a['settings']['server_url'], conf.get('OIDC_CLAIM')]))"
    )
    done = manage(tmp_path, "shell", "--no-imports", "-c", ask, settings="development", **given)
    assert done.stdout.strip() == "quebu|s|县统一认证|https://sso.example.org/realms/county|code", done.stderr
