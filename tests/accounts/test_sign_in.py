"""Signing in: by member code or account name, with one's own password or with a slip."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from lms.accounts.models import SignInSlip

pytestmark = pytest.mark.django_db
OWN = "Xiang-8848-shan"


def signed_in(client) -> str:
    return client.session.get("_auth_user_id", "")


@pytest.mark.parametrize("name", ["member_user", "MEMBER_USER", " member_user ", "M1", "m1", "Ｍ１", "M 1", "ｍ１"])
def test_by_code_or_name_however_it_is_written(client, enter, member_user, name):
    response = enter(name, "password")
    assert signed_in(client) == str(member_user.pk)
    assert response.redirect_chain[-1][0] == "/learn/"


def test_wrong_password_and_unknown_name_look_the_same(client, enter, member_user):
    def text(name):
        page = enter(name, "wrong")
        assert page.status_code == 200
        return page.content.decode().replace(name, "…").split("<form")[0]

    assert "账号或密码不对" in text("M1")
    assert text("M1").split("message--alarm")[1] == text("M404").split("message--alarm")[1]
    assert not signed_in(client)


def test_wrong_password_and_unknown_name_take_the_same_time(enter, member_user, slip_of, world, monkeypatch):
    """What takes time is hashing a password: it is done once, whoever is named. Counted, for clocks depend on the machine."""
    hashed = []
    slow = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *given: hashed.append(given) or slow(self, *given))
    slip_of(world.classmate)
    for name in ("M1", "M404", "M2"):  # a password, nobody, a slip and no password
        hashed.clear()
        assert "账号或密码不对" in enter(name, "000000000000").content.decode()
        assert len(hashed) == 1, name


def test_goes_on_where_one_wanted_to_go_and_nowhere_else(enter, client, member_user):
    assert enter("M1", "password", next="/learn/file/").redirect_chain[-1][0] == "/learn/file/"
    client.logout()
    assert enter("M1", "password", next="//evil.example/").redirect_chain[-1][0] == "/learn/"


def test_a_stopped_account_is_told_so_only_with_the_right_password(client, enter, member_user):
    member_user.is_active = False
    member_user.save()
    assert "账号或密码不对" in enter("M1", "wrong").content.decode()
    assert "账号已停用" in enter("M1", "password").content.decode()
    assert not signed_in(client)


def test_first_sign_in_sets_a_password(client, enter, world, slip_of):
    slip = slip_of(world.classmate)
    page = enter("m2", slip.password)
    assert page.redirect_chain[-1][0] == reverse("account_first_password")
    assert "王芳" in page.content.decode() and not signed_in(client)
    assert client.get("/learn/").status_code == 302
    assert client.get("/account/login/").status_code == 302, "the step is waiting"
    done = client.post(reverse("account_first_password"), {"password1": OWN, "password2": OWN}, follow=True)
    assert "密码已设置" in done.content.decode()
    world.classmate.refresh_from_db()
    assert signed_in(client) == str(world.classmate.user_id)
    assert not SignInSlip.objects.exists()
    client.logout()
    assert not signed_in(client)
    enter("M2", slip.password)
    assert not signed_in(client), "used slips open nothing"
    enter("M2", OWN)
    assert signed_in(client)


@pytest.mark.parametrize("form", ["{}{}{}", " {} {}  {}", "{}-{}-{}", "{}　{}－{}"])
def test_the_one_time_password_may_be_typed_in_groups(enter, world, slip_of, form):
    password = slip_of(world.classmate).password
    typed = form.format(password[:4], password[4:8], password[8:])
    assert enter("M2", typed).redirect_chain[-1][0] == reverse("account_first_password")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "至少 8"), ("12345678", "12345678", "至少要 10 位"), ("1234567890", "1234567890", "太容易猜到"),
        ("wangfang12", "wangfang12", "太像"), ("王芳王芳王芳王芳", "王芳王芳王芳王芳", "太像"),
        ("password1", "password1", "常见"), (OWN, OWN + "x", "不一样"), ("", "", "请填写"),
    ],
)  # fmt: skip
def test_bad_passwords_are_explained_in_chinese(client, enter, world, slip_of, first, second, said):
    slip = slip_of(world.classmate)
    enter("M2", slip.password)
    page = client.post(reverse("account_first_password"), {"password1": first, "password2": second})
    assert said in page.content.decode()
    assert not signed_in(client) and SignInSlip.objects.exists()


@pytest.mark.parametrize("good", ["8274019365", "两个黄鹂鸣翠柳啊", OWN])
def test_many_kinds_of_passwords_are_good(client, enter, world, slip_of, good):
    enter("M2", slip_of(world.classmate).password)
    client.post(reverse("account_first_password"), {"password1": good, "password2": good})
    assert signed_in(client)


def test_a_slip_that_was_replaced_meanwhile_sets_no_password(client, enter, world, slip_of):
    enter("M2", slip_of(world.classmate).password)
    slip_of(world.classmate)
    page = client.post(reverse("account_first_password"), {"password1": OWN, "password2": OWN}, follow=True)
    assert "已失效" in page.content.decode() and not signed_in(client)
    world.classmate.user.refresh_from_db()
    assert not world.classmate.user.has_usable_password()


def test_one_may_leave_half_way(client, enter, world, member_user, slip_of):
    enter("M2", slip_of(world.classmate).password)
    client.post(reverse("account_abandon"))
    assert client.get("/account/login/").status_code == 200
    enter("M1", "password")
    assert signed_in(client) == str(member_user.pk)


def test_a_slip_opens_nothing_but_the_first_password(client, world, slip_of, member_user):
    """Not Wagtail's sign-in, not Django's, and it does not stand in for one's password."""
    from django.contrib.auth import authenticate

    slip = slip_of(world.learner)
    assert authenticate(None, username="M1", password=slip.password) is None
    assert client.post("/admin/login/", {"username": "M1", "password": slip.password}).status_code == 302
    assert not signed_in(client)
    client.force_login(member_user)
    page = client.post(reverse("account_reauthenticate"), {"password": slip.password})
    assert "密码不对" in page.content.decode()


def test_forgotten_password_a_new_slip_and_the_old_one_ends(client, enter, world, member_user, slip_of):
    enter("M1", slip_of(world.learner).password)
    client.post(reverse("account_first_password"), {"password1": OWN, "password2": OWN})
    client.logout()
    enter("M1", "password")
    assert not signed_in(client)
    enter("M1", OWN)
    assert signed_in(client)


def test_setting_a_password_by_slip_ends_other_sessions(client, enter, world, member_user, slip_of):
    from django.test import Client

    elsewhere = Client()
    elsewhere.force_login(member_user)
    assert elsewhere.get("/learn/").status_code == 200
    enter("M1", slip_of(world.learner).password)
    client.post(reverse("account_first_password"), {"password1": OWN, "password2": OWN})
    assert elsewhere.get("/learn/").status_code == 302


def test_staying_signed_in_is_a_choice(client, enter, member_user):
    enter("M1", "password")
    assert client.session.get_expire_at_browser_close()
    client.logout()
    enter("M1", "password", remember="on")
    assert not client.session.get_expire_at_browser_close()


def test_the_admin_leads_to_our_sign_in(client, member_user):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/login/?next=/admin/")
    assert client.get("/admin/login/?next=/admin/pages/").headers["location"] == "/account/login/?next=/admin/pages/"
    assert client.get("/admin/password_reset/").status_code == 404
